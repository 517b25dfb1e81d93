import type { Diagnosis, StageId, StageReport, TestEvent, TestReport } from '../../core/connection.ts'
import type { JsonObject } from '../../core/json.ts'
import { diagnosisOf, isCapability, verdictSentence } from '../../core/report-text.ts'

/** A stage as it was observed: without an end while `report` is null. */
export interface RunStage {
  readonly id: StageId
  readonly title: string
  /** `performance.now()` when it started. */
  readonly startedAt: number
  readonly report: StageReport | null
}

/** Why there is no report: the request failed, or its answer broke off. */
export interface RunProblem {
  readonly message: string
  readonly details: string | null
  readonly hint: string | null
}

export interface TestRun {
  /** `cancelled` and `broken` ended without a report. A report whose verdict is `cancelled` is `done`. */
  readonly phase: 'running' | 'done' | 'cancelled' | 'broken'
  /** Only what was observed, in the order it happened. */
  readonly stages: readonly RunStage[]
  readonly report: TestReport | null
  /** Set when `broken`. */
  readonly error: RunProblem | null
  /** The form that was tested; secrets included, so it never leaves memory. */
  readonly settings: JsonObject
}

export const startRun = (settings: JsonObject): TestRun => ({
  phase: 'running',
  stages: [],
  report: null,
  error: null,
  settings,
})

/** A report from storage, as if it had just run. */
export function finishedRun(report: TestReport, settings: JsonObject): TestRun {
  return { ...startRun(settings), phase: 'done', report, stages: report.stages.map(toRunStage) }
}

const toRunStage = (report: StageReport): RunStage => ({ id: report.id, title: report.title, startedAt: 0, report })

/** The run after one more event. A run that has ended stays as it is. */
export function withEvent(run: TestRun, event: TestEvent, now: number): TestRun {
  if (run.phase !== 'running') return run
  switch (event.type) {
    case 'stage-started':
      return { ...run, stages: replaceStage(run.stages, { ...event.stage, startedAt: now, report: null }) }
    case 'stage-ended':
      return { ...run, stages: replaceStage(run.stages, toRunStage(event.stage)) }
    case 'report':
      return finishedRun(event.report, run.settings)
  }
}

/** The run as its admin ended it. */
export const cancelRun = (run: TestRun): TestRun => (run.phase === 'running' ? { ...run, phase: 'cancelled' } : run)

/** The run as something else ended it. */
export const breakRun = (run: TestRun, error: RunProblem): TestRun =>
  run.phase === 'running' ? { ...run, phase: 'broken', error } : run

/** A stage may start again with the next address; it keeps its place in the strip. */
function replaceStage(stages: readonly RunStage[], stage: RunStage): readonly RunStage[] {
  return stages.some((other) => other.id === stage.id)
    ? stages.map((other) => (other.id === stage.id ? stage : other))
    : [...stages, stage]
}

/** How a stage stands: `stopped` when the test ended before it did. */
export type StageState = StageReport['status'] | 'running' | 'stopped'

export function stateOf({ phase }: TestRun, { report }: RunStage): StageState {
  if (report !== null) return report.status
  return phase === 'running' ? 'running' : 'stopped'
}

/** The finding that closed the gate, if one did. */
export function gateFailure(run: TestRun): { stage: StageReport; diagnosis: Diagnosis } | null {
  for (const { report } of run.stages) {
    if (report?.status === 'failed' && !isCapability(report)) return { stage: report, diagnosis: report.diagnosis }
  }
  return null
}

/** The run in a few words, for its headline. */
export function headline(run: TestRun): string {
  if (run.report !== null) return verdictSentence(run.report)
  return {
    running: 'Testing the connection',
    done: '',
    cancelled: 'You cancelled the test',
    broken: 'The test has no result',
  }[run.phase]
}

/** What a screen reader says: at the start, and once more at the end. */
export function spokenResult(run: TestRun): string {
  if (run.phase === 'broken')
    return [`${headline(run)}.`, run.error?.message, run.error?.hint].filter(Boolean).join(' ')
  const failure = gateFailure(run)
  if (run.phase !== 'done' || failure === null) return `${headline(run)}.`
  return `${headline(run)}. ${failure.diagnosis.summary} ${failure.diagnosis.remedy}`
}

/** Findings about the way to the server, which stand by themselves; those of capabilities stand with their cells. */
export function gateFindings(run: TestRun): readonly { readonly report: StageReport; readonly diagnosis: Diagnosis }[] {
  return run.stages.flatMap(({ report }) => {
    const diagnosis = report === null || isCapability(report) ? null : diagnosisOf(report)
    return report === null || diagnosis === null ? [] : [{ report, diagnosis }]
  })
}
