import type { CallCount, LastSeen } from '../../core/usage/relation-usage.ts'
import type { UsageSpan } from '../../core/usage-api.ts'
import { durationWords } from '../runs/run-words.ts'

/** Counts are 64-bit and come as text; a lower bound says that there were at least so many. */
export function countWords(count: string | null, lowerBound: boolean): string | null {
  if (count === null) return null
  return `${lowerBound ? '≥ ' : ''}${BigInt(count).toLocaleString('en-US')}`
}

/** `≥ 1,240 calls`, `1 call` */
export const callWords = ({ calls, lowerBound }: CallCount): string =>
  `${countWords(calls, lowerBound)} ${calls === '1' ? 'call' : 'calls'}`

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

/** `between Nov 2, 2026, 8:00 AM and Nov 2, 2026, 9:00 AM`: the readings that a last call lies between. */
export const betweenWords = ({ since, until }: LastSeen): string =>
  since === null ? `before ${momentWords(until)}` : `between ${momentWords(since)} and ${momentWords(until)}`

/** `Watched for 7 d 2 h, by 15 readings.` */
export function watchedWords({ since, until, readings }: UsageSpan): string {
  if (readings < 2) return 'Watched by one reading alone, which tells what the server had counted until then.'
  const minutes = since === null ? 0 : Math.round((Date.parse(until) - Date.parse(since)) / 60_000)
  const days = Math.floor(minutes / 1440)
  const rest = durationWords((days === 0 ? minutes : Math.round((minutes % 1440) / 60) * 60) * 60_000)
  const long = days === 0 ? rest : `${days} d${rest === '0 ms' ? '' : ` ${rest}`}`
  return `Watched for ${minutes === 0 ? 'less than a minute' : long}, by ${readings.toLocaleString('en-US')} readings.`
}
