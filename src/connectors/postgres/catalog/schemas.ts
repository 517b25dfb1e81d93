import { toNumber, toTexts } from './decode.ts'
import { type CatalogRow, inRange, isUserSchema, joinComment, type Question } from './question.ts'

interface Row extends CatalogRow {
  readonly oid: string
  readonly nspname: string
  readonly owner: string
  readonly acl: string | null
  readonly description: string | null
}

export interface SchemaEntry {
  readonly oid: number
  readonly name: string
  readonly owner: string
  /** Grants as the server writes them, `grantee=privileges/grantor`; null stands for the built-in defaults. */
  readonly grants: readonly string[] | null
  readonly comment: string | null
}

export const schemas: Question<Row, SchemaEntry> = {
  name: 'schemas',
  sql: (_version, range) => `
select n.oid, n.nspname, pg_catalog.pg_get_userbyid(n.nspowner) as owner,
  pg_catalog.to_json(n.nspacl::pg_catalog.text[]) as acl, comment.description
from pg_catalog.pg_namespace n
${joinComment('pg_namespace', 'n.oid')}
where ${isUserSchema} and ${inRange('n.oid', range)}
order by n.nspname`,
  decode: (row) => ({
    oid: toNumber(row.oid),
    name: row.nspname,
    owner: row.owner,
    grants: toTexts(row.acl),
    comment: row.description,
  }),
}
