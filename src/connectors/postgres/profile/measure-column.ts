import type { ColumnMetrics } from '../../../core/quality/profile.ts'
import { type ColumnKind, columnKind, columnSql, longestValue, toDouble, toValue } from './column-kind.ts'
import type { ColumnPlan } from './column-plan.ts'
import type { TypedColumn } from './columns.ts'
import { askDistinct } from './distinct.ts'
import type { Frame } from './frame.ts'
import { askQuantiles } from './quantiles.ts'
import type { Answers, Asked, SelectList } from './select-list.ts'

/** Reads a column's metrics from the answers. */
export type ReadMetrics = (answers: Answers, frame: Frame) => ColumnMetrics

type Part = (answers: Answers, frame: Frame) => Partial<ColumnMetrics>

/** What one column asks, and how the answers are read. */
export function measureColumn(column: TypedColumn, plan: ColumnPlan, list: SelectList, from: string): ReadMetrics {
  const kind = columnKind(column)
  const x = columnSql(column)
  const present = list.add(`pg_catalog.count(${x})`)
  const parts: Part[] = [
    ...askExtremes(column, kind, x, list),
    ...askMoments(kind, x, plan, list),
    ...askOddities(column, kind, x, plan, list),
    ...askLength(column, kind, x, plan, list),
    ...(plan.quantiles ? askQuantiles(column, kind, x, plan, list) : []),
    ...askDistinct(column, plan, x, list, from),
  ]
  return (answers, given) => {
    const values = Number(present(answers) ?? 0)
    const frame = { ...given, values }
    const nulls = given.seen - values
    const nullFraction = given.seen === 0 ? null : nulls / given.seen
    return {
      rowCount: given.count(given.seen),
      nullCount: given.count(nulls),
      nullFraction: given.share(nullFraction),
      ...Object.assign({}, ...parts.map((part) => part(answers, frame))),
    }
  }
}

const shortText = (aggregated: string) => `pg_catalog."left"(${aggregated}::pg_catalog.text, ${longestValue})`

function askExtremes(column: TypedColumn, kind: ColumnKind, x: string, list: SelectList): Part[] {
  const told = (least: Asked, greatest: Asked): Part[] => [
    (answers, frame) => ({
      min: frame.measure(toValue(column, least(answers))),
      max: frame.measure(toValue(column, greatest(answers))),
    }),
  ]
  switch (kind) {
    case 'boolean':
      return told(list.add(`pg_catalog.bool_and(${x})`), list.add(`pg_catalog.bool_or(${x})`))
    case 'uuid': {
      // Before 18 there is neither; the text of a UUID sorts as the UUID does.
      const text = `${x}::pg_catalog.text collate "C"`
      return told(list.add(`pg_catalog.min(${text})`), list.add(`pg_catalog.max(${text})`))
    }
    case 'bytes': {
      const text = `pg_catalog.encode(${x}, 'hex') collate "C"`
      const back = (aggregated: string) => `pg_catalog."left"('\\x' || ${aggregated}, ${longestValue})`
      return told(list.add(`pg_catalog.min(${text})`, back), list.add(`pg_catalog.max(${text})`, back))
    }
    case 'json':
    case 'sorted':
    case 'opaque':
      return []
    default: {
      const value = column.builtin || kind !== 'text' ? x : `${x}::pg_catalog.text`
      return told(list.add(`pg_catalog.min(${value})`, shortText), list.add(`pg_catalog.max(${value})`, shortText))
    }
  }
}

function askMoments(kind: ColumnKind, x: string, plan: ColumnPlan, list: SelectList): Part[] {
  if (kind === 'interval' && !plan.careful) {
    const mean = list.add(`pg_catalog.avg(${x})`)
    const sum = list.add(`pg_catalog.sum(${x})`)
    return [(answers, frame) => ({ mean: frame.measure(mean(answers)), sum: frame.total(sum(answers)) })]
  }
  if (kind !== 'integer' && kind !== 'float' && kind !== 'numeric' && kind !== 'money') return []
  // Squares of the greatest doubles are beyond doubles, and those of numerics are not.
  const isDouble = kind === 'float' && !plan.careful
  const value =
    kind === 'money'
      ? `${x}::pg_catalog.numeric`
      : kind === 'float'
        ? isDouble
          ? `${x}::pg_catalog.float8`
          : `${x}::pg_catalog.text::pg_catalog.numeric`
        : x
  const mean = list.add(`pg_catalog.avg(${value})`)
  const sum = list.add(`pg_catalog.sum(${value})`)
  const stddev = list.add(`pg_catalog.stddev_samp(${value})`)
  const isText = kind === 'numeric' || kind === 'money'
  const read = (text: string | null) => (isText ? text : toDouble(text))
  return [
    (answers, frame) => {
      const deviation = stddev(answers)
      return {
        mean: frame.mean(read(mean(answers)), deviation),
        sum: frame.total(kind === 'integer' ? sum(answers) : read(sum(answers))),
        stddev: frame.measure(read(deviation)),
      }
    },
  ]
}

/** How many there are of what averages and ranges stumble over. */
function askOddities(column: TypedColumn, kind: ColumnKind, x: string, plan: ColumnPlan, list: SelectList): Part[] {
  const hits = (condition: string) => list.add(`pg_catalog.count(*) filter (where ${condition})`)
  const count = (asked: Asked) => (answers: Answers) => Number(asked(answers) ?? 0)
  if (kind === 'boolean') {
    const trues = count(hits(x))
    return [(answers, frame) => ({ trueCount: frame.count(trues(answers)) })]
  }
  const isDay = kind === 'temporal' && ['date', 'timestamp', 'timestamptz'].includes(column.typeName)
  // Looking at every value for them is worth it only where the time is there: the extremes show whether there are any.
  if (!plan.thorough || (!isDay && kind !== 'float' && kind !== 'numeric')) return []
  const infinities = count(hits(isDay ? `not pg_catalog.isfinite(${x})` : `${x} in ('Infinity', '-Infinity')`))
  const nans = isDay ? null : count(hits(`${x} = 'NaN'`))
  return [
    (answers, frame) => ({
      infiniteCount: frame.count(infinities(answers)),
      ...(nans === null ? {} : { nanCount: frame.count(nans(answers)) }),
    }),
  ]
}

function askLength(column: TypedColumn, kind: ColumnKind, x: string, plan: ColumnPlan, list: SelectList): Part[] {
  const length = lengthSql(column, kind, x, plan)
  if (length === null) return []
  const least = list.add(`pg_catalog.min(${length})`)
  const greatest = list.add(`pg_catalog.max(${length})`)
  const mean = list.add(`pg_catalog.avg(${length})`)
  const number = (text: string | null) => (text === null ? null : Number(text))
  return [
    (answers, frame) => ({
      minLength: frame.measure(number(least(answers))),
      maxLength: frame.measure(number(greatest(answers))),
      meanLength: frame.measure(number(mean(answers))),
    }),
  ]
}

function lengthSql(column: TypedColumn, kind: ColumnKind, x: string, plan: ColumnPlan): string | null {
  if (kind === 'text') return `pg_catalog.length(${column.builtin ? x : `${x}::pg_catalog.text`})`
  if (kind === 'bytes') return `pg_catalog.octet_length(${x})`
  if (kind === 'array') return `pg_catalog.cardinality(${x})`
  // Writing a document out takes longer than anything else that is measured.
  return kind === 'json' && plan.thorough ? `pg_catalog.length(${x}::pg_catalog.text)` : null
}
