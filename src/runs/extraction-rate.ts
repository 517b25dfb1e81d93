import type { ExtractionProgress } from '../core/extraction.ts'
import type { RunProgress } from '../core/runs.ts'

/** What the rate is taken over, and how much of it has to have passed before there is one. */
const windowMs = 10_000
const leastMs = 1_000

/** Adds rate and time left to what an extraction reports, from how its counts have moved lately. */
export function progressReader(now: () => number = Date.now): (progress: ExtractionProgress) => RunProgress {
  let past: { readonly at: number; readonly done: number }[] = []
  return (progress) => {
    const at = now()
    const { objectsDone: done, objectsTotal: total } = progress
    past = [...past.filter((point) => at - point.at <= windowMs), { at, done }]
    const [first] = past
    const elapsedMs = first === undefined ? 0 : at - first.at
    const objectsPerSecond =
      first === undefined || elapsedMs < leastMs ? null : Math.round(((done - first.done) * 1000) / elapsedMs)
    const isKnown = total !== null && total >= done && objectsPerSecond !== null && objectsPerSecond > 0
    const secondsLeft = isKnown ? Math.ceil((total - done) / objectsPerSecond) : null
    return { kind: 'extract', ...progress, objectsPerSecond, secondsLeft }
  }
}
