import { toBoolean, toNumber, toTexts, toWord } from './decode.ts'
import { type CatalogRow, inRange, isUserSchema, joinComment, type Question } from './question.ts'

interface Row extends CatalogRow {
  readonly oid: string
  readonly polrelid: string
  readonly nspname: string
  readonly relname: string
  readonly polname: string
  readonly polcmd: string
  readonly polpermissive: string
  readonly roles: string
  readonly using_expression: string | null
  readonly check_expression: string | null
  readonly description: string | null
}

/** A row-level-security policy; its name becomes a tag, the rest is a detail of the tag's place on this relation. */
export interface PolicyEntry {
  readonly oid: number
  readonly relation: number
  readonly schema: string
  readonly relationName: string
  readonly name: string
  readonly command: 'all' | 'select' | 'insert' | 'update' | 'delete'
  readonly permissive: boolean
  /** `public` stands for every role. */
  readonly roles: readonly string[]
  readonly using: string | null
  readonly check: string | null
  readonly comment: string | null
}

const commands = { '*': 'all', r: 'select', a: 'insert', w: 'update', d: 'delete' } as const

/** The range is one of relations: an extraction reads relations, columns and policies side by side. */
export const policies: Question<Row, PolicyEntry> = {
  name: 'policies',
  sql: (_version, range) => `
select pol.oid, pol.polrelid, n.nspname, c.relname, pol.polname, pol.polcmd, pol.polpermissive,
  (select pg_catalog.json_agg(case when r.role = 0 then 'public' else pg_catalog.pg_get_userbyid(r.role) end
    order by r.place) from pg_catalog.unnest(pol.polroles) with ordinality r (role, place)) as roles,
  pg_catalog.pg_get_expr(pol.polqual, pol.polrelid) as using_expression,
  pg_catalog.pg_get_expr(pol.polwithcheck, pol.polrelid) as check_expression, comment.description
from pg_catalog.pg_policy pol
join pg_catalog.pg_class c on c.oid = pol.polrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
${joinComment('pg_policy', 'pol.oid')}
where ${isUserSchema} and ${inRange('pol.polrelid', range)}
order by n.nspname, c.relname, pol.polname`,
  decode: (row) => ({
    oid: toNumber(row.oid),
    relation: toNumber(row.polrelid),
    schema: row.nspname,
    relationName: row.relname,
    name: row.polname,
    command: toWord(commands, row.polcmd),
    permissive: toBoolean(row.polpermissive),
    roles: toTexts(row.roles) ?? [],
    using: row.using_expression,
    check: row.check_expression,
    comment: row.description,
  }),
}
