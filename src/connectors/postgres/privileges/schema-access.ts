import { toBoolean, toNumber, toTexts } from '../catalog/decode.ts'
import { type CatalogRow, inRange, isUserSchema, type Question } from '../catalog/question.ts'

interface Row extends CatalogRow {
  readonly oid: string
  readonly nspname: string
  readonly usable: string
  readonly future_readers: string | null
}

/** What the role may do in one schema. */
export interface SchemaAccess {
  readonly oid: number
  readonly name: string
  /** USAGE: without it nothing in the schema can be read, whatever else is granted. */
  readonly usable: boolean
  /** Owners whose future tables here are already granted to the role by default privileges. */
  readonly futureReadableOf: readonly string[]
}

export const schemaAccess: Question<Row, SchemaAccess> = {
  name: 'schema-access',
  sql: (_version, range) => `
select n.oid, n.nspname, pg_catalog.has_schema_privilege(n.oid, 'USAGE') as usable,
  (select pg_catalog.json_agg(pg_catalog.pg_get_userbyid(d.defaclrole))
    from pg_catalog.pg_default_acl d, pg_catalog.aclexplode(d.defaclacl) g
    where d.defaclobjtype = 'r' and d.defaclnamespace in (n.oid, 0) and g.privilege_type = 'SELECT'
      and (g.grantee = 0 or pg_catalog.pg_has_role(g.grantee, 'USAGE'))) as future_readers
from pg_catalog.pg_namespace n
where ${isUserSchema} and ${inRange('n.oid', range)}
order by n.nspname`,
  decode: (row) => ({
    oid: toNumber(row.oid),
    name: row.nspname,
    usable: toBoolean(row.usable),
    futureReadableOf: toTexts(row.future_readers) ?? [],
  }),
}
