import { toBoolean, toNumber, toNumberOrNull, toWord } from '../catalog/decode.ts'
import type { CatalogRow } from '../catalog/question.ts'
import { isRelation, isUserSchema } from '../catalog/question.ts'
import { relationKinds } from '../extract/words.ts'

interface Row extends CatalogRow {
  readonly oid: string
  readonly nspname: string
  readonly relname: string
  readonly relkind: string
  readonly is_partition: string
  readonly tuples: string | null
  readonly pages: string
  readonly block_size: string
  readonly live: string | null
  readonly analyzed: string | null
  readonly usable: string
  readonly whole: string
  readonly some: string
  readonly rows_hidden: string
}

/** A relation with what the server tells of it without reading it. */
export interface Target {
  readonly oid: number
  readonly schema: string
  readonly name: string
  readonly kind: (typeof relationKinds)[keyof typeof relationKinds]
  readonly isPartition: boolean
  /** The server's estimate, a partitioned table's partitions summed; null where nobody counted yet. */
  readonly estimatedRows: number | null
  /** As of the last ANALYZE or VACUUM, which is as far as the catalog tells without a lock. */
  readonly estimatedBytes: number
  /** Rows by the counters of pg_stat_user_tables; null where they count nothing. */
  readonly liveRows: string | null
  readonly analyzedAt: string | null
  readonly select: 'all' | 'some' | 'none'
  readonly rowsHidden: boolean
}

/** Takes no lock on any relation, so that one that is being altered holds up nothing but itself. */
export const targets = {
  name: 'profile-targets',
  sql: `
with recursive tree (top, leaf) as (
  select p.oid, p.oid from pg_catalog.pg_class p where p.relkind = 'p'
  union all
  select t.top, i.inhrelid from tree t join pg_catalog.pg_inherits i on i.inhparent = t.leaf
), parts as (
  select t.top, pg_catalog.sum(greatest(c.reltuples, 0)) as tuples,
    pg_catalog.bool_or(c.reltuples < 0 and c.relkind <> 'p') as unknown, pg_catalog.sum(c.relpages) as pages
  from tree t join pg_catalog.pg_class c on c.oid = t.leaf and c.relkind <> 'p'
  group by t.top
)
select c.oid, n.nspname, c.relname, c.relkind, c.relispartition as is_partition,
  case when c.relkind = 'p' then case when p.unknown then null else coalesce(p.tuples, 0) end
    when c.reltuples < 0 or c.relkind = 'v' then null else c.reltuples end as tuples,
  coalesce(p.pages, c.relpages) as pages, pg_catalog.current_setting('block_size') as block_size,
  s.n_live_tup as live, greatest(s.last_analyze, s.last_autoanalyze) as analyzed,
  pg_catalog.has_schema_privilege(n.oid, 'USAGE') as usable,
  pg_catalog.has_table_privilege(c.oid, 'SELECT') as whole,
  pg_catalog.has_any_column_privilege(c.oid, 'SELECT') as some,
  pg_catalog.row_security_active(c.oid) as rows_hidden
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join parts p on p.top = c.oid
left join pg_catalog.pg_stat_user_tables s on s.relid = c.oid
where ${isRelation} and ${isUserSchema}
order by n.nspname, c.relname`,
  decode: (row: Row): Target => ({
    oid: toNumber(row.oid),
    schema: row.nspname,
    name: row.relname,
    kind: toWord(relationKinds, row.relkind),
    isPartition: toBoolean(row.is_partition),
    estimatedRows: toNumberOrNull(row.tuples),
    estimatedBytes: toNumber(row.pages) * toNumber(row.block_size),
    liveRows: row.live,
    analyzedAt: row.analyzed,
    select: !toBoolean(row.usable) ? 'none' : toBoolean(row.whole) ? 'all' : toBoolean(row.some) ? 'some' : 'none',
    rowsHidden: toBoolean(row.rows_hidden),
  }),
}
