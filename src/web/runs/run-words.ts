import type { CheckCounts } from '../../core/quality-api.ts'
import type { Run, RunKind, RunOrigin, RunProgress, RunState } from '../../core/runs.ts'

export const kindWords: Readonly<Record<RunKind, string>> = {
  extract: 'Read',
  usage: 'Usage reading',
  profile: 'Profile',
  check: 'Checks',
  test: 'Connection test',
}

export const stateWords: Readonly<Record<RunState, string>> = {
  queued: 'Waiting',
  running: 'Running',
  succeeded: 'Succeeded',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

export const originWords: Readonly<Record<RunOrigin, string>> = {
  asked: 'by hand',
  schedule: 'by schedule',
  retry: 'as a retry',
}

export const number = (value: number): string => value.toLocaleString('en-US')

/** `1 table`, `2 tables` */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${count === 1 ? one : many}`

/** `340 ms`, `4.2 s`, `3 min 5 s`, `2 h 4 min` */
export function durationWords(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return joined(minutes, 'min', seconds % 60, 's')
  return joined(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
}

const joined = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`

/** Milliseconds a run took, or has taken until `now`; null before it began. */
export function tookMs({ startedAt, endedAt }: Run, now: number): number | null {
  if (startedAt === null) return null
  return (endedAt === null ? now : Date.parse(endedAt)) - Date.parse(startedAt)
}

/** What a run did or does, in a few words; empty where its state says it all. */
export function outcomeWords({ progress, reason, result, cancelRequested, state }: Run): string {
  if (state === 'running' && cancelRequested) return 'Being cancelled'
  if (progress !== null) return progressWords(progress)
  if (reason !== null) return reason.summary
  if (result?.kind === 'extract') return resultWords(result.counts, result.skipped)
  if (result?.kind === 'usage') return counted(result.statements, 'statement')
  if (result?.kind === 'check') return checkedWords(result)
  if (result?.kind === 'profile') return profiledWords(result)
  if (result?.kind === 'test') return verdictWords[result.verdict]
  return ''
}

/** `12 passed, 1 failed` */
export function checkedWords({ passed, failed, error }: CheckCounts): string {
  if (passed + failed + error === 0) return 'No checks'
  const parts = [[passed, 'passed'] as const, [failed, 'failed'] as const, [error, 'not answered'] as const]
  return parts.flatMap(([count, word]) => (count === 0 ? [] : [`${number(count)} ${word}`])).join(', ')
}

/** `52 relations, 1 not profiled` */
function profiledWords({ relations, failed }: { readonly relations: number; readonly failed: number }): string {
  return `${counted(relations, 'relation')}${failed === 0 ? '' : `, ${number(failed)} not profiled`}`
}

const verdictWords = {
  passed: 'Everything passed',
  warned: 'Connects; something will be missing',
  failed: 'Could not connect',
  cancelled: 'Cancelled',
} as const

/** `1,240 of 3,900 objects of orders`, `3 of 50 relations, reading public.orders` */
function progressWords(progress: RunProgress): string {
  if (progress.kind === 'test') return progress.title
  if (progress.kind === 'check') return `${number(progress.done)} of ${counted(progress.total, 'check')}`
  if (progress.kind === 'profile') {
    const { schema, relation, done, total } = progress
    return `${number(done)} of ${counted(total, 'relation')}, reading ${schema}.${relation}`
  }
  const { objectsDone, objectsTotal, database } = progress
  const of = objectsTotal === null ? '' : ` of ${number(objectsTotal)}`
  return `${number(objectsDone)}${of} objects${database === null ? '' : `, reading ${database}`}`
}

const relations = ['table', 'partitioned table', 'view', 'materialized view', 'foreign table']

/** `52 relations, 410 columns, 12 routines, 1 skipped` */
function resultWords(counts: Readonly<Record<string, number>>, skipped: number): string {
  const sum = (kinds: readonly string[]) => kinds.reduce((total, kind) => total + (counts[kind] ?? 0), 0)
  const parts = [counted(sum(relations), 'relation')]
  if (counts.column !== undefined) parts.push(counted(counts.column, 'column'))
  const routines = sum(['function', 'procedure', 'aggregate', 'window function'])
  if (routines > 0) parts.push(counted(routines, 'routine'))
  if (skipped > 0) parts.push(`${number(skipped)} skipped`)
  return parts.join(', ')
}
