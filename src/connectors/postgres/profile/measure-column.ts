import type { ColumnMetrics } from '../../../core/quality/profile.ts'
import { type ColumnKind, columnKind, columnSql, longestValue, toDouble, toValue } from './column-kind.ts'
import type { ColumnPlan } from './column-plan.ts'
import type { TypedColumn } from './columns.ts'
import { askDistinct, type Read } from './distinct.ts'
import type { Frame } from './frame.ts'
import { askQuantiles } from './quantiles.ts'
import type { Answers, Asked, SelectList } from './select-list.ts'

/** Reads a column's metrics from the answers. */
export type ReadMetrics = (answers: Answers, frame: Frame) => ColumnMetrics

type Part = (answers: Answers, frame: Frame) => Partial<ColumnMetrics>

/** What one column asks, and how the answers are read. */
export function measureColumn(column: TypedColumn, plan: ColumnPlan, list: SelectList): ReadMetrics {
  const kind = columnKind(column)
  const x = columnSql(column)
  const present = list.countPresent(x, column.statistics?.nullFraction !== 0)
  const unpacked = unpack(kind, x, plan, list)
  const parts: Part[] = [
    ...(areEndsKnown(column, plan) ? [] : askExtremes(column, kind, unpacked, list)),
    ...askMoments(column, kind, unpacked, plan, list),
    ...askOddities(column, kind, { x, unpacked }, plan, list),
    ...askLength(column, kind, x, plan, list),
    ...(plan.quantiles ? askQuantiles(column, kind, x, plan, list) : []),
    ...askDistinct(column, plan, { x, unpacked }, list),
  ]
  return (answers, given) => {
    const values = Number(present(answers) ?? given.seen)
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

/** Numerics are stored packed, and each function that looks at one would unpack it for itself. */
const unpack = (kind: ColumnKind, x: string, plan: ColumnPlan, list: SelectList): string =>
  kind === 'numeric' && !plan.small ? list.derive(`+ ${x}`) : x

/** Comparing texts takes long, and the least of many is seldom worth it. */
const areEndsKnown = ({ statistics }: TypedColumn, { thorough }: ColumnPlan): boolean =>
  !thorough && statistics !== null && statistics.ends !== null

const shortText = (aggregated: string) => `pg_catalog."left"(${aggregated}::pg_catalog.text, ${longestValue})`

function askExtremes(column: TypedColumn, kind: ColumnKind, x: string, list: SelectList): Part[] {
  const told = (least: Asked, greatest: Asked): Part[] => [
    (answers, frame) => ({
      min: frame.measure(toValue(column, least(answers))),
      max: frame.measure(toValue(column, greatest(answers))),
    }),
  ]
  switch (kind) {
    case 'boolean': {
      const trues = list.add(`pg_catalog.count(*) filter (where ${x})`)
      return [
        (answers, frame) => {
          const hits = Number(trues(answers) ?? 0)
          const value = (held: boolean) => frame.measure(frame.values === 0 ? null : held)
          return { min: value(hits === frame.values), max: value(hits > 0), trueCount: frame.count(hits) }
        },
      ]
    }
    case 'uuid': {
      // Before 18 there is neither; the text of a UUID sorts as the UUID does.
      const text = list.derive(`${x}::pg_catalog.text collate "C"`)
      return told(list.add(`pg_catalog.min(${text})`), list.add(`pg_catalog.max(${text})`))
    }
    case 'bytes': {
      const text = list.derive(`pg_catalog.encode(${x}, 'hex') collate "C"`)
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

function askMoments(column: TypedColumn, kind: ColumnKind, x: string, plan: ColumnPlan, list: SelectList): Part[] {
  if (kind === 'interval' && !plan.careful) {
    const mean = list.add(`pg_catalog.avg(${x})`)
    const sum = list.add(`pg_catalog.sum(${x})`)
    return [(answers, frame) => ({ mean: frame.measure(mean(answers)), sum: frame.total(sum(answers)) })]
  }
  if (kind !== 'integer' && kind !== 'float' && kind !== 'numeric' && kind !== 'money') return []
  const value = summable(kind, x, plan, list)
  // Of sum and average each is a count away from the other: the server adds up once where it would do so twice.
  const isShort = column.typeName === 'int2' || column.typeName === 'int4'
  const isDouble = kind === 'float' && !plan.small
  const added = isDouble ? null : list.add(`pg_catalog.sum(${value})`)
  const average = isShort ? null : list.add(`pg_catalog.avg(${value})`)
  const stddev = askDeviation(column, x, value, plan, list)
  const isText = kind === 'numeric' || kind === 'money'
  const read = (text: string | null) => (isText ? text : toDouble(text))
  return [
    (answers, frame) => {
      const deviation = stddev(answers)
      const middle = average?.(answers) ?? null
      const total = added === null ? middle && String(Number(middle) * frame.values) : added(answers)
      const mean = average === null ? total && Number(total) / frame.values : read(middle)
      return {
        mean: frame.mean(mean, deviation),
        sum: frame.total(kind === 'integer' ? total : read(total)),
        stddev: frame.measure(read(deviation)),
      }
    },
  ]
}

function summable(kind: ColumnKind, x: string, plan: ColumnPlan, list: SelectList): string {
  if (kind === 'money') return list.derive(`${x}::pg_catalog.numeric`)
  if (kind !== 'float') return x
  // Squares of the greatest doubles are beyond doubles, and those of numerics are not.
  return plan.careful ? list.derive(`${x}::pg_catalog.text::pg_catalog.numeric`) : `${x}::pg_catalog.float8`
}

/** Whole numbers that doubles hold without loss. */
const doubleLimit = 2 ** 53

function askDeviation(column: TypedColumn, x: string, value: string, plan: ColumnPlan, list: SelectList): Asked {
  const own = `pg_catalog.stddev_samp(${value})`
  // Squares of 64-bit integers are numerics, which take several times as long.
  if (column.typeName === 'int8' && !plan.small && !plan.careful) {
    return list.add(
      [`pg_catalog.stddev_samp(${x}::pg_catalog.float8)`, `pg_catalog.min(${x})`, `pg_catalog.max(${x})`],
      (deviation, least, greatest) =>
        `case when ${least} < -${doubleLimit} or ${greatest} > ${doubleLimit}
          then (select ${own}::pg_catalog.text from ${list.from}) else ${deviation}::pg_catalog.text end`,
    )
  }
  return list.add(own)
}

/** How many there are of what averages and ranges stumble over. */
function askOddities(
  column: TypedColumn,
  kind: ColumnKind,
  { x, unpacked }: Read,
  plan: ColumnPlan,
  list: SelectList,
): Part[] {
  const isDay = kind === 'temporal' && ['date', 'timestamp', 'timestamptz'].includes(column.typeName)
  if (!isDay && kind !== 'float' && kind !== 'numeric') return []
  /** The ends tell whether there are any; only then a large table is read for them once more. */
  const hits = (condition: string, isThere: (least: string, greatest: string) => string): Asked => {
    const counted = `pg_catalog.count(*) filter (where ${condition})`
    if (plan.small) return list.add(counted)
    return list.add(
      [`pg_catalog.min(${unpacked})`, `pg_catalog.max(${unpacked})`],
      (least = '', greatest = '') =>
        `case when ${isThere(least, greatest)} then (select ${counted} from ${list.from}) else 0 end::pg_catalog.text`,
    )
  }
  const count = (asked: Asked) => (answers: Answers) => Number(asked(answers) ?? 0)
  const infinities = count(
    isDay
      ? hits(
          `not pg_catalog.isfinite(${x})`,
          (least, greatest) => `not pg_catalog.isfinite(${least}) or not pg_catalog.isfinite(${greatest})`,
        )
      : hits(
          `${x} in ('Infinity', '-Infinity')`,
          (least, greatest) => `${least} = '-Infinity' or ${greatest} in ('Infinity', 'NaN')`,
        ),
  )
  const nans = isDay ? null : count(hits(`${x} = 'NaN'`, (_least, greatest) => `${greatest} = 'NaN'`))
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
  const value = list.derive(length)
  const least = list.add(`pg_catalog.min(${value})`)
  const greatest = list.add(`pg_catalog.max(${value})`)
  const sum = list.add(`pg_catalog.sum(${value})`)
  const number = (text: string | null) => (text === null ? null : Number(text))
  return [
    (answers, frame) => ({
      minLength: frame.measure(number(least(answers))),
      maxLength: frame.measure(number(greatest(answers))),
      meanLength: frame.measure(meanOf(number(sum(answers)), frame.values)),
    }),
  ]
}

const meanOf = (sum: number | null, values: number): number | null => (sum === null ? null : sum / values)

function lengthSql(column: TypedColumn, kind: ColumnKind, x: string, plan: ColumnPlan): string | null {
  if (kind === 'text') return `pg_catalog.length(${column.builtin ? x : `${x}::pg_catalog.text`})`
  if (kind === 'bytes') return `pg_catalog.octet_length(${x})`
  if (kind === 'array') return `pg_catalog.cardinality(${x})`
  // Writing a document out takes longer than anything else that is measured.
  return kind === 'json' && plan.thorough ? `pg_catalog.length(${x}::pg_catalog.text)` : null
}
