import { columnStatisticsTarget } from '../../version.ts'
import { inRange, type OidRange } from '../question.ts'
import { catalogOid, once, question } from './question.ts'

/** Relations and their columns. Every range is one of relations. */

const relationKinds = "('r', 'p', 'v', 'm', 'f')"

/** Oids of the relations in a range; keeps out what shares their catalogs, such as indexes and TOAST tables. */
const relationsIn = (range: OidRange): string =>
  `select c.oid from pg_catalog.pg_class c where c.relkind in ${relationKinds} and ${inRange('c.oid', range)}`

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
const columnShape = once(
  ([type, modifier, notNull, identity, generated, collation, storage, compression, local, rare]: readonly [
    type: string,
    modifier: string,
    notNull: string,
    identity: string,
    generated: string,
    collation: string,
    storage: string,
    compression: string,
    local: string,
    rare: string | null,
  ]) => ({
    type,
    modifier,
    notNull: notNull === 't',
    identity,
    generated,
    collation,
    storage,
    compression,
    local: local === 't',
    rare: rare === null ? null : (JSON.parse(rare) as RareColumnFacts),
  }),
)

export type ColumnShape = ReturnType<typeof columnShape>

export const attributes = question({
  name: 'columns',
  about: 'columns',
  sql: (version, range) => {
    const target = columnStatisticsTarget(version)
    return `
select a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attidentity, a.attgenerated,
  a.attcollation, a.attstorage, a.attcompression, a.attislocal,
  case when a.attacl is not null or a.attoptions is not null or a.attfdwoptions is not null or ${target} is not null
    then pg_catalog.json_build_array(a.attacl::pg_catalog.text[], a.attoptions, a.attfdwoptions, ${target}) end
from pg_catalog.pg_attribute a
where a.attnum > 0 and not a.attisdropped and ${inRange('a.attrelid', range)}
  and a.attrelid in (${relationsIn(range)})`
  },
  apart: 3,
  decode: ([relation, number, name, shape]: readonly [
    relation: string,
    number: string,
    name: string,
    shape: string,
  ]) => ({ relation, number: Number(number), name, shape: columnShape(shape) }),
})

/** The types of columns, each once: as SQL writes them, and what stands behind (of arrays: the element's type). */
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

/** Defaults, and the expressions of generated columns. Only what names a column is deparsed with its relation, which opens it. */
export const defaults = question({
  name: 'column-defaults',
  about: 'defaults and generation expressions of columns',
  sql: (_version, range) => `
select d.adrelid, d.adnum, pg_catalog.pg_get_expr(d.adbin,
  case when pg_catalog.strpos(d.adbin::pg_catalog.text, '{VAR ') > 0 then d.adrelid else 0 end)
from pg_catalog.pg_attrdef d
where ${inRange('d.adrelid', range)}`,
  decode: ([relation, number, text]: readonly [relation: string, number: string, text: string | null]) => ({
    relation,
    number: Number(number),
    text,
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

/** Bounds of partitions and the topmost table of each, and the keys that partitioned tables divide by. */
export const partitions = question({
  name: 'partitions',
  about: 'bounds and keys of partitions',
  sql: (_version, range) => `
select c.oid, pg_catalog.pg_get_expr(c.relpartbound, c.oid),
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
