/** Figures about a whole that was seen in part, and how far off they may be. Errors are half of a 95 % interval. */

const normal95 = 1.96

/** Of a count, from `hits` among `seen` rows of a random sample out of `total`. */
export function countFromSample(hits: number, seen: number, total: number): { value: number; error: number } {
  if (seen === 0) return { value: 0, error: 0 }
  const share = hits / seen
  const unseen = Math.max(0, 1 - seen / Math.max(total, seen))
  return {
    value: Math.round(share * total),
    error: normal95 * total * Math.sqrt((share * (1 - share) * unseen) / seen),
  }
}

/** Of a mean of `seen` values with this standard deviation. */
export const meanError = (deviation: number, seen: number): number =>
  seen === 0 ? 0 : (normal95 * deviation) / Math.sqrt(seen)

/**
 * Distinct values of a whole from a random sample of its rows, after Haas and Stokes (the estimator of ANALYZE):
 * values that were seen once tell how many were not seen.
 */
export function distinctFromSample(sample: {
  readonly distinct: number
  readonly once: number
  readonly seen: number
  readonly total: number
}): number {
  const { distinct, once, seen } = sample
  const total = Math.max(sample.total, seen)
  if (seen === 0) return 0
  if (once === 0) return distinct
  const estimate = (seen * distinct) / (seen - once + (once * seen) / total)
  return Math.round(Math.min(Math.max(estimate, distinct), total))
}

/**
 * Distinct values from those whose 32-bit hash fell into one of `rate` equal parts. Values that share a hash were
 * counted once, which is made up for.
 */
export function distinctFromHashes(hashes: number, rate: number): { value: number; error: number } {
  const room = 2 ** 32 / rate
  const seen = hashes >= room ? hashes : -room * Math.log1p(-hashes / room)
  // Which values fell into the part is chance, and how many of them share a hash.
  const variance = seen * (1 - 1 / rate) + (seen * seen) / (2 * room)
  return { value: Math.round(seen * rate), error: normal95 * rate * Math.sqrt(variance) }
}

/** Distinct values that are looked at at least: their share is within 1 % in 997 of 1,000 cases. */
const wantedHashes = 80_000

/** Into how many parts hashes may be divided so that one of them tells the number of distinct values. */
export const hashRate = (expected: number): number =>
  Math.max(1, Math.min(1_000_000, Math.floor(expected / wantedHashes)))
