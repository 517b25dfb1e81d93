import type { JsonObject, JsonValue } from '../../../core/json.ts'
import { type ColumnSql, columnSql, literal, shortText, toFigure } from './column-sql.ts'
import { type Aggregate, type FoldedMeasure, findColumn, type Measure, type Subject, unfit } from './measure.ts'
import { columnUnfit } from './problems.ts'
import type { CheckedColumn } from './relations.ts'
import { count } from './row-measures.ts'

type Ask = (column: CheckedColumn, parameters: JsonObject) => Measure

/** Kinds that look at one figure of a column. */
export const figureMeasures = {
  columnValueMaxToBeBetween: (column, range) => extreme(column, range, 'max', 1),
  columnValueMinToBeBetween: (column, range) => extreme(column, range, 'min', 0),
  columnValueMeanToBeBetween: (column, range) => moment(column, range, 'avg', 'mean'),
  columnValueStdDevToBeBetween: (column, range) => moment(column, range, 'stddev_samp', 'standard deviation'),
  columnValuesSumToBeBetween: (column, range) => moment(column, range, 'sum', 'sum'),
  columnValueMedianToBeBetween: median,
} as const satisfies Readonly<Record<string, Ask>>

interface Figure {
  /** Over the rows that have a value. */
  sql(aggregate: Aggregate): string
  readonly hasNaN: boolean
  compare: ColumnSql['compare']
  read(text: string | null): JsonValue
}

/** A figure within a range; none, since no row has a value, is within no range. */
function between(
  { sql, hasNaN, compare, read }: Figure,
  { minValue = null, maxValue = null }: JsonObject,
): FoldedMeasure {
  return {
    way: 'folded',
    figures(aggregate) {
      const figure = sql(aggregate)
      const inside = [
        ...(minValue === null ? [] : [compare(figure, '>=', minValue)]),
        ...(maxValue === null ? [] : [compare(figure, '<=', maxValue)]),
        ...(hasNaN ? [`${figure} <> 'NaN'`] : []),
      ]
      const shown = shortText(`(${figure})::pg_catalog.text`)
      return [count(aggregate), shown, `(${inside.join(' and ')})::pg_catalog.text`]
    },
    read: ([rows = null, observed = null, inside = null]) => ({
      passed: inside === 'true',
      observed: read(observed),
      failingRows: null,
      rows,
    }),
  }
}

const plainCompare: ColumnSql['compare'] = (left, operator, right) => `${left} ${operator} ${literal(right)}`
const numberCompare: ColumnSql['compare'] = (...sides) => `${plainCompare(...sides)}::pg_catalog.numeric`

function extreme(column: CheckedColumn, range: JsonObject, call: 'min' | 'max', share: 0 | 1): Measure {
  const { kind, x, text, compare } = columnSql(column)
  if (!column.sortable) return unfit(columnUnfit(column.name, column.type, 'order'))
  const hasCall = !['boolean', 'uuid', 'bytes', 'json', 'sorted'].includes(kind) && column.builtin
  const isEnum = column.typeKind === 'enum' && !column.isArray
  const sql = (aggregate: Aggregate) =>
    hasCall || isEnum
      ? aggregate(`pg_catalog.${call}(${x})`)
      : // Types with an order, but without min and max of their own or known by name alone.
        aggregate(`pg_catalog.percentile_disc(${share}) within group (order by ${x})`)
  return between(
    { sql, hasNaN: hasNaN(kind), compare, read: (found) => toFigure(column, text === x ? 'text' : kind, found) },
    range,
  )
}

const hasNaN = (kind: ColumnSql['kind']) => kind === 'float' || kind === 'numeric'

function moment(column: CheckedColumn, range: JsonObject, call: string, word: string): Measure {
  const { kind, x } = columnSql(column)
  const isSpan = kind === 'interval' && call !== 'stddev_samp'
  if (!isSpan && kind !== 'integer' && kind !== 'money' && !hasNaN(kind)) {
    return unfit(columnUnfit(column.name, column.type, word))
  }
  const compare = kind === 'integer' ? numberCompare : plainCompare
  const of = (value: string, read: Figure['read'], isNumber: boolean): FoldedMeasure =>
    between({ sql: (aggregate) => aggregate(`pg_catalog.${call}(${value})`), hasNaN: isNumber, compare, read }, range)
  const asText: Figure['read'] = (text) => text
  if (kind === 'money') return of(`${x}::pg_catalog.numeric`, asText, true)
  if (kind !== 'float') return of(x, asText, kind === 'numeric')
  const careful = of(`${x}::pg_catalog.text::pg_catalog.numeric`, asText, true)
  return { ...of(`${x}::pg_catalog.float8`, (text) => toFigure(column, kind, text), true), careful }
}

