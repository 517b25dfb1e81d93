/** Values by the oid of a catalog and that of an object in it. */
export class ByPlace<Value> {
  // Two lookups take less than putting two numbers together and hashing the text.
  private readonly catalogs = new Map<string, Map<string, Value>>()

  get(catalog: string, oid: string): Value | undefined {
    return this.catalogs.get(catalog)?.get(oid)
  }

  set(catalog: string, oid: string, value: Value): void {
    const known = this.catalogs.get(catalog)
    if (known === undefined) this.catalogs.set(catalog, new Map([[oid, value]]))
    else known.set(oid, value)
  }
}
