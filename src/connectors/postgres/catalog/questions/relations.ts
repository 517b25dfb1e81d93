import { readArray, readNullableArray } from '../../extract/copy-text.ts'
import { columnStatisticsTarget } from '../../version.ts'
import { inRange, standIn } from '../question.ts'
import { catalogOid, once, question } from './question.ts'

/** Relations and their columns. Every range is one of relations. */

const relationKinds = "('r', 'p', 'v', 'm', 'f')"

export const relations = question({
  name: 'relations',
  about: 'relations',
  sql: (_version, range) => `
select c.oid, c.relacl, c.relpersistence, c.relam, c.reltablespace, c.reloptions, t.reloptions, c.relreplident,
  c.relrowsecurity, c.relforcerowsecurity, c.relispopulated, c.relispartition, c.reloftype,
  case when c.reltuples >= 0 then c.reltuples end, c.relpages, coalesce(t.relpages, 0),
  case when c.relkind in ('r', 'p', 'm', 'f') then pg_catalog.to_char(pg_catalog.timezone('UTC', greatest(
    pg_catalog.pg_stat_get_last_analyze_time(c.oid), pg_catalog.pg_stat_get_last_autoanalyze_time(c.oid))),
    'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end
from pg_catalog.pg_class c
left join pg_catalog.pg_class t on t.oid = c.reltoastrelid
where c.relkind in ${relationKinds} and ${inRange('c.oid', range)}`,
  decode: ([
    oid,
    acl,
    persistence,
    accessMethod,
    tablespace,
    options,
    toastOptions,
    replicaIdentity,
    rowSecurity,
    forced,
    populated,
    isPartition,
    ofType,
    rows,
    pages,
    toastPages,
    analyzedAt,
  ]: readonly [
    oid: string,
    acl: string | null,
    persistence: string,
    accessMethod: string,
    tablespace: string,
    options: string | null,
    toastOptions: string | null,
    replicaIdentity: string,
    rowSecurity: string,
    forced: string,
    populated: string,
    isPartition: string,
    ofType: string,
    rows: string | null,
    pages: string,
    toastPages: string,
    analyzedAt: string | null,
  ]) => ({
    oid,
    acl,
    persistence,
    accessMethod,
    tablespace,
    options,
    toastOptions,
    replicaIdentity,
    rowSecurity: rowSecurity === 't',
    forced: forced === 't',
    populated: populated === 't',
    isPartition: isPartition === 't',
    ofType,
    rows,
    pages: Number(pages),
    toastPages: Number(toastPages),
    analyzedAt,
  }),
})

/** What few columns have travels as one field, null for the others. */
export type RareColumnFacts = readonly [
  acl: readonly string[] | null,
  options: readonly string[] | null,
  foreignOptions: readonly string[] | null,
  statisticsTarget: number | null,
]

/** What columns have in common with many others. */
export interface ColumnShape {
  readonly type: string
  readonly modifier: string
  readonly notNull: boolean
  readonly identity: string
  readonly generated: string
  readonly collation: string
  readonly storage: string
  readonly compression: string
  readonly local: boolean
  readonly rare: RareColumnFacts | null
}

export interface Attribute {
  readonly number: number
  readonly name: string
  readonly shape: ColumnShape
}

type ColumnLists = readonly [names: string | null, facts: string | null, rare: string | null]

interface Columns {
  /** By number. */
  readonly own: readonly Attribute[]
  /** Such as `ctid`: those on which somebody was granted something. */
  readonly system: readonly Attribute[]
}

const noColumns: readonly Attribute[] = []

