import type {
  Diagnosis,
  Facts,
  Outcome,
  ServerFacts,
  StageId,
  StageReport,
  TestEvent,
  TestReport,
  Verdict,
} from '../core/connection.ts'
import { gateStageIds, stageIds } from '../core/connection.ts'
import type { TestOptions } from './connector.ts'

/** What a stage found out. `failed` outside the gate means that the stage could not be carried through. */
export type Finding =
  | { readonly status: 'passed'; readonly facts: Facts }
  | { readonly status: 'warned' | 'failed'; readonly facts: Facts; readonly diagnosis: Diagnosis }

/** Which clock ran out: the stage's own or the whole test's. */
export type Deadline = { readonly of: 'stage' | 'test'; readonly ms: number }

export interface StagesOptions extends TestOptions {
  readonly titles: Readonly<Record<StageId, string>>
  /** The finding of a stage that was still running when time was up. */
  readonly deadlineFinding: (stage: StageId, deadline: Deadline) => Finding
}

/** Tells a probe to stop. Its reason is a `Deadline`, or whatever the caller cancelled with. */
export type StageSignal = AbortSignal

/**
 * The course of one test: which stages have ended and how, and whether it goes on.
 * Once something closed it (a failed gate stage, a deadline of the whole test, a cancel), nothing more is run and the
 * stages that would have followed are skipped because of it. A stage that is never observed while the test goes on does
 * not apply and is absent from the report.
 */
export interface Stages {
  /** Whether further stages will be run. */
  readonly open: boolean
  readonly stageDeadlineMs: number
  readonly testDeadlineMs: number
  /** Aborts when the test is cancelled or its time is up. */
  readonly signal: StageSignal
  /**
   * Runs one stage. Resolves to its finding, or null when it was not run or did not come to an end.
   * `probe` has to stop when its signal aborts; it is waited for, so that nothing is left running on the server.
   */
  run(id: StageId, probe: (signal: StageSignal) => Promise<Finding>, deadlineMs?: number): Promise<Finding | null>
  /** For stages that something else goes through: tells that one starts. It may start again; the last end counts. */
  started(id: StageId): void
  ended(id: StageId, finding: Finding, durationMs: number): void
  /** Puts into the report what became known of an ended stage later. */
  amend(id: StageId, facts: Facts): void
  /** The stage does not apply to these settings, whatever happens. */
  leaveOut(id: StageId): void
  /** Skips everything after a stage outside the gate that leaves nothing to go on with. */
  closeAfter(id: StageId): void
  /** Ends the running stage as cancelled or timed out, if the signal aborted; true when it had. */
  interrupted(id: StageId, durationMs: number): boolean
  /** Ends the test and emits the report. */
  finish(server: ServerFacts | null): TestReport
}

const isGate = (id: StageId): boolean => gateStageIds.some((gate) => gate === id)

