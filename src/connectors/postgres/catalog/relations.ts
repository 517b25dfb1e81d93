import { toBoolean, toNumber, toNumberOrNull, toTexts, toWord } from './decode.ts'
import {
  type CatalogRow,
  inRange,
  isExtensionMember,
  isRelation,
  isUserSchema,
  joinComment,
  type Question,
} from './question.ts'

interface Row extends CatalogRow {
  readonly oid: string
  readonly nspname: string
  readonly relname: string
  readonly relkind: string
  readonly owner: string
  readonly acl: string | null
  readonly relpersistence: string
  readonly amname: string | null
  readonly reloptions: string | null
  readonly relreplident: string
  readonly relrowsecurity: string
  readonly relforcerowsecurity: string
  readonly relispopulated: string
  readonly reltuples: string
  readonly relpages: string
  readonly parents: string | null
  readonly partition_bound: string | null
  readonly partition_key: string | null
  readonly view_definition: string | null
  readonly srvname: string | null
  readonly ftoptions: string | null
  readonly from_extension: string
  readonly description: string | null
}

export const relationKinds = {
  r: 'table',
  p: 'partitioned table',
  v: 'view',
  m: 'materialized view',
  f: 'foreign table',
} as const
export type RelationKind = (typeof relationKinds)[keyof typeof relationKinds]

export interface RelationEntry {
  readonly oid: number
  readonly schema: string
  readonly name: string
  readonly kind: RelationKind
  readonly owner: string
  readonly grants: readonly string[] | null
  readonly persistence: 'permanent' | 'unlogged' | 'temporary'
  readonly accessMethod: string | null
  readonly options: readonly string[] | null
  readonly replicaIdentity: 'default' | 'nothing' | 'full' | 'index'
  readonly rowSecurity: { readonly enabled: boolean; readonly forced: boolean }
  /** False for a materialized view that was never refreshed. */
  readonly populated: boolean
  /** Planner's estimate; null before the first VACUUM or ANALYZE, and where the server keeps none. */
  readonly estimatedRows: number | null
  /** Pages of 8 KiB (as built by default) at the last VACUUM or ANALYZE. An estimate. */
  readonly estimatedPages: number | null
  /** Oids of what it inherits from or is a partition of, in order. */
  readonly parents: readonly number[]
  readonly partitionBound: string | null
  readonly partitionKey: string | null
  /** Query of a view or materialized view as the server deparses it. */
  readonly viewDefinition: string | null
  readonly foreign: { readonly server: string; readonly options: readonly string[] | null } | null
  readonly fromExtension: boolean
  readonly comment: string | null
}

const persistences = { p: 'permanent', u: 'unlogged', t: 'temporary' } as const
const replicaIdentities = { d: 'default', n: 'nothing', f: 'full', i: 'index' } as const

export const relations: Question<Row, RelationEntry> = {
  name: 'relations',
  sql: (_version, range) => `
select c.oid, n.nspname, c.relname, c.relkind, pg_catalog.pg_get_userbyid(c.relowner) as owner,
  pg_catalog.to_json(c.relacl::pg_catalog.text[]) as acl, c.relpersistence, am.amname,
  pg_catalog.to_json(c.reloptions) as reloptions, c.relreplident, c.relrowsecurity, c.relforcerowsecurity,
  c.relispopulated, c.reltuples::pg_catalog.float8 as reltuples, c.relpages,
  (select pg_catalog.json_agg(i.inhparent::pg_catalog.text order by i.inhseqno)
    from pg_catalog.pg_inherits i where i.inhrelid = c.oid) as parents,
  pg_catalog.pg_get_expr(c.relpartbound, c.oid) as partition_bound,
  case when c.relkind = 'p' then pg_catalog.pg_get_partkeydef(c.oid) end as partition_key,
  case when c.relkind in ('v', 'm') then pg_catalog.pg_get_viewdef(c.oid) end as view_definition,
  fs.srvname, pg_catalog.to_json(ft.ftoptions) as ftoptions,
  ${isExtensionMember('pg_class', 'c.oid')} as from_extension, comment.description
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_am am on am.oid = c.relam
left join pg_catalog.pg_foreign_table ft on ft.ftrelid = c.oid
left join pg_catalog.pg_foreign_server fs on fs.oid = ft.ftserver
${joinComment('pg_class', 'c.oid')}
where ${isRelation} and ${isUserSchema} and ${inRange('c.oid', range)}
order by n.nspname, c.relname`,
  decode: (row) => ({
    oid: toNumber(row.oid),
    schema: row.nspname,
    name: row.relname,
    kind: toWord(relationKinds, row.relkind),
    owner: row.owner,
    grants: toTexts(row.acl),
    persistence: toWord(persistences, row.relpersistence),
    accessMethod: row.amname,
    options: toTexts(row.reloptions),
    replicaIdentity: toWord(replicaIdentities, row.relreplident),
    rowSecurity: { enabled: toBoolean(row.relrowsecurity), forced: toBoolean(row.relforcerowsecurity) },
    populated: toBoolean(row.relispopulated),
    ...decodeEstimates(row),
    parents: (toTexts(row.parents) ?? []).map(toNumber),
    partitionBound: row.partition_bound,
    partitionKey: row.partition_key,
    viewDefinition: row.view_definition,
    foreign: row.srvname === null ? null : { server: row.srvname, options: toTexts(row.ftoptions) },
    fromExtension: toBoolean(row.from_extension),
    comment: row.description,
  }),
}

/** The server writes -1 rows for "never counted"; views have neither rows nor pages of their own. */
function decodeEstimates(row: Row): Pick<RelationEntry, 'estimatedRows' | 'estimatedPages'> {
  const rows = toNumberOrNull(row.reltuples)
  if (row.relkind === 'v' || rows === null || rows < 0) return { estimatedRows: null, estimatedPages: null }
  return { estimatedRows: rows, estimatedPages: row.relkind === 'p' ? null : toNumber(row.relpages) }
}
