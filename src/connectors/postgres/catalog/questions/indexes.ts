import type { PgVersion } from '../../version.ts'
import { inRange, standIn } from '../question.ts'
import { numbers } from './constraints.ts'
import { joinDescription, once, question } from './question.ts'

/** Indexes. Every range is one of the relations they are on. */

/** 15 can treat nulls as equal. */
const nullsNotDistinct = (v: PgVersion): string => (v >= 150_000 ? 'i.indnullsnotdistinct' : 'false')
/** 17 made the column nullable; before, -1 stood for "not set", and 0 was there by default before 15. */
const positionTarget = (v: PgVersion): string => (v >= 170_000 ? 'a.attstattarget' : 'nullif(a.attstattarget, -1)')

/** Looked up one by one: left to itself the server reads all of pg_class for each part of a large database. */
const indexClass = (index: string) => `
  select c.relname, c.relpages, c.relkind, c.relam, c.reltablespace, c.reloptions
  from pg_catalog.pg_class c where c.oid = ${index} offset 0`

/** Only these are rebuilt: their operator classes take no parameters. What has storage parameters is left to the server. */
const plain = `ic.reloptions is null and ic.relam in (
    select m.oid from pg_catalog.pg_am m where m.amname in ('btree', 'hash', 'gin') and m.oid < 16384)`
/** The same with no more than one expression, which is a call or an operator, and nothing about whole rows. */
const plainButFor = `${plain}
  and pg_catalog.strpos(pg_catalog.concat(i.indexprs, i.indpred), ':varattno 0 ') = 0 and (i.indexprs is null
    or i.indexprs::pg_catalog.text ~ '^[(]{(OPEXPR |FUNCEXPR [^{]*:funcformat 0 )'
      and pg_catalog.cardinality(pg_catalog.array_positions(i.indkey::pg_catalog.int2[], 0::pg_catalog.int2)) = 1)`

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
    partial,
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
    partial: string,
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
    partial: partial === 't',
    plain: isPlain === 't',
  }),
)

export const indexes = question({
  name: 'indexes',
  about: 'indexes',
  sql: (version, range) => `
select i.indexrelid, i.indrelid, ic.relname, ic.relpages, d.description, ic.relkind, ic.relam, ic.reltablespace,
  i.indisunique, i.indisprimary, i.indisvalid, i.indisclustered, i.indisreplident, ${nullsNotDistinct(version)},
  i.indnkeyatts, i.indkey, i.indclass, i.indcollation, i.indoption, i.indpred is not null,
  ${plain}
from pg_catalog.pg_index i
cross join lateral (${indexClass('i.indexrelid')}) ic
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

/** What the one expression of a key is, but for its text. */
export interface KeyExpression {
  readonly text: string
  readonly type: string
  readonly collation: string
  /** A call stands without parentheses. */
  readonly call: boolean
}

/** As the server keeps expressions: `({OPEXPR :opno 98 … :opresulttype 16 … :opcollid 0 …`. */
const expressionHead = /^\(\{(OP|FUNC)EXPR (?=[^{]*:(?:op|func)resulttype (\d+) )[^{]*:(?:op|func)collid (\d+) /

function keyExpression(text: string | null, head: string | null): KeyExpression | null {
  const [, kind, type = '', collation = ''] = expressionHead.exec(head ?? '') ?? []
  return text === null || kind === undefined ? null : { text, type, collation, call: kind === 'FUNC' }
}

/** All of what only the server can write, and of other indexes the parts that only it can write. */
export const indexDefinitions = question({
  name: 'index-definitions',
  about: 'definitions of indexes with expressions, predicates or parameters',
  sql: (_version, range) => {
    const { join, oid } = standIn('x.indrelid', range)
    return `
select x.indexrelid, x.indrelid, case when not x.parts then pg_catalog.pg_get_indexdef(x.indexrelid) end,
  case when x.parts then pg_catalog.pg_get_expr(x.indexprs, ${oid}) end,
  case when x.parts then pg_catalog.left(x.indexprs::pg_catalog.text, 200) end,
  pg_catalog.pg_get_expr(x.indpred, case when x.parts then ${oid} else x.indrelid end)
from (
  select i.indexrelid, i.indrelid, i.indexprs, i.indpred, ${plainButFor} as parts
  from pg_catalog.pg_index i
  cross join lateral (${indexClass('i.indexrelid')}) ic
  where (i.indexprs is not null or i.indpred is not null or not (${plain})) and ${inRange('i.indrelid', range)}
  offset 0
) x${join}`
  },
  decode: ([oid, relation, text, expression, head, predicate]: readonly [
    oid: string,
    relation: string,
    text: string | null,
    expression: string | null,
    head: string | null,
    predicate: string | null,
  ]) => ({
    oid,
    relation,
    text,
    expression: keyExpression(expression, head),
    predicate,
    vanished: text === null && expression === null && predicate === null,
  }),
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
