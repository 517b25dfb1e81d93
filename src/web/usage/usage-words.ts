import { durationWords } from '../runs/run-words.ts'

/** Counts are 64-bit and come as text; a lower bound says that there were at least so many. */
export function countWords(count: string | null, lowerBound: boolean): string | null {
  if (count === null) return null
  return `${lowerBound ? '≥ ' : ''}${BigInt(count).toLocaleString('en-US')}`
}

/** `0.42 ms`, `12 ms`, `3.4 s`, `2 h 4 min` */
export function timeWords(ms: number | null, lowerBound: boolean): string | null {
  if (ms === null) return null
  if (ms === 0) return `${lowerBound ? '≥ ' : ''}0 ms`
  const words = ms < 10 ? `${ms.toPrecision(2).replace(/e.*/, '')} ms` : durationWords(ms)
  return `${lowerBound ? '≥ ' : ''}${ms < 0.01 ? '< 0.01 ms' : words}`
}

/** For the sort of a table and its copy. */
export const toCount = (count: string | null): bigint | null => (count === null ? null : BigInt(count))

/** One line of a statement. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })

export const momentWords = (at: string): string => moment.format(new Date(at))
