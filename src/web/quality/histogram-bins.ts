import type { ColumnProfile } from '../../core/quality/profile.ts'
import { isScale } from '../../core/quality/withhold-values.ts'

export interface Bins {
  /** Share of the values in each of equally wide parts. */
  readonly shares: readonly number[]
  readonly from: string
  readonly to: string
  /** Whether the outermost twentieth on either side was left out, since it is far off. */
  readonly trimmed: boolean
}

const count = 24

/**
 * A histogram of equally wide parts from bounds between which equal shares of the values lie. Null for what has no
 * numbers or times, and where all values are the same.
 */
export function histogramBins(column: ColumnProfile): Bins | null {
  const { histogram } = column.metrics
  if (histogram === undefined || !isScale(column)) return null
  const texts = histogram.value.bounds.map(String)
  const numbers = texts.map(toNumber)
  if (numbers.length < 2 || !numbers.every(Number.isFinite)) return null
  const last = numbers.length - 1
  const at = (place: number) => numbers[place] ?? 0
  const inner = [Math.ceil(last / 20), Math.floor((last * 19) / 20)] as const
  const trimmed = last >= 10 && (at(inner[1]) - at(inner[0])) * 4 < at(last) - at(0) && at(inner[1]) > at(inner[0])
  const [first, end] = trimmed ? inner : [0, last]
  const [from, to] = [at(first), at(end)]
  if (to <= from) return null
  const shares = Array.from({ length: count }, () => 0)
  const binOf = (value: number) => Math.min(count - 1, Math.floor(((value - from) / (to - from)) * count))
  for (let place = first; place < end; place++) {
    const [low, high] = [at(place), at(place + 1)]
    const [firstBin, lastBin] = [binOf(low), binOf(high)]
    for (let bin = firstBin; bin <= lastBin; bin++) {
      const begin = from + (bin * (to - from)) / count
      const part = Math.min(high, begin + (to - from) / count) - Math.max(low, begin)
      const share = high === low ? Number(bin === firstBin) : Math.max(0, part) / (high - low)
      shares[bin] = (shares[bin] ?? 0) + share / last
    }
  }
  return { shares, from: texts[first] ?? '', to: texts[end] ?? '', trimmed }
}

/** Not a number for what is neither a number nor a time of a common year. */
function toNumber(text: string): number {
  const number = Number(text.replace(/[$,]/g, ''))
  if (!Number.isNaN(number)) return number
  if (/^\d\d:\d\d/.test(text)) return Date.parse(`1970-01-01T${text.slice(0, 8)}Z`)
  return Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
}
