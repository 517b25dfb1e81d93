import type { JsonValue } from '../../../core/json.ts'
import { countFromSample, meanError } from '../../../core/quality/estimates.ts'
import type { Basis, Measure } from '../../../core/quality/profile.ts'

/** On which rows the figures of one column rest, and how figures about them become figures about the whole. */
export interface Frame {
  /** Rows that were looked at. */
  readonly seen: number
  /** Those of them that have a value; set for each column. */
  readonly values: number
  /** Rows of the whole. */
  readonly population: number
  readonly basis: Basis
  /** Says something of the rows seen as it is. */
  measure<Value extends JsonValue>(value: Value): Measure<Value>
  /** Says of the whole how many rows are as `hits` of those seen are. */
  count(hits: number): Measure<string>
  share(value: number | null): Measure<number | null>
  mean(value: JsonValue, deviation: string | null): Measure
  /** Of a sum over the rows seen. */
  total(value: JsonValue): Measure
}

interface Rows {
  readonly seen: number
  /** Null where every row was looked at. */
  readonly sampledFrom: number | null
  /** Whether rows were drawn one by one, which is what errors can be told of. */
  readonly random: boolean
}

export function createFrame({ seen, sampledFrom, random }: Rows): Frame {
  const basis: Basis = sampledFrom === null ? 'exact' : 'sampled'
  const population = sampledFrom ?? seen
  const rows = String(seen)
  const measure = <Value extends JsonValue>(value: Value): Measure<Value> => ({ value, basis, rows })
  const within = (error: number) => (sampledFrom !== null && random ? { error } : {})
  return {
    seen,
    values: seen,
    population,
    basis,
    measure,
    count(hits) {
      if (sampledFrom === null) return measure(String(hits))
      const { value, error } = countFromSample(hits, seen, population)
      return { ...measure(String(value)), ...within(error) }
    },
    share(value) {
      if (value === null || sampledFrom === null) return measure(value)
      return { ...measure(value), ...within(countFromSample(value * seen, seen, population).error / population) }
    },
    mean(value, deviation) {
      const spread = deviation === null ? Number.NaN : Number(deviation)
      return Number.isFinite(spread) ? { ...measure(value), ...within(meanError(spread, seen)) } : measure(value)
    },
    total(value) {
      if (sampledFrom === null || value === null || seen === 0) return measure(value)
      const scaled = (Number(value) * population) / seen
      return measure(Number.isFinite(scaled) ? scaled : value)
    },
  }
}