export function startStages(options: StagesOptions): Stages {
  const { titles, emit, stageDeadlineMs = 5_000, testDeadlineMs = 20_000 } = options
  const startedAt = new Date()
  const start = performance.now()
  const outcomes = new Map<StageId, Outcome>()
  const leftOut = new Set<StageId>()
  let closed: { readonly after: StageId; readonly because: StageId | 'cancelled' } | null = null
  let seq = 0

  const testClock = new AbortController()
  const testTimer = setTimeout(() => testClock.abort({ of: 'test', ms: testDeadlineMs }), testDeadlineMs)
  // A test that ends by a bug must not keep the process waiting.
  testTimer.unref()
  const signal = AbortSignal.any([options.signal, testClock.signal])

  const send = (event: Unnumbered) => {
    seq += 1
    emit({ seq, ...event })
  }

  const end = (id: StageId, outcome: Outcome) => {
    outcomes.set(id, outcome)
    send({ type: 'stage-ended', stage: { id, title: titles[id], ...outcome } })
    if (outcome.status === 'skipped') closed ??= { after: id, because: outcome.because }
    else if (outcome.status === 'failed' && isGate(id)) closed ??= { after: id, because: id }
  }

  const stages: Stages = {
    stageDeadlineMs,
    testDeadlineMs,
    signal,
    get open() {
      return closed === null
    },
    async run(id, probe, deadlineMs = stageDeadlineMs) {
      if (closed !== null || stages.interrupted(id, 0)) return null
      const began = performance.now()
      stages.started(id)
      const clock = new AbortController()
      const timer = setTimeout(() => clock.abort({ of: 'stage', ms: deadlineMs }), deadlineMs)
      const stageSignal = AbortSignal.any([signal, clock.signal])
      try {
        const finding = await untilAborted(probe, stageSignal)
        const durationMs = performance.now() - began
        if (stages.interrupted(id, durationMs)) return null
        const deadline = stageSignal.aborted ? (stageSignal.reason as Deadline) : null
        const outcome = deadline === null ? finding : options.deadlineFinding(id, deadline)
        if (outcome === null) throw new Error(`stage ${id} ended without a finding`)
        stages.ended(id, outcome, durationMs)
        return deadline === null ? outcome : null
      } finally {
        clearTimeout(timer)
      }
    },
    started(id) {
      send({ type: 'stage-started', stage: { id, title: titles[id] } })
    },
    ended(id, finding, durationMs) {
      end(id, { ...finding, durationMs: round(durationMs) })
    },
    amend(id, facts) {
      const outcome = outcomes.get(id)
      if (outcome === undefined || outcome.status === 'skipped') return
      outcomes.set(id, { ...outcome, facts: { ...outcome.facts, ...facts } })
    },
    leaveOut(id) {
      leftOut.add(id)
    },
    closeAfter(id) {
      closed ??= { after: id, because: id }
    },
    interrupted(id, durationMs) {
      if (options.signal.aborted) end(id, { status: 'skipped', because: 'cancelled' })
      else if (testClock.signal.aborted) {
        stages.ended(id, options.deadlineFinding(id, testClock.signal.reason as Deadline), durationMs)
        closed ??= { after: id, because: id }
      } else return false
      return true
    },
    finish(server) {
      clearTimeout(testTimer)
      const reports: StageReport[] = []
      for (const [place, id] of stageIds.entries()) {
        const outcome = skipped(place, closed) ?? outcomes.get(id) ?? null
        if (outcome !== null && !leftOut.has(id)) reports.push({ id, title: titles[id], ...outcome })
      }
      const report: TestReport = {
        verdict: verdictOf(reports, closed?.because === 'cancelled'),
        startedAt: startedAt.toISOString(),
        durationMs: round(performance.now() - start),
        settingsHash: options.settingsHash,
        server,
        stages: reports,
      }
      send({ type: 'report', report })
      return report
    },
  }
  return stages
}

type Unnumbered = TestEvent extends infer Event ? (Event extends TestEvent ? Omit<Event, 'seq'> : never) : never

function skipped(place: number, closed: { after: StageId; because: StageId | 'cancelled' } | null): Outcome | null {
  if (closed === null || place <= stageIds.indexOf(closed.after)) return null
  return { status: 'skipped', because: closed.because }
}

/** How long a probe may take to clean up after its signal aborted. */
const cleanUpMs = 2_000

/** The probe's finding; null when the signal aborted, after the probe has cleaned up. */
async function untilAborted(
  probe: (signal: StageSignal) => Promise<Finding>,
  signal: StageSignal,
): Promise<Finding | null> {
  let giveUp: NodeJS.Timeout | undefined
  let onAbort = () => clearTimeout(giveUp)
  const abandoned = new Promise<null>((resolve) => {
    onAbort = () => {
      giveUp = setTimeout(() => resolve(null), cleanUpMs)
    }
    signal.addEventListener('abort', onAbort)
  })
  try {
    return await Promise.race([probe(signal), abandoned])
  } catch (error) {
    // What a probe throws after it was told to stop is how it stopped.
    if (signal.aborted) return null
    throw error
  } finally {
    // A later abort must not start a clock for a stage that is over: it would keep the process waiting.
    signal.removeEventListener('abort', onAbort)
    clearTimeout(giveUp)
  }
}

function verdictOf(stages: readonly StageReport[], cancelled: boolean): Verdict {
  if (cancelled) return 'cancelled'
  if (stages.some((stage) => stage.status === 'failed' && isGate(stage.id))) return 'failed'
  return stages.every((stage) => stage.status === 'passed') ? 'passed' : 'warned'
}

/** Tenths of a millisecond are as much as is true. */
const round = (ms: number): number => Math.round(ms * 10) / 10