/** Partitions, and the tables of tenants, have the same columns: these come as the same list. */
const columnLists = once<ColumnLists, Columns>(([names, facts, rare]) => {
  if (facts === null) return { own: noColumns, system: noColumns }
  const nameAt = readArray(names) ?? []
  const rarely = JSON.parse(rare ?? '{}') as Readonly<Record<string, RareColumnFacts>>
  const all = facts
    .split(',')
    .map((own, place): Attribute => {
      const [number = ''] = own.split(' ', 1)
      const shape = shapeOf(own.slice(number.length + 1), rarely[number] ?? null)
      return { number: Number(number), name: nameAt[place] ?? '', shape }
    })
    .sort((a, b) => a.number - b.number)
  const first = all.findIndex(({ number }) => number > 0)
  if (first === 0) return { own: all, system: noColumns }
  return { own: first < 0 ? noColumns : all.slice(first), system: first < 0 ? all : all.slice(0, first) }
}, 2_000)

const knownShapes = new Map<string, ColumnShape>()

/** One object for all columns that are alike. */
function shapeOf(facts: string, rare: RareColumnFacts | null): ColumnShape {
  const key = rare === null ? facts : `${facts} ${JSON.stringify(rare)}`
  const known = knownShapes.get(key)
  if (known !== undefined) return known
  const [
    type = '',
    modifier = '',
    notNull,
    identity = '',
    generated = '',
    collation = '',
    storage = '',
    compression = '',
    local,
  ] = facts.split(' ')
  const shape = {
    type,
    modifier,
    notNull: notNull === 't',
    identity,
    generated,
    collation,
    storage,
    compression,
    local: local === 't',
    rare,
  }
  if (knownShapes.size >= mostShapes) knownShapes.clear()
  knownShapes.set(key, shape)
  return shape
}

const mostShapes = 10_000

/** The columns of a relation in one row: a list for each fact would cost the server more than one text of them all. */
export const attributes = question({
  name: 'columns',
  about: 'columns',
  sql: (version, range) => {
    const target = columnStatisticsTarget(version)
    return `
select c.oid, x.*
from pg_catalog.pg_class c
cross join lateral (
  select pg_catalog.array_agg(a.attname),
    pg_catalog.string_agg(pg_catalog.concat_ws(' ', a.attnum, a.atttypid, a.atttypmod, a.attnotnull, a.attidentity,
      a.attgenerated, a.attcollation, a.attstorage, a.attcompression, a.attislocal), ','),
    pg_catalog.json_object_agg(a.attnum,
      pg_catalog.json_build_array(a.attacl::pg_catalog.text[], a.attoptions, a.attfdwoptions, ${target}))
      filter (where a.attacl is not null or a.attoptions is not null or a.attfdwoptions is not null
        or ${target} is not null)
  from pg_catalog.pg_attribute a
  where a.attrelid = c.oid and (a.attnum > 0 or a.attacl is not null) and not a.attisdropped
) x
where c.relkind in ${relationKinds} and ${inRange('c.oid', range)}`
  },
  apart: 1,
  decode: ([relation, lists]: readonly [relation: string, lists: string]) => {
    const { own, system } = columnLists(lists)
    return { relation, columns: own, systemColumns: system }
  },
})

/**
 * The types of columns, each once: as SQL writes them, and what stands behind (of arrays: the element's type). They are
 * those of a whole database: looked for in every shard they would cost three times as much.
 */
export const columnTypes = question({
  name: 'column-types',
  about: 'types of columns',
  sql: (_version, range) => `
select x.atttypid, x.atttypmod, pg_catalog.format_type(x.atttypid, x.atttypmod), t.typcollation, t.typstorage,
  b.typnamespace, b.typname, b.typtype
from (
  -- With those of indexes and composite types, which costs less than to keep them out.
  select distinct a.atttypid, a.atttypmod from pg_catalog.pg_attribute a
  where a.attnum > 0 and not a.attisdropped and ${inRange('a.attrelid', range)}
) x
join pg_catalog.pg_type t on t.oid = x.atttypid
join pg_catalog.pg_type b
  on b.oid = case when t.typelem <> 0 and t.typsubscript = 'pg_catalog.array_subscript_handler'::pg_catalog.regproc
    then t.typelem else t.oid end`,
  decode: ([type, modifier, text, collation, storage, namespace, name, kind]: readonly [
    type: string,
    modifier: string,
    text: string,
    collation: string,
    storage: string,
    namespace: string,
    name: string,
    kind: string,
  ]) => ({ type, modifier, text, collation, storage, namespace, name, kind }),
})

