import type { JsonValue } from '../../../core/json.ts'
import type { ColumnMetrics } from '../../../core/quality/profile.ts'
import { type ColumnKind, longestValue, toDouble, toValue } from './column-kind.ts'
import type { ColumnPlan } from './column-plan.ts'
import type { TypedColumn } from './columns.ts'
import type { Frame } from './frame.ts'
import { type PlacedGroup, type QuantileWay, readQuantiles } from './quantiles-of-groups.ts'
import type { Answers, SelectList } from './select-list.ts'

type Part = (answers: Answers, frame: Frame) => Partial<ColumnMetrics>

/** Ends and twentieths: the histogram, and among them the quartiles. */
export const shares = Array.from({ length: 21 }, (_, at) => at / 20)

/** Quartiles and the histogram from sorted values, and both ends of types that have an order but no min and max. */
export function askQuantiles(
  column: TypedColumn,
  kind: ColumnKind,
  x: string,
  plan: ColumnPlan,
  list: SelectList,
): Part[] {
  switch (kind) {
    case 'integer':
    case 'float':
    case 'numeric':
      return areOfGroups(kind, plan) ? [] : [askNumberQuantiles(kind, x, plan, list)]
    case 'temporal':
    case 'interval':
    case 'money': {
      if (areOfGroups(kind, plan)) return []
      const bounds = askNearest(x, shares, list)
      return [
        (answers, frame) =>
          distribution(
            bounds(answers)?.map((text) => toValue(column, text)),
            frame,
          ),
      ]
    }
    case 'sorted':
    case 'json': {
      // Types with an order, but without min and max.
      if (!column.sortable || (kind === 'json' && !plan.small)) return []
      const ends = askNearest(x, [0, 1], list)
      return [
        (answers, frame) => {
          const [least = null, greatest = null] = ends(answers) ?? []
          return { min: frame.measure(toValue(column, least)), max: frame.measure(toValue(column, greatest)) }
        },
      ]
    }
    default:
      return []
  }
}

/** How quantiles of such a kind are told where they are found. */
export const quantileWay = (kind: ColumnKind): QuantileWay | null => ways[kind] ?? null

const ways: Partial<Record<ColumnKind, QuantileWay>> = {
  integer: 'between',
  float: 'between',
  numeric: 'between',
  temporal: 'nearest',
  interval: 'nearest',
  money: 'nearest',
}

/** Whether quantiles are read from the groups of a large table's rows, which are there anyway. */
export const areOfGroups = (kind: ColumnKind, { distinct, quantiles, small, careful }: ColumnPlan): boolean =>
  distinct.way === 'grouped' && quantiles && !small && !careful && quantileWay(kind) !== null

/** From groups: text as the server writes such values. */
export function quantilesOf(
  column: TypedColumn,
  kind: ColumnKind,
  groups: readonly PlacedGroup[] | null,
  frame: Frame,
): Partial<ColumnMetrics> {
  const way = quantileWay(kind)
  if (way === null) return {}
  const isDouble = kind === 'integer' || kind === 'float'
  const texts = readQuantiles(groups, frame.values, shares, way)
  return distribution(
    texts?.map((text) => (isDouble ? toDouble(text) : toValue(column, text))),
    frame,
  )
}

/** Between two values, as people expect of a median; sorting doubles is also what takes the least time. */
function askNumberQuantiles(kind: ColumnKind, x: string, plan: ColumnPlan, list: SelectList): Part {
  const isWide = plan.careful && kind === 'numeric'
  const double = isWide ? clampedDouble(x) : `${x}::pg_catalog.float8`
  const between = list.addSorted(
    `pg_catalog.percentile_cont(${sharesSql(shares)}) within group (order by ${double})`,
    arrayText,
  )
  const nearest = isWide ? askNearest(x, shares, list) : null
  return (answers, frame) => {
    const exact = nearest?.(answers)
    const bounds = readArray(between(answers))?.map((text, at) => {
      // What is too large for a double has the value below it instead.
      if (isWide && !Number.isFinite(Number(text))) return exact?.[at] ?? null
      return kind === 'numeric' ? text : toDouble(text)
    })
    return distribution(bounds, frame)
  }
}

function distribution(bounds: readonly JsonValue[] | undefined, { measure }: Frame): Partial<ColumnMetrics> {
  return {
    q1: measure(bounds?.[5] ?? null),
    median: measure(bounds?.[10] ?? null),
    q3: measure(bounds?.[15] ?? null),
    ...(bounds === undefined ? {} : { histogram: measure({ bounds }) }),
  }
}

/** Values that are there, at these shares. */
function askNearest(x: string, at: readonly number[], list: SelectList) {
  const asked = list.addSorted(`pg_catalog.percentile_disc(${sharesSql(at)}) within group (order by ${x})`, arrayText)
  return (answers: Answers) => readArray(asked(answers))
}

const sharesSql = (at: readonly number[]): string => `'{${at.join(',')}}'::pg_catalog.float8[]`

const arrayText = (aggregated: string): string => `(select pg_catalog.json_agg(
    pg_catalog."left"(v::pg_catalog.text, ${longestValue}) order by o)
  from pg_catalog.unnest(${aggregated}) with ordinality u (v, o))::pg_catalog.text`

const readArray = (text: string | null): (string | null)[] | undefined =>
  text === null ? undefined : (JSON.parse(text) as (string | null)[])

/** A numeric as a double, whatever its size. */
const clampedDouble = (x: string): string => `case when ${x} = 'NaN' then 'NaN' when ${x} > 1e308 then 'Infinity'
  when ${x} < -1e308 then '-Infinity' when pg_catalog.abs(${x}) < 1e-300 then 0 else ${x}::pg_catalog.float8 end`
