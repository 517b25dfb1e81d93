import type { PgVersion } from '../../version.ts'
import { inRange } from '../question.ts'
import { numbers } from './constraints.ts'
import { joinDescription, once, question } from './question.ts'

/** Indexes. Every range is one of the relations they are on. */

/** 15 can treat nulls as equal. */
const nullsNotDistinct = (v: PgVersion): string => (v >= 150_000 ? 'i.indnullsnotdistinct' : 'false')
/** 17 made the column nullable; before, -1 stood for "not set", and 0 was there by default before 15. */
const positionTarget = (v: PgVersion): string => (v >= 170_000 ? 'a.attstattarget' : 'nullif(a.attstattarget, -1)')

/**
 * Only these are rebuilt: their operator classes take no parameters. What has an expression, a predicate or storage
 * parameters is left to the server in any case.
 */
const plain = `i.indexprs is null and i.indpred is null and ic.reloptions is null and ic.relam in (
    select m.oid from pg_catalog.pg_am m where m.amname in ('btree', 'hash', 'gin') and m.oid < 16384)`

/** What indexes have in common with many others. */
const indexShape = once(
  ([
    kind,
    method,
    tablespace,
    unique,
    primary,
    valid,
    clustered,
    replicaIdentity,
    nullsEqual,
    keyCount,
    columns,
    classes,
    collations,
    sorting,
    isPlain,
  ]: readonly [
    kind: string,
    method: string,
    tablespace: string,
    unique: string,
    primary: string,
    valid: string,
    clustered: string,
    replicaIdentity: string,
    nullsEqual: string,
    keyCount: string,
    columns: string,
    classes: string,
    collations: string,
    sorting: string,
    isPlain: string,
  ]) => ({
    partitioned: kind === 'I',
    method,
    tablespace,
    unique: unique === 't',
    primary: primary === 't',
    valid: valid === 't',
    clustered: clustered === 't',
    replicaIdentity: replicaIdentity === 't',
    nullsNotDistinct: nullsEqual === 't',
    keyCount: Number(keyCount),
    columns: numbers(columns),
    classes: classes.split(' '),
    collations: collations.split(' '),
    sorting: numbers(sorting),
    plain: isPlain === 't',
  }),
)

export const indexes = question({
  name: 'indexes',
  about: 'indexes',
  sql: (version, range) => `
select i.indexrelid, i.indrelid, ic.relname, ic.relpages, d.description, ic.relkind, ic.relam, ic.reltablespace,
  i.indisunique, i.indisprimary, i.indisvalid, i.indisclustered, i.indisreplident, ${nullsNotDistinct(version)},
  i.indnkeyatts, i.indkey, i.indclass, i.indcollation, i.indoption, ${plain}
from pg_catalog.pg_index i
join pg_catalog.pg_class ic on ic.oid = i.indexrelid
${joinDescription('pg_class', 'i.indexrelid')}
where ${inRange('i.indrelid', range)}`,
  apart: 5,
  decode: ([oid, relation, name, pages, comment, shape]: readonly [
    oid: string,
    relation: string,
    name: string,
    pages: string,
    comment: string | null,
    shape: string,
  ]) => ({ oid, relation, name, pages: Number(pages), comment, shape: indexShape(shape) }),
})

export const indexDefinitions = question({
  name: 'index-definitions',
  about: 'definitions of indexes with expressions, predicates or parameters',
  sql: (_version, range) => `
select i.indexrelid, i.indrelid, pg_catalog.pg_get_indexdef(i.indexrelid),
  pg_catalog.pg_get_expr(i.indpred, i.indrelid)
from pg_catalog.pg_index i
join pg_catalog.pg_class ic on ic.oid = i.indexrelid
where not (${plain}) and ${inRange('i.indrelid', range)}`,
  decode: ([oid, relation, text, predicate]: readonly [
    oid: string,
    relation: string,
    text: string | null,
    predicate: string | null,
  ]) => ({ oid, relation, text, predicate }),
})

/** What indexes that turned out not to be plain after all look like; asked for single ones. */
export const otherIndexDefinitions = question({
  name: 'other-index-definitions',
  about: 'definitions of some indexes',
  sql: (_version, range) => `
select i.indexrelid, i.indrelid, pg_catalog.pg_get_indexdef(i.indexrelid)
from pg_catalog.pg_index i
where ${inRange('i.indexrelid', range)}`,
  decode: ([oid, relation, text]: readonly [oid: string, relation: string, text: string | null]) => ({
    oid,
    relation,
    text,
  }),
})

/** What is rare: attached partitions of indexes, and statistics targets of expressions. */
export const indexParents = question({
  name: 'index-parents',
  about: 'partitions of indexes',
  sql: (_version, range) => `
select h.inhrelid, p.relnamespace, p.relname
from pg_catalog.pg_inherits h
join pg_catalog.pg_index i on i.indexrelid = h.inhrelid
join pg_catalog.pg_class p on p.oid = h.inhparent
where ${inRange('i.indrelid', range)}`,
  decode: ([index, namespace, name]: readonly [index: string, namespace: string, name: string]) => ({
    index,
    namespace,
    name,
  }),
})

export const indexTargets = question({
  name: 'index-statistics-targets',
  about: 'statistics targets of indexes',
  sql: (version, range) => `
select a.attrelid, a.attnum, ${positionTarget(version)}
from pg_catalog.pg_index i
join pg_catalog.pg_attribute a on a.attrelid = i.indexrelid
where i.indexprs is not null and a.attnum > 0 and ${positionTarget(version)} is not null
  and ${inRange('i.indrelid', range)}`,
  decode: ([index, position, target]: readonly [index: string, position: string, target: string]) => ({
    index,
    position: Number(position),
    target: Number(target),
  }),
})
