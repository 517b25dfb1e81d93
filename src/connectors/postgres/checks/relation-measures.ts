import type { JsonObject, JsonValue } from '../../../core/json.ts'
import type { CheckProblem } from '../../../core/quality/checks/check.ts'
import { splitSql } from '../../../core/quality/checks/sql-text.ts'
import { quoteIdentifier, quoteQualified } from '../catalog/quote.ts'
import { columnSql, literal, shortText } from './column-sql.ts'
import { isCountBetween } from './figure-measures.ts'
import {
  bracketed,
  type Found,
  findColumns,
  isProblem,
  type Measure,
  type Subject,
  UnfitCheck,
  type Verdict,
} from './measure.ts'
import { columnUnfit } from './problems.ts'
import type { CheckedColumn } from './relations.ts'
import { count, unique } from './row-measures.ts'
import { sampleOf } from './samples.ts'

type Ask = (subject: Subject, parameters: JsonObject) => Measure

/** Kinds about the rows of a relation. */
export const relationMeasures = {
  tableRowCountToEqual: (_subject, { value = null }) => rowCount(value, value),
  tableRowCountToBeBetween: (_subject, { minValue = null, maxValue = null }) => rowCount(minValue, maxValue),
  tableRowsToBeUnique: (subject, { columnNames }) =>
    unique(subject, findColumns(subject, columnNames as readonly string[])),
  tableRowsToReference: references,
  tableCustomSQLQuery: customQuery,
} as const satisfies Readonly<Record<string, Ask>>

const rowCount = (min: JsonValue, max: JsonValue): Measure => ({
  way: 'folded',
  figures: (aggregate) => [count(aggregate)],
  read: ([rows = null]) => ({ passed: isCountBetween(rows, min, max), observed: rows, failingRows: null, rows }),
})

const tableOf = ({ relation }: Found): string => quoteQualified(relation.schema, relation.name)

/** The relation that a check names beside its own; throws an `UnfitCheck` where there is none that may be read. */
function otherOf(subject: Subject, name: JsonValue | undefined): Found {
  const other = subject.other(String(name))
  if (isProblem(other)) throw new UnfitCheck({ ...other, message: `${String(name)}: ${other.message}` })
  return other
}

function references(subject: Subject, { columnNames, table2, table2ColumnNames }: JsonObject): Measure {
  const other = otherOf(subject, table2)
  const names = columnNames as readonly string[]
  const columns = findColumns(subject, names)
  const referred = findColumns(other, (table2ColumnNames ?? names) as readonly string[])
  if (referred.length !== columns.length) {
    const message = `${columns.length} columns cannot refer to ${referred.length}.`
    throw new UnfitCheck({ code: 'PARAMETER_UNFIT', message })
  }
  const odd = columns.find(({ sortable }) => !sortable)
  if (odd !== undefined) throw new UnfitCheck(columnUnfit(odd.name, odd.type, 'equality'))
  const { where } = subject.check
  const here = columns.map((column, at) => `${columnSql(column).x} as f${at}`)
  const there = referred.map((column, at) => `${columnSql(column).x} as k${at}`)
  const pairs = columns.map((column, at) => `r.k${at} ${equalsOf(column)} s.f${at}`)
  const filled = columns.map((_, at) => `s.f${at} is not null`)
  // Joined, and not looked for row by row, what is referred to is read and hashed once.
  const sql = `select pg_catalog.count(*)::pg_catalog.text,
  (pg_catalog.count(*) filter (where ${filled.join(' and ')} and r.k0 is null))::pg_catalog.text
from (select ${here.join(', ')} from ${tableOf(subject)} s${where === null ? '' : ` where ${bracketed(where)}`}) s
left join (select distinct ${there.join(', ')} from ${tableOf(other)} s) r on ${pairs.join(' and ')}`
  return {
    way: 'apart',
    sql,
    names: where === null ? 'nowhere' : 'search path',
    read({ rows: [[rows = null, failingRows = null] = []] }) {
      return { passed: failingRows === '0', observed: failingRows, failingRows, rows }
    },
    sample: sampleOf(subject, columns, lostRows(columns, referred, other)),
  }
}

/** A condition on rows whose reference leads nowhere. */
function lostRows(columns: readonly CheckedColumn[], referred: readonly CheckedColumn[], other: Found): string {
  const filled = columns.map((column) => `${columnSql(column).x} is not null`).join(' and ')
  const pairs = referred.map((target, at) => {
    const column = columns[at]
    if (column === undefined) throw new Error('as many columns on both sides')
    return `${columnSql(target, 'r').x} ${equalsOf(column)} ${columnSql(column).x}`
  })
  return `${filled} and not exists (select from ${tableOf(other)} r where ${pairs.join(' and ')})`
}

function equalsOf({ typeKind, builtin, isArray, typeSchema }: CheckedColumn): string {
  return typeKind === 'base' && !builtin && !isArray ? `operator(${typeSchema}.=)` : '='
}

/** SQL compares as the check's operators do, but for two spellings. */
const sqlOperators: Readonly<Record<string, string>> = { '==': '=', '!=': '<>' }

