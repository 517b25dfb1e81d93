/** What name resolution needs to know of one relation. */
export interface CatalogRelation {
  readonly database: string | null
  readonly schema: string | null
  readonly name: string
  /** In order; null where they are not known. */
  readonly columns: readonly string[] | null
  /** For a partition: the relation whose part it is, in the end. Lineage speaks of that one. */
  readonly root?: CatalogRelation
  /** A statement names it, and nobody knows it. */
  readonly missing?: true
  /** Columns whose values, or the elements of whose arrays, are rows of a relation or type. */
  readonly rowColumns?: ReadonlyMap<string, CatalogRelation>
  /** A composite type: it shapes rows and holds none. */
  readonly isType?: true
}

/** Names as the server would look them up. Made from a snapshot, or empty. */
export interface Catalog {
  readonly database: string | null
  /** Without `$user` and pg_catalog; null where it is not known. */
  readonly searchPath: readonly string[] | null
  relation(schema: string, name: string): CatalogRelation | null
  /** Columns of what a function returns, by any of its overloads; null for a scalar or unknown one. */
  functionColumns(schema: string | null, name: string): readonly string[] | null
  /** The relation or type of that name, for rows of its shape. */
  rowType(schema: string, name: string): CatalogRelation | null
  /** The relation or type whose rows a function returns; null for any other. */
  functionRow(schema: string | null, name: string): CatalogRelation | null
  /** Whether a function of that name is known at all. */
  hasFunction(schema: string | null, name: string): boolean
  /** Relations on which triggers run that function. */
  triggered(schema: string | null, name: string): readonly CatalogRelation[]
}

/** Nothing is known: unqualified names stay without schema, columns are attributed as far as SQL's rules allow. */
export const emptyCatalog: Catalog = {
  database: null,
  searchPath: null,
  relation: () => null,
  rowType: () => null,
  functionColumns: () => null,
  functionRow: () => null,
  hasFunction: () => false,
  triggered: () => [],
}

export interface CatalogContents {
  readonly database: string | null
  readonly searchPath: readonly string[]
  readonly relations: Iterable<CatalogRelation & { readonly schema: string }>
  /** Composite types. */
  readonly types?: Iterable<CatalogRelation & { readonly schema: string }>
  readonly functions?: Iterable<{
    readonly schema: string
    readonly name: string
    readonly columns: readonly string[] | null
    /** Name of what it returns rows of, a relation or a type. */
    readonly row?: { readonly schema: string; readonly name: string } | null
  }>
  readonly triggers?: Iterable<{
    readonly relation: CatalogRelation
    readonly routine: { readonly schema: string; readonly name: string }
  }>
}

export function catalogOf(contents: CatalogContents): Catalog {
  const { database, searchPath, relations, types = [], functions = [], triggers = [] } = contents
  const bySchema = groupBySchema(relations)
  const typesBySchema = groupBySchema(types)
  const rowType = (schema: string, name: string) =>
    bySchema.get(schema)?.get(name) ?? typesBySchema.get(schema)?.get(name) ?? null
  const byFunction = new Map<string, readonly string[] | null>()
  const byRow = new Map<string, CatalogRelation | null>()
  for (const { schema, name, columns, row = null } of functions) {
    const relation = row === null ? null : rowType(row.schema, row.name)
    for (const key of [`${schema}.${name}`, `.${name}`]) {
      const known = byFunction.get(key)
      // Overloads with different results: no one answer is right for all of them.
      byFunction.set(key, known === undefined || String(known) === String(columns) ? columns : null)
      byRow.set(key, byRow.has(key) && byRow.get(key) !== relation ? null : relation)
    }
  }
  const key = (schema: string | null, name: string) => `${schema ?? ''}.${name}`
  const byTrigger = new Map<string, Set<CatalogRelation>>()
  for (const { relation, routine } of triggers) {
    for (const each of [key(routine.schema, routine.name), key(null, routine.name)]) {
      byTrigger.set(each, (byTrigger.get(each) ?? new Set()).add(relation))
    }
  }
  return {
    database,
    searchPath,
    relation: (schema, name) => bySchema.get(schema)?.get(name) ?? null,
    rowType,
    functionColumns: (schema, name) => byFunction.get(key(schema, name)) ?? null,
    functionRow: (schema, name) => byRow.get(key(schema, name)) ?? null,
    triggered: (schema, name) => [...(byTrigger.get(key(schema, name)) ?? [])],
    hasFunction: (schema, name) => byFunction.has(key(schema, name)),
  }
}

function groupBySchema(
  relations: Iterable<CatalogRelation & { readonly schema: string }>,
): ReadonlyMap<string, ReadonlyMap<string, CatalogRelation>> {
  const bySchema = new Map<string, Map<string, CatalogRelation>>()
  for (const relation of relations) {
    const members = bySchema.get(relation.schema) ?? new Map<string, CatalogRelation>()
    bySchema.set(relation.schema, members.set(relation.name, relation))
  }
  return bySchema
}