export interface ColumnText {
  readonly number: number
  readonly text: string | null
}

/** Texts that many relations have are the same list. */
const columnTexts = once<readonly [numbers: string, texts: string], readonly ColumnText[]>(([numbers, texts]) => {
  const each = readNullableArray(texts)
  return (readArray(numbers) ?? []).map((number, place) => ({ number: Number(number), text: each[place] ?? null }))
}, 2_000)

/** Defaults, and the expressions of generated columns. Only what names a column is deparsed with a relation, which opens it. */
export const defaults = question({
  name: 'column-defaults',
  about: 'defaults and generation expressions of columns',
  sql: (_version, range) => {
    const { join, oid } = standIn('d.adrelid', range)
    return `
select d.adrelid, pg_catalog.array_agg(d.adnum), pg_catalog.array_agg(pg_catalog.pg_get_expr(d.adbin,
  -- Most are constants: to look through each would cost more than to write it.
  case when d.adbin::pg_catalog.text ^@ '{CONST ' or pg_catalog.strpos(d.adbin::pg_catalog.text, '{VAR ') = 0 then 0
    else ${oid} end))
from pg_catalog.pg_attrdef d${join}
where ${inRange('d.adrelid', range)}
group by d.adrelid`
  },
  apart: 1,
  decode: ([relation, lists]: readonly [relation: string, lists: string]) => ({
    relation,
    texts: columnTexts(lists),
  }),
})

/** Of relations and their columns, which have the number 0 and up. */
export const relationComments = question({
  name: 'comments',
  about: 'comments on relations and columns',
  sql: (_version, range) => `
select d.objoid, d.objsubid, d.description
from pg_catalog.pg_description d
where d.classoid = ${catalogOid('pg_class')} and ${inRange('d.objoid', range)}`,
  decode: ([relation, number, text]: readonly [relation: string, number: string, text: string]) => ({
    relation,
    number: Number(number),
    text,
  }),
})

export const inheritance = question({
  name: 'inheritance',
  about: 'inheritance and partitions',
  sql: (_version, range) => `
select i.inhrelid, i.inhparent, i.inhseqno
from pg_catalog.pg_inherits i
where ${inRange('i.inhrelid', range)}`,
  decode: ([relation, parent, place]: readonly [relation: string, parent: string, place: string]) => ({
    relation,
    parent,
    place: Number(place),
  }),
})

/** Bounds of partitions, which name no column, the topmost table of each, and the keys that partitioned tables divide by. */
export const partitions = question({
  name: 'partitions',
  about: 'bounds and keys of partitions',
  sql: (_version, range) => `
select c.oid, pg_catalog.pg_get_expr(c.relpartbound, 0),
  case when c.relkind = 'p' then pg_catalog.pg_get_partkeydef(c.oid) end,
  case when c.relispartition then pg_catalog.pg_partition_root(c.oid)::pg_catalog.oid end
from pg_catalog.pg_class c
where (c.relispartition or c.relkind = 'p') and c.relkind in ${relationKinds} and ${inRange('c.oid', range)}`,
  decode: ([relation, bound, key, root]: readonly [
    relation: string,
    bound: string | null,
    key: string | null,
    root: string | null,
  ]) => ({ relation, bound, key, root }),
})

/** Composite types behind `CREATE TABLE … OF`, and the servers of foreign tables. */
export const foreignTables = question({
  name: 'foreign-tables',
  about: 'servers and options of foreign tables',
  sql: (_version, range) => `
select f.ftrelid, s.srvname, f.ftoptions
from pg_catalog.pg_foreign_table f
join pg_catalog.pg_foreign_server s on s.oid = f.ftserver
where ${inRange('f.ftrelid', range)}`,
  decode: ([relation, server, options]: readonly [relation: string, server: string, options: string | null]) => ({
    relation,
    server,
    options,
  }),
})