function customQuery(subject: Subject, parameters: JsonObject): Measure {
  const { sqlExpression, strategy, operator, threshold = 0, thresholdUnit, partitionExpression = null } = parameters
  const query = `(${splitSql(String(sqlExpression)).join(' ')}\n)`
  const compared = `${sqlOperators[String(operator)] ?? String(operator)} ${literal(threshold)}::pg_catalog.numeric`
  const partition = partitionExpression === null ? '' : ` where ${bracketed(String(partitionExpression))}`
  const total = `(select pg_catalog.count(*) from ${tableOf(subject)} s${partition})`
  const figure =
    strategy === 'ROWS'
      ? `(select pg_catalog.count(*) from ${query} q)`
      : `(select c.n::pg_catalog.numeric from ${query} c (n))`
  // No row of none is no part of them.
  const share = `case when q.n = 0 then 0 else q.n * 100.0 / nullif(${total}, 0) end`
  const isShare = thresholdUnit === 'PERCENTAGE'
  const sql = `select pg_catalog.trim_scale(d.n::pg_catalog.numeric)::pg_catalog.text, (d.n ${compared})::pg_catalog.text
from (select ${isShare ? share : 'q.n'} as n from (select ${figure} as n) q) d`
  return {
    way: 'apart',
    sql,
    names: 'search path',
    read: ({ rows: [row] }) => readQuery(row ?? [], strategy === 'ROWS' && !isShare),
    ...(strategy === 'ROWS' ? { sample: (limit: number) => `select * from ${query} q limit ${limit}` } : {}),
  }
}

function readQuery(
  [observed = null, passed = null]: readonly (string | null)[],
  isRows: boolean,
): Verdict | CheckProblem {
  if (observed === null) {
    return { code: 'QUERY_UNFIT', message: 'The query returns no number, or it is a share of no rows.' }
  }
  return { passed: passed === 'true', observed, failingRows: isRows ? observed : null, rows: null }
}

/** Rows of one relation that are not in the other, or are there with other values, by key. */
export function tableDiff(subject: Subject, parameters: JsonObject): Measure {
  const { table2, threshold = 0, where = null, caseSensitiveColumns } = parameters
  const other = otherOf(subject, table2)
  const fold = (name: string) => (caseSensitiveColumns === true ? name : name.toLowerCase())
  const matching = (from: Found, name: string): string =>
    from.columns.find((column) => column.name === name)?.name ??
    from.columns.find((column) => fold(column.name) === fold(name))?.name ??
    name
  const keys = (parameters.keyColumns as readonly string[] | undefined) ?? subject.relation.primaryKey
  if (keys.length === 0) {
    throw new UnfitCheck({ code: 'PARAMETER_UNFIT', message: 'It has no primary key: name its key in keyColumns.' })
  }
  const all = subject.columns.map(({ name }) => name)
  const compared = (parameters.useColumns as readonly string[] | undefined) ?? all
  if (parameters.useColumns === undefined) {
    const here = new Set(all.map(fold))
    const there = new Set(other.columns.map(({ name }) => fold(name)))
    const onlyHere = all.filter((name) => !there.has(fold(name)))
    const onlyThere = other.columns.map(({ name }) => name).filter((name) => !here.has(fold(name)))
    if (onlyHere.length > 0 || onlyThere.length > 0) {
      return {
        way: 'told',
        verdict: { passed: false, observed: { onlyHere, onlyThere }, failingRows: null, rows: null },
      }
    }
  }
  const names = [
    ...new Set([...keys.map((name) => matching(subject, name)), ...compared.map((name) => matching(subject, name))]),
  ]
  const side = (from: Found, sign: 1 | -1) => {
    const columns = findColumns(
      from,
      names.map((name) => matching(from, name)),
    )
    const list = columns.map((column, at) => `${comparable(column)} as c${at}`)
    const rows = where === null ? '' : ` where ${bracketed(String(where))}`
    return `select ${list.join(', ')}, ${sign} as n from ${tableOf(from)} s${rows}`
  }
  const values = names.map((_, at) => `d.c${at}`).join(', ')
  const keyValues = keys.map((_, at) => `d.c${at}`)
  const differing = `from (select ${values} from (${side(subject, 1)} union all ${side(other, -1)}) d
  group by ${values} having pg_catalog.sum(d.n) <> 0) d group by ${keyValues.join(', ')}`
  return {
    way: 'apart',
    sql: `select pg_catalog.count(*)::pg_catalog.text from (select ${differing}) k`,
    names: where === null ? 'nowhere' : 'search path',
    read: ({ rows: [[differ = null] = []] }) => ({
      passed: isCountBetween(differ, null, threshold),
      observed: differ,
      failingRows: differ,
      rows: null,
    }),
    sample: (limit) =>
      `select ${keyValues.map((key, at) => `${shortText(`${key}::pg_catalog.text`)} as ${quoteIdentifier(names[at] ?? '')}`).join(', ')} ${differing} limit ${limit}`,
  }
}

/** What cannot be compared is compared as text. */
const comparable = (column: CheckedColumn): string => (column.sortable ? columnSql(column).x : columnSql(column).text)
