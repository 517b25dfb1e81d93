import { toBoolean, toNumber, toNumberOrNull, toTexts } from '../catalog/decode.ts'
import type { CatalogRow } from '../catalog/question.ts'
import { inRange } from '../catalog/question.ts'

interface Row extends CatalogRow {
  readonly attname: string
  readonly type: string
  readonly base: string
  readonly is_domain: string
  readonly typname: string
  readonly typtype: string
  readonly is_array: string
  readonly builtin: string
  readonly sortable: string
  readonly hash: string | null
  readonly readable: string
  readonly is_unique: string
  readonly null_frac: string | null
  readonly n_distinct: string | null
  readonly common_values: string | null
  readonly common_shares: string | null
  readonly bounds: string | null
  readonly ends: string | null
  readonly target: string
}

export interface TypedColumn {
  readonly name: string
  /** As declared. */
  readonly type: string
  /** Behind domains, without modifiers; can be cast to, such as `bpchar`, since a value cast to `character` loses all but one. */
  readonly base: string
  readonly isDomain: boolean
  /** Name of the base type, or of its elements' where `isArray`. */
  readonly typeName: string
  readonly typeKind: 'base' | 'composite' | 'enum' | 'range' | 'multirange' | 'pseudo'
  readonly isArray: boolean
  /** The type is Postgres's own and not an extension's or a user's. */
  readonly builtin: boolean
  /** Has an order, and with it equality. */
  readonly sortable: boolean
  /** From a value in SQL to a 32-bit integer that is the same for equal values; null where there is no such function. */
  readonly hash: ((value: string) => string) | null
  readonly readable: boolean
  /** No value twice, by an index. */
  readonly isUnique: boolean
  readonly statistics: ColumnStatistics | null
}

/** What ANALYZE left in pg_stats. */
export interface ColumnStatistics {
  readonly nullFraction: number
  /** A count, or when negative a share of the rows, with its sign turned. */
  readonly distinct: number
  readonly commonValues: readonly string[]
  readonly commonShares: readonly number[]
  readonly bounds: readonly string[]
  /** Least and greatest of those values whose texts sort as they do; null for other types, and where there are none. */
  readonly ends: readonly [string, string] | null
  /** Most rows that were looked at. */
  readonly sampledRows: number
}

const typeKinds = {
  b: 'base',
  c: 'composite',
  e: 'enum',
  r: 'range',
  m: 'multirange',
  p: 'pseudo',
} as const

const texts = (expression: string) => `pg_catalog.to_json(${expression}::pg_catalog.text::pg_catalog.text[])`

/** The texts of these sort as their values do. */
const endsSql = `case when not b.is_array and e.typname in ('text', 'varchar', 'bpchar', 'uuid', 'bytea') then (
    select pg_catalog.json_build_array(pg_catalog.min(v), pg_catalog.max(v)) from (
      select pg_catalog.unnest(s.most_common_vals::pg_catalog.text::pg_catalog.text[]) as v
      union all select pg_catalog.unnest(s.histogram_bounds::pg_catalog.text::pg_catalog.text[])
    ) known having pg_catalog.count(v) > 0) end`

/** varchar has the order of text, and cidr that of inet. */
const ordered = 'case e.oid when 1043 then 25 when 650 then 869 else e.oid end'

/** Before 18 these share the function of another type, which takes them only when they are turned into it. */
const hashedAsTimestamp: readonly string[] = ['timestamptz', 'date']

function hashSql({ hash, is_array, builtin, typname }: Row): TypedColumn['hash'] {
  if (hash !== null) return (value) => `${hash}(${value})`
  if (toBoolean(is_array) || !toBoolean(builtin) || !hashedAsTimestamp.includes(typname)) return null
  return (value) => `pg_catalog.timestamp_hash(${value}::pg_catalog.timestamp)`
}

