import type { ObjectKey, SnapshotObjectBase } from '../../../core/catalog/place.ts'
import { readGrants } from './grants.ts'
import type { Names } from './names.ts'

/** What most catalogs keep of an object. */
export interface CatalogEntry {
  readonly oid: string
  readonly name: string
  readonly owner: string
  readonly acl?: string | null
  readonly comment: string | null
}

/** What must exist before an object of a catalog. */
export type NeedsOf = (catalog: string, oid: string) => readonly ObjectKey[]

export type Base = Omit<SnapshotObjectBase, 'schema' | 'measured'>

/** What every object has, from what most catalogs keep. @param catalog oid of the catalog it stands in */
export function toBase(entry: CatalogEntry, catalog: string, names: Names, needsOf: NeedsOf): Base {
  const acl = entry.acl ?? null
  const extension = names.extension(catalog, entry.oid)
  return {
    database: names.database,
    name: entry.name,
    identity: { oid: Number(entry.oid) },
    owner: names.role(entry.owner),
    grants: readGrants(acl),
    ...(extension === null ? {} : names.initialPrivileges.ofMember(catalog, entry.oid, acl)),
    comment: entry.comment,
    extension,
    dependsOn: needsOf(catalog, entry.oid),
  }
}
