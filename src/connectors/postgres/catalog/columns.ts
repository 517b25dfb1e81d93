import { columnStatisticsTarget } from '../version.ts'
import { toBoolean, toNumber, toNumberOrNull, toTexts, toWord } from './decode.ts'
import { type CatalogRow, inRange, isRelation, isUserSchema, joinComment, type Question } from './question.ts'

interface Row extends CatalogRow {
  readonly attrelid: string
  readonly attnum: string
  readonly attname: string
  readonly type: string
  readonly type_schema: string
  readonly typname: string
  readonly typtype: string
  readonly base_type: string | null
  readonly enum_labels: string | null
  readonly attnotnull: string
  readonly default_expression: string | null
  readonly attidentity: string
  readonly attgenerated: string
  readonly collation: string | null
  readonly attstorage: string
  readonly attcompression: string
  readonly statistics_target: string | null
  readonly attislocal: string
  readonly acl: string | null
  readonly description: string | null
}

export interface ColumnEntry {
  readonly relation: number
  /** Place in the relation; dropped columns leave gaps. */
  readonly position: number
  readonly name: string
  /** As SQL writes it, such as `numeric(12,2)` or `text[]`. */
  readonly type: string
  readonly typeSchema: string
  readonly typeName: string
  readonly typeKind: 'base' | 'composite' | 'domain' | 'enum' | 'multirange' | 'pseudo' | 'range'
  /** What a domain is made of, such as `text`; null for other types. */
  readonly baseType: string | null
  /** Labels of an enum in their order; null for other types. */
  readonly enumLabels: readonly string[] | null
  readonly nullable: boolean
  /** Expression of the default; null for generated columns and where there is none. */
  readonly default: string | null
  readonly identity: 'always' | 'by default' | null
  readonly generated: { readonly kind: 'stored' | 'virtual'; readonly expression: string | null } | null
  /** Only where it differs from the type's own. */
  readonly collation: string | null
  readonly storage: 'plain' | 'external' | 'extended' | 'main'
  readonly compression: 'pglz' | 'lz4' | null
  readonly statisticsTarget: number | null
  /** False for a column that only comes from a parent. */
  readonly local: boolean
  readonly grants: readonly string[] | null
  readonly comment: string | null
}

const typeKinds = {
  b: 'base',
  c: 'composite',
  d: 'domain',
  e: 'enum',
  m: 'multirange',
  p: 'pseudo',
  r: 'range',
} as const
const identities = { '': null, a: 'always', d: 'by default' } as const
const generations = { s: 'stored', v: 'virtual' } as const
const storages = { p: 'plain', e: 'external', x: 'extended', m: 'main' } as const
const compressions = { p: 'pglz', l: 'lz4' } as const

/** The range is one of relations, not of columns. */
export const columns: Question<Row, ColumnEntry> = {
  name: 'columns',
  sql: (version, range) => `
select a.attrelid, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
  tn.nspname as type_schema, t.typname, t.typtype,
  case when t.typtype = 'd' then pg_catalog.format_type(t.typbasetype, t.typtypmod) end as base_type,
  case when t.typtype = 'e' then (select pg_catalog.json_agg(e.enumlabel order by e.enumsortorder)
    from pg_catalog.pg_enum e where e.enumtypid = t.oid) end as enum_labels,
  a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid) as default_expression, a.attidentity, a.attgenerated,
  case when a.attcollation <> t.typcollation then
    pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname) end as collation,
  a.attstorage, a.attcompression, ${columnStatisticsTarget(version)} as statistics_target, a.attislocal,
  pg_catalog.to_json(a.attacl::pg_catalog.text[]) as acl, comment.description
from pg_catalog.pg_attribute a
join pg_catalog.pg_class c on c.oid = a.attrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_type t on t.oid = a.atttypid
join pg_catalog.pg_namespace tn on tn.oid = t.typnamespace
left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
left join pg_catalog.pg_collation co on co.oid = a.attcollation
left join pg_catalog.pg_namespace cn on cn.oid = co.collnamespace
${joinComment('pg_class', 'a.attrelid', 'a.attnum')}
where a.attnum > 0 and not a.attisdropped and ${isRelation} and ${isUserSchema} and ${inRange('a.attrelid', range)}
order by a.attrelid, a.attnum`,
  decode: (row) => ({
    relation: toNumber(row.attrelid),
    position: toNumber(row.attnum),
    name: row.attname,
    type: row.type,
    typeSchema: row.type_schema,
    typeName: row.typname,
    typeKind: toWord(typeKinds, row.typtype),
    baseType: row.base_type,
    enumLabels: toTexts(row.enum_labels),
    nullable: !toBoolean(row.attnotnull),
    ...decodeValue(row),
    collation: row.collation,
    storage: toWord(storages, row.attstorage),
    compression: row.attcompression === '' ? null : toWord(compressions, row.attcompression),
    statisticsTarget: toNumberOrNull(row.statistics_target),
    local: toBoolean(row.attislocal),
    grants: toTexts(row.acl),
    comment: row.description,
  }),
}

/** The catalog keeps defaults and generation expressions in one place. */
function decodeValue(row: Row): Pick<ColumnEntry, 'default' | 'identity' | 'generated'> {
  const identity = identities[row.attidentity as keyof typeof identities] ?? null
  if (row.attgenerated === '') return { default: row.default_expression, identity, generated: null }
  const kind = toWord(generations, row.attgenerated)
  return { default: null, identity, generated: { kind, expression: row.default_expression } }
}