/** Columns of one relation with their base types and statistics. */
export const typedColumns = {
  name: 'profile-columns',
  sql: (relation: number) => `
with recursive bases (attnum, type, typmod) as (
  select a.attnum, a.atttypid, a.atttypmod from pg_catalog.pg_attribute a
  where ${inRange('a.attrelid', { oids: [relation] })} and a.attnum > 0 and not a.attisdropped
  union all
  select b.attnum, t.typbasetype, t.typtypmod from bases b join pg_catalog.pg_type t on t.oid = b.type
  where t.typtype = 'd'
), typed as (
  select b.attnum, t.oid as type, t.typcategory = 'A' and t.typelem <> 0 and t.typlen = -1 as is_array,
    case when t.typcategory = 'A' and t.typlen = -1 and t.typelem <> 0 then t.typelem else t.oid end as element
  from bases b join pg_catalog.pg_type t on t.oid = b.type where t.typtype <> 'd'
)
select a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
  pg_catalog.format_type(b.type, -1) as base, a.atttypid <> b.type as is_domain, e.typname, e.typtype,
  b.is_array, e.typnamespace = 'pg_catalog'::pg_catalog.regnamespace as builtin,
  e.typtype in ('e', 'r', 'm') or exists (
    select from pg_catalog.pg_opclass o join pg_catalog.pg_am m on m.oid = o.opcmethod
    where m.amname = 'btree' and o.opcdefault
      and o.opcintype = ${ordered}) as sortable,
  case when b.is_array then null
    when e.typtype = 'e' then 'pg_catalog.hashenum' when e.typtype = 'r' then 'pg_catalog.hash_range'
    when e.typtype = 'm' then 'pg_catalog.hash_multirange'
    else (select pg_catalog.quote_ident(s.nspname) || '.' || pg_catalog.quote_ident(f.proname)
      from pg_catalog.pg_opclass o
      join pg_catalog.pg_am m on m.oid = o.opcmethod and m.amname = 'hash'
      join pg_catalog.pg_amproc x on x.amprocfamily = o.opcfamily and x.amprocnum = 1
        and x.amproclefttype = o.opcintype and x.amprocrighttype = o.opcintype
      join pg_catalog.pg_proc f on f.oid = x.amproc
      join pg_catalog.pg_namespace s on s.oid = f.pronamespace
      where o.opcdefault and o.opcintype = ${ordered}
        and pg_catalog.has_function_privilege(f.oid, 'EXECUTE')
        and f.proisstrict and f.proargtypes[0] = o.opcintype limit 1) end as hash,
  pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'SELECT') as readable,
  exists (select from pg_catalog.pg_index i where i.indrelid = a.attrelid and i.indisunique and i.indisvalid
    and i.indimmediate and i.indpred is null and i.indnkeyatts = 1 and i.indkey[0] = a.attnum) as is_unique,
  s.null_frac, s.n_distinct, ${texts('s.most_common_vals')} as common_values,
  pg_catalog.to_json(s.most_common_freqs) as common_shares, ${texts('s.histogram_bounds')} as bounds, ${endsSql} as ends,
  coalesce(nullif(a.attstattarget, -1),
    pg_catalog.current_setting('default_statistics_target')::pg_catalog.int4) as target
from typed b
join pg_catalog.pg_attribute a on a.attnum = b.attnum and ${inRange('a.attrelid', { oids: [relation] })}
join pg_catalog.pg_class c on c.oid = a.attrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_type e on e.oid = b.element
left join lateral (
  select * from pg_catalog.pg_stats s
  where s.schemaname = n.nspname and s.tablename = c.relname and s.attname = a.attname
  order by s.inherited desc limit 1
) s on true
order by a.attnum`,
  decode: (row: Row): TypedColumn => ({
    name: row.attname,
    type: row.type,
    base: row.base,
    isDomain: toBoolean(row.is_domain),
    typeName: row.typname,
    typeKind: typeKinds[row.typtype as keyof typeof typeKinds],
    isArray: toBoolean(row.is_array),
    builtin: toBoolean(row.builtin),
    sortable: toBoolean(row.sortable),
    hash: hashSql(row),
    readable: toBoolean(row.readable),
    isUnique: toBoolean(row.is_unique),
    statistics:
      row.null_frac === null
        ? null
        : {
            nullFraction: toNumber(row.null_frac),
            distinct: toNumberOrNull(row.n_distinct) ?? 0,
            commonValues: toTexts(row.common_values) ?? [],
            commonShares: row.common_shares === null ? [] : (JSON.parse(row.common_shares) as number[]),
            bounds: toTexts(row.bounds) ?? [],
            ends: row.ends === null ? null : (JSON.parse(row.ends) as [string, string]),
            sampledRows: 300 * toNumber(row.target),
          },
  }),
}
