import type { JsonValue } from '../../../core/json.ts'
import type { ColumnMetrics, Measure } from '../../../core/quality/profile.ts'
import { columnKind, longestValue, toValue } from './column-kind.ts'
import { expectedDistinct } from './column-plan.ts'
import type { TypedColumn } from './columns.ts'

/** What ANALYZE knows of a column, for what is not measured. Everything here is an estimate. */
export function fromStatistics(column: TypedColumn, rows: number): ColumnMetrics {
  const { statistics } = column
  if (statistics === null) return {}
  const { sampledRows, commonValues, commonShares, ends } = statistics
  const seen = String(Math.min(sampledRows, Math.round(rows)))
  const measure = <Value extends JsonValue>(value: Value): Measure<Value> => ({ value, basis: 'estimate', rows: seen })
  const distinct = expectedDistinct(column, rows)
  const topValues = commonValues.slice(0, 10).map((text, at) => ({
    value: cut(column, text),
    fraction: commonShares[at] ?? 0,
  }))
  return {
    ...(distinct === null || distinct === 0 ? {} : { distinctCount: measure(String(Math.round(distinct))) }),
    ...(topValues.length === 0 ? {} : { topValues: measure(topValues) }),
    ...(ends === null ? {} : { min: measure(cut(column, ends[0])), max: measure(cut(column, ends[1])) }),
    ...distribution(column, measure),
  }
}

const cut = (column: TypedColumn, text: string) => toValue(column, text.slice(0, longestValue))

/** The histogram leaves the common values out, so the two are put together for quantiles. */
function distribution(
  column: TypedColumn,
  measure: <Value extends JsonValue>(value: Value) => Measure<Value>,
): ColumnMetrics {
  const { statistics } = column
  if (statistics === null || !quantified.includes(columnKind(column))) return {}
  const { bounds, commonValues, commonShares, nullFraction } = statistics
  const common = commonValues.map((text, at) => ({ text, share: commonShares[at] ?? 0 }))
  const rest = Math.max(0, 1 - nullFraction - common.reduce((sum, { share }) => sum + share, 0))
  if (bounds.length + common.length === 0) return {}
  const inRest = bounds.map((text) => ({ text, share: rest / Math.max(1, bounds.length) }))
  const sorted = sortedTexts(column, [...common, ...inRest])
  if (sorted === null) return {}
  const whole = sorted.reduce((sum, { share }) => sum + share, 0)
  const at = (share: number) => {
    let passed = 0
    for (const entry of sorted) {
      passed += entry.share
      if (passed >= share * whole - 1e-9) return toValue(column, entry.text)
    }
    return toValue(column, sorted.at(-1)?.text ?? null)
  }
  return {
    q1: measure(at(0.25)),
    median: measure(at(0.5)),
    q3: measure(at(0.75)),
    histogram: measure({ bounds: Array.from({ length: 21 }, (_, place) => at(place / 20)) }),
  }
}

const quantified = ['integer', 'float', 'numeric', 'temporal']

interface Weighed {
  readonly text: string
  readonly share: number
}

/** Null where our order might not be the server's. */
function sortedTexts({ typeName }: TypedColumn, entries: readonly Weighed[]): readonly Weighed[] | null {
  const isNumber = /^(int|float|numeric)/.test(typeName)
  // ISO texts of common years sort as their moments do; others have signs or eras.
  const isPlain = ({ text }: Weighed) =>
    isNumber ? !Number.isNaN(Number(text)) : /^\d{4}-\d\d-\d\d|^\d\d:\d\d/.test(text) && !/BC$/.test(text)
  if (typeName === 'timetz' || !entries.every(isPlain)) return null
  return isNumber
    ? [...entries].sort((a, b) => Number(a.text) - Number(b.text))
    : [...entries].sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
}