/** Between the two middle values, exactly; of types without arithmetic, the lower one. */
function median(column: CheckedColumn, range: JsonObject): Measure {
  const { kind, x, compare } = columnSql(column)
  const read: Figure['read'] = (text) => toFigure(column, kind, text)
  const disc = (aggregate: Aggregate, value: string, order = '') =>
    aggregate(`pg_catalog.percentile_disc(0.5) within group (order by ${value}${order})`)
  if (kind === 'float' || kind === 'interval') {
    const value = kind === 'float' ? `${x}::pg_catalog.float8` : x
    const sql = (aggregate: Aggregate) => aggregate(`pg_catalog.percentile_cont(0.5) within group (order by ${value})`)
    return between({ sql, hasNaN: kind === 'float', compare: plainCompare, read }, range)
  }
  if (kind === 'integer' || kind === 'numeric' || kind === 'money') {
    const value = `${x}::pg_catalog.numeric`
    const sql = (aggregate: Aggregate) =>
      `pg_catalog.trim_scale((${disc(aggregate, value)} + ${disc(aggregate, value, ' desc')}) / 2)`
    return between({ sql, hasNaN: kind === 'numeric', compare: plainCompare, read: (text) => text }, range)
  }
  if (kind !== 'temporal') return unfit(columnUnfit(column.name, column.type, 'median'))
  return between({ sql: (aggregate) => disc(aggregate, x), hasNaN: false, compare, read }, range)
}

/** Kinds about when rows were added. */
export const timeMeasures = {
  tableRowInsertedCountToBeBetween(subject: Subject, parameters: JsonObject): Measure {
    const time = timeSql(subject, parameters)
    if ('way' in time) return time
    const { min = null, max = null } = parameters
    return {
      way: 'folded',
      figures: (aggregate) => [
        count(aggregate),
        count(aggregate, `${time.x} > ${time.since} and ${time.x} <= ${time.now}`),
      ],
      read: ([rows = null, added = null]) => ({
        passed: isCountBetween(added, min, max),
        observed: added,
        failingRows: null,
        rows,
      }),
    }
  },
  tableDataToBeFresh(subject: Subject, parameters: JsonObject): Measure {
    const time = timeSql(subject, parameters)
    if ('way' in time) return time
    const { x, now, since } = time
    return {
      way: 'folded',
      figures(aggregate) {
        // What lies ahead says nothing of when something came last.
        const newest = aggregate(`pg_catalog.max(${x})`, `${x} <= ${now}`)
        return [count(aggregate), `${newest}::pg_catalog.text`, `(${newest} >= ${since})::pg_catalog.text`]
      },
      read: ([rows = null, observed = null, fresh = null]) => ({
        passed: fresh === 'true',
        observed,
        failingRows: null,
        rows,
      }),
    }
  },
} as const

function timeSql(subject: Subject, { columnName, rangeInterval, rangeType }: JsonObject) {
  const column = findColumn(subject, String(columnName))
  const { x, kind } = columnSql(column)
  if (kind !== 'temporal' || !['date', 'timestamp', 'timestamptz'].includes(column.typeName)) {
    return unfit(columnUnfit(column.name, column.type, 'point in time'))
  }
  // The session's time zone is UTC: a time without one is taken to be in it.
  const type = column.typeName === 'timestamptz' ? 'timestamptz' : 'timestamp'
  const now = `pg_catalog.now()::pg_catalog.${type}`
  const since = `${now} - ${literal(`${String(rangeInterval)} ${String(rangeType)}`)}::pg_catalog.interval`
  return { x: column.typeName === 'date' ? `${x}::pg_catalog.timestamp` : x, now, since: `(${since})` }
}

/** Counts of up to 64 bits, as text. */
export function isCountBetween(found: string | null, min: JsonValue, max: JsonValue): boolean {
  if (found === null) return false
  const value = BigInt(found)
  return (min === null || value >= BigInt(String(min))) && (max === null || value <= BigInt(String(max)))
}
