import { toBoolean, toNumber, toTexts, toWord } from './decode.ts'
import { type CatalogRow, inRange, isExtensionMember, isUserSchema, joinComment, type Question } from './question.ts'

interface Row extends CatalogRow {
  readonly oid: string
  readonly nspname: string
  readonly proname: string
  readonly prokind: string
  readonly lanname: string
  readonly identity_arguments: string
  readonly arguments: string
  readonly result: string | null
  readonly provolatile: string
  readonly proparallel: string
  readonly proisstrict: string
  readonly prosecdef: string
  readonly proleakproof: string
  readonly definition: string | null
  readonly owner: string
  readonly acl: string | null
  readonly from_extension: string
  readonly description: string | null
}

export interface RoutineEntry {
  readonly oid: number
  readonly schema: string
  readonly name: string
  readonly kind: 'function' | 'procedure' | 'aggregate' | 'window function'
  readonly language: string
  /** Tells overloads apart, such as `integer, text`. */
  readonly signature: string
  /** With names and defaults. */
  readonly arguments: string
  /** Null for procedures. */
  readonly result: string | null
  readonly volatility: 'immutable' | 'stable' | 'volatile'
  readonly parallel: 'safe' | 'restricted' | 'unsafe'
  readonly strict: boolean
  readonly securityDefiner: boolean
  readonly leakproof: boolean
  /** The whole CREATE statement, SQL-standard bodies included; null for aggregates, which the server cannot deparse. */
  readonly definition: string | null
  readonly owner: string
  readonly grants: readonly string[] | null
  readonly fromExtension: boolean
  readonly comment: string | null
}

const kinds = { f: 'function', p: 'procedure', a: 'aggregate', w: 'window function' } as const
const volatilities = { i: 'immutable', s: 'stable', v: 'volatile' } as const
const parallels = { s: 'safe', r: 'restricted', u: 'unsafe' } as const

export const routines: Question<Row, RoutineEntry> = {
  name: 'routines',
  sql: (_version, range) => `
select p.oid, n.nspname, p.proname, p.prokind, l.lanname,
  pg_catalog.pg_get_function_identity_arguments(p.oid) as identity_arguments,
  pg_catalog.pg_get_function_arguments(p.oid) as arguments,
  pg_catalog.pg_get_function_result(p.oid) as result,
  p.provolatile, p.proparallel, p.proisstrict, p.prosecdef, p.proleakproof,
  case when p.prokind <> 'a' then pg_catalog.pg_get_functiondef(p.oid) end as definition,
  pg_catalog.pg_get_userbyid(p.proowner) as owner, pg_catalog.to_json(p.proacl::pg_catalog.text[]) as acl,
  ${isExtensionMember('pg_proc', 'p.oid')} as from_extension, comment.description
from pg_catalog.pg_proc p
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
join pg_catalog.pg_language l on l.oid = p.prolang
${joinComment('pg_proc', 'p.oid')}
where ${isUserSchema} and ${inRange('p.oid', range)}
order by n.nspname, p.proname, identity_arguments`,
  decode: (row) => ({
    oid: toNumber(row.oid),
    schema: row.nspname,
    name: row.proname,
    kind: toWord(kinds, row.prokind),
    language: row.lanname,
    signature: row.identity_arguments,
    arguments: row.arguments,
    result: row.result,
    volatility: toWord(volatilities, row.provolatile),
    parallel: toWord(parallels, row.proparallel),
    strict: toBoolean(row.proisstrict),
    securityDefiner: toBoolean(row.prosecdef),
    leakproof: toBoolean(row.proleakproof),
    definition: row.definition,
    owner: row.owner,
    grants: toTexts(row.acl),
    fromExtension: toBoolean(row.from_extension),
    comment: row.description,
  }),
}
