import type { RunEvent } from '../../core/events.ts'
import type { ServiceId } from '../../core/ids.ts'
import type { Run, RunProgress } from '../../core/runs.ts'
import { progressLine } from '../progress-line.ts'
import { harmless, style, type Terminal, wrap } from '../terminal.ts'
import { writeTable } from '../text-table.ts'

/** Shows on a terminal how far a run has come, in one line that it takes away at the end. */
export function followRun(terminal: Terminal): (event: RunEvent) => void {
  const { show, clear } = progressLine(terminal)
  return (event) => {
    switch (event.type) {
      case 'queued':
        return show('waiting for a worker')
      case 'started':
        return show('started')
      case 'progress':
        return show(progressText(event.progress))
      case 'cancel-requested':
        return show('cancelling')
      case 'interrupted':
        return show(`${event.because}; the run begins anew`)
      case 'ended':
        return clear()
    }
  }
}

/** `orders, database 1 of 3, 1,200 of 4,000 objects, 900 a second, 4 s left` */
function progressText(progress: RunProgress): string {
  if (progress.kind === 'test') return progress.title
  if (progress.kind === 'check') return `${number(progress.done)} of ${number(progress.total)} checks`
  if (progress.kind === 'profile') {
    const { schema, relation, done, total } = progress
    return `${number(done)} of ${number(total)} relations, reading ${schema}.${relation}`
  }
  const { database, databasesDone, databasesTotal, objectsDone, objectsTotal } = progress
  const { objectsPerSecond, secondsLeft } = progress
  const of = (total: number | null) => (total === null ? '' : ` of ${number(total)}`)
  return [
    database,
    databasesTotal === 1 ? null : `database ${number(databasesDone + 1)}${of(databasesTotal)}`,
    `${number(objectsDone)}${of(objectsTotal)} objects`,
    objectsPerSecond === null ? null : `${number(objectsPerSecond)} a second`,
    secondsLeft === null ? null : `${number(secondsLeft)} s left`,
  ]
    .filter((part) => part !== null)
    .join(', ')
}

const number = (value: number): string => value.toLocaleString('en')

const heading = ['ID', 'SERVICE', 'KIND', 'STATE', 'CREATED', 'TOOK']

export function writeRuns(runs: readonly Run[], names: ReadonlyMap<ServiceId, string>, out: Terminal): void {
  if (runs.length === 0) {
    out.line('There are no runs yet. patchbay runs start SERVICE starts one.')
    return
  }
  const rows = runs.map((run) => [
    run.id,
    names.get(run.serviceId) ?? '',
    run.kind,
    run.state,
    run.createdAt,
    tookText(run),
  ])
  writeTable(heading, rows, out)
}

function tookText({ startedAt, endedAt }: Run): string {
  if (startedAt === null || endedAt === null) return ''
  return `${((Date.parse(endedAt) - Date.parse(startedAt)) / 1000).toFixed(1)} s`
}

/** A run in one line. */
export function runText(run: Run): string {
  const { id, kind, state, cancelRequested, progress } = run
  const now = state === 'running' && cancelRequested ? 'is being cancelled' : stateWords[state]
  const far = progress === null ? '' : ` (${harmless(progressText(progress))})`
  const took = tookText(run)
  return `${kind} ${id} ${now}${far}${took === '' ? '' : ` after ${took}`}`
}

const stateWords = {
  queued: 'waits',
  running: 'runs',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'was cancelled',
} as const

export function writeRun(run: Run, out: Terminal): void {
  const colour = run.state === 'succeeded' ? 'green' : run.state === 'failed' ? 'red' : 'yellow'
  out.line(style(out, colour, runText(run)))
  if (run.reason !== null) {
    out.line(wrap(harmless(run.reason.summary), '  '))
    if (run.reason.remedy !== null) out.line(style(out, 'dim', wrap(harmless(run.reason.remedy), '  ')))
  }
  if (run.result?.kind === 'extract') {
    const { snapshotId, counts, skipped } = run.result
    out.line(`  snapshot ${snapshotId ?? 'removed since'}`)
    for (const [kind, count] of Object.entries(counts)) out.line(`  ${number(count).padStart(9)} ${harmless(kind)}`)
    if (skipped > 0) out.line(style(out, 'yellow', `  ${number(skipped).padStart(9)} skipped`))
  }
  if (run.result?.kind === 'usage') {
    out.line(`  reading ${run.result.reading}, statements ${number(run.result.statements)}`)
  }
  if (run.result?.kind === 'check') {
    const { passed, failed, error } = run.result
    out.line(`  passed ${number(passed)}, failed ${number(failed)}, not answered ${number(error)}`)
  }
  if (run.result?.kind === 'profile') {
    const { relations, failed } = run.result
    out.line(`  profiled ${number(relations)}`)
    if (failed > 0) out.line(style(out, 'yellow', `  failed ${number(failed)}`))
  }
  if (run.result?.kind === 'test') out.line(`  verdict ${run.result.verdict}`)
}
