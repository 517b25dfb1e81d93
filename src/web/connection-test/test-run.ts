import type { Diagnosis, StageId, StageReport, TestEvent, TestReport, Verdict } from '../../core/connection.ts'
import { capabilityStageIds } from '../../core/connection.ts'
import type { JsonObject } from '../../core/json.ts'

/** A stage as it was observed: running while `report` is null. */
export interface RunStage {
  readonly id: StageId
  readonly title: string
  /** `performance.now()` when it started. */
  readonly startedAt: number
  readonly report: StageReport | null
}

export interface TestRun {
  readonly phase: 'running' | 'done' | 'broken'
  readonly stages: readonly RunStage[]
  readonly report: TestReport | null
  /** Why there is no report: the request itself failed. */
  readonly error: Error | null
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

export function withEvent(run: TestRun, event: TestEvent, now: number): TestRun {
  switch (event.type) {
    case 'stage-started':
      return { ...run, stages: replaceStage(run.stages, { ...event.stage, startedAt: now, report: null }) }
    case 'stage-ended':
      return { ...run, stages: replaceStage(run.stages, toRunStage(event.stage)) }
    case 'report':
      return { ...run, phase: 'done', report: event.report, stages: event.report.stages.map(toRunStage) }
  }
}

/** A stage may start again with the next address; it keeps its place in the strip. */
function replaceStage(stages: readonly RunStage[], stage: RunStage): readonly RunStage[] {
  return stages.some((other) => other.id === stage.id)
    ? stages.map((other) => (other.id === stage.id ? stage : other))
    : [...stages, stage]
}

const capabilities: readonly string[] = capabilityStageIds
export const isCapability = (stage: { readonly id: StageId }): boolean => capabilities.includes(stage.id)

export function diagnosisOf(report: StageReport | null): Diagnosis | null {
  return report !== null && (report.status === 'warned' || report.status === 'failed') ? report.diagnosis : null
}

/** The finding that closed the gate, if one did. */
export function gateFailure(run: TestRun): { stage: StageReport; diagnosis: Diagnosis } | null {
  const stage = run.stages.find(
    (candidate) => !isCapability(candidate) && candidate.report?.status === 'failed',
  )?.report
  const diagnosis = diagnosisOf(stage ?? null)
  return stage === undefined || stage === null || diagnosis === null ? null : { stage, diagnosis }
}

export const verdictWords: Record<Verdict, string> = {
  passed: 'Everything works',
  warned: 'It connects; something will be missing',
  failed: 'It does not connect',
  cancelled: 'The test was cancelled',
}

/** One sentence for a screen reader, said once when the test ends. */
export function spokenResult(run: TestRun): string {
  if (run.phase === 'running') return 'Testing the connection.'
  if (run.phase === 'broken') return `The test did not run. ${run.error?.message ?? ''}`
  const failure = gateFailure(run)
  if (failure !== null) {
    return `Failed at ${failure.stage.title}. ${failure.diagnosis.summary} ${failure.diagnosis.remedy}`
  }
  const found = run.stages.filter(isCapability)
  const passed = found.filter((stage) => stage.report?.status === 'passed').length
  return `${verdictWords[run.report?.verdict ?? 'cancelled']}. ${passed} of ${found.length} capabilities in full.`
}
