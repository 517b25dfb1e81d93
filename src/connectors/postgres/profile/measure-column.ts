import type { ColumnMetrics } from '../../../core/quality/profile.ts'
import { type ColumnKind, columnKind, columnSql, longestValue, toDouble, toValue } from './column-kind.ts'
import type { ColumnPlan } from './column-plan.ts'
import type { TypedColumn } from './columns.ts'
import { askDistinct } from './distinct.ts'
import type { Frame } from './frame.ts'
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
    ...askOddities(column, kind, x, list),
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
function askOddities(column: TypedColumn, kind: ColumnKind, x: string, list: SelectList): Part[] {
  const hits = (condition: string) => list.add(`pg_catalog.count(*) filter (where ${condition})`)
  const count = (asked: Asked) => (answers: Answers) => Number(asked(answers) ?? 0)
  if (kind === 'boolean') {
    const trues = count(hits(x))
    return [(answers, frame) => ({ trueCount: frame.count(trues(answers)) })]
  }
  if (['date', 'timestamp', 'timestamptz'].includes(column.typeName) && kind === 'temporal') {
    const infinities = count(hits(`not pg_catalog.isfinite(${x})`))
    return [(answers, frame) => ({ infiniteCount: frame.count(infinities(answers)) })]
  }
  if (kind === 'float' || kind === 'numeric') {
    const nans = count(hits(`${x} = 'NaN'`))
    const infinities = count(hits(`${x} in ('Infinity', '-Infinity')`))
    return [
      (answers, frame) => ({
        nanCount: frame.count(nans(answers)),
        infiniteCount: frame.count(infinities(answers)),
      }),
    ]
  }
  return []
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

/** Ends and twentieths: the histogram, and among them the quartiles. */
const shares = Array.from({ length: 21 }, (_, at) => at / 20)

function askQuantiles(column: TypedColumn, kind: ColumnKind, x: string, plan: ColumnPlan, list: SelectList): Part[] {
  const json = (aggregated: string) =>
    `(select pg_catalog.json_agg(pg_catalog."left"(v::pg_catalog.text, ${longestValue}) order by o) from pg_catalog.unnest(${aggregated}) with ordinality u (v, o))::pg_catalog.text`
  const values = (asked: Asked) => (answers: Answers) => {
    const text = asked(answers)
    return text === null ? null : (JSON.parse(text) as (string | null)[])
  }
  const disc = (value: string, at: string) => `pg_catalog.percentile_disc(${at}) within group (order by ${value})`
  const list21 = `'{${shares.join(',')}}'::pg_catalog.float8[]`
  if (kind === 'sorted' || (kind === 'json' && column.sortable)) {
    const ends = values(list.add(disc(x, "'{0,1}'::pg_catalog.float8[]"), json))
    return [
      (answers, frame) => {
        const [least = null, greatest = null] = ends(answers) ?? []
        return { min: frame.measure(toValue(column, least)), max: frame.measure(toValue(column, greatest)) }
      },
    ]
  }
  const isNumber = kind === 'integer' || kind === 'float' || kind === 'numeric'
  if (!isNumber && kind !== 'temporal' && kind !== 'interval' && kind !== 'money') return []
  const bounds = values(list.add(disc(x, list21), json))
  // Between two values for numbers, as people expect of a median.
  const double = plan.careful && kind === 'numeric' ? clampedDouble(x) : `${x}::pg_catalog.float8`
  const cont = `pg_catalog.percentile_cont('{0.25,0.5,0.75}'::pg_catalog.float8[]) within group (order by ${double})`
  const quartiles = isNumber ? values(list.add(cont, json)) : null
  return [
    (answers, frame) => {
      const found = bounds(answers)
      const told = found?.map((text) => toValue(column, text)) ?? null
      const nearest = [told?.[5], told?.[10], told?.[15]]
      const [q1 = null, median = null, q3 = null] =
        quartiles === null
          ? nearest
          : (quartiles(answers) ?? []).map((text, at) => {
              // What is too large for a double has the value below it instead.
              if (plan.careful && text !== null && !Number.isFinite(Number(text))) return nearest[at] ?? null
              return kind === 'numeric' ? text : toDouble(text)
            })
      return {
        q1: frame.measure(q1),
        median: frame.measure(median),
        q3: frame.measure(q3),
        ...(told === null ? {} : { histogram: frame.measure({ bounds: told }) }),
      }
    },
  ]
}

/** A numeric as a double, whatever its size. */
const clampedDouble = (x: string): string => `case when ${x} = 'NaN' then 'NaN' when ${x} > 1e308 then 'Infinity'
  when ${x} < -1e308 then '-Infinity' when pg_catalog.abs(${x}) < 1e-300 then 0 else ${x}::pg_catalog.float8 end`
