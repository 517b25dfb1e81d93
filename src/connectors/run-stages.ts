import { setMaxListeners } from 'node:events'
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

export function startStages(options: StagesOptions): Stages {
  const { stageDeadlineMs = 5_000, testDeadlineMs = 20_000, deadlineFinding } = options
  const ledger = openLedger(options)
  const testClock = new AbortController()
  const testTimer = setTimeout(() => testClock.abort({ of: 'test', ms: testDeadlineMs }), testDeadlineMs)
  // A test that ends by a bug must not keep the process waiting.
  testTimer.unref()
  const signal = AbortSignal.any([options.signal, testClock.signal])
  // All stages may listen at once, which is more than what Node takes for a leak.
  setMaxListeners(0, signal)

  const interrupted = (id: StageId, durationMs: number): boolean => {
    if (options.signal.aborted) {
      ledger.end(id, { status: 'skipped', because: 'cancelled' })
      return true
    }
    if (!testClock.signal.aborted) return false
    ledger.end(id, { ...deadlineFinding(id, testClock.signal.reason as Deadline), durationMs: round(durationMs) })
    ledger.close(id, id)
    return true
  }

  const run: Stages['run'] = async (id, probe, deadlineMs = stageDeadlineMs) => {
    if (!ledger.open || interrupted(id, 0)) return null
    const began = performance.now()
    ledger.started(id)
    const clock = new AbortController()
    const timer = setTimeout(() => clock.abort({ of: 'stage', ms: deadlineMs }), deadlineMs)
    const stageSignal = AbortSignal.any([signal, clock.signal])
    try {
      const finding = await untilAborted(probe, stageSignal)
      const durationMs = performance.now() - began
      if (interrupted(id, durationMs)) return null
      const deadline = stageSignal.aborted ? (stageSignal.reason as Deadline) : null
      const outcome = deadline === null ? finding : deadlineFinding(id, deadline)
      if (outcome === null) throw new Error(`stage ${id} ended without a finding`)
      ledger.end(id, { ...outcome, durationMs: round(durationMs) })
      return deadline === null ? outcome : null
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    stageDeadlineMs,
    testDeadlineMs,
    signal,
    get open() {
      return ledger.open
    },
    run,
    interrupted,
    started: ledger.started,
    ended: (id, finding, durationMs) => ledger.end(id, { ...finding, durationMs: round(durationMs) }),
    amend: ledger.amend,
    leaveOut: ledger.leaveOut,
    closeAfter: (id) => ledger.close(id, id),
    finish(server) {
      clearTimeout(testTimer)
      return ledger.finish(server)
    },
  }
}

const isGate = (id: StageId): boolean => gateStageIds.some((gate) => gate === id)

/** Keeps what has happened, tells it, and draws up the report. */
function openLedger({ titles, emit, settingsHash }: StagesOptions) {
  const startedAt = new Date()
  const start = performance.now()
  const outcomes = new Map<StageId, Outcome>()
  const leftOut = new Set<StageId>()
  let closed: Closure | null = null
  let seq = 0

  const send = (event: Unnumbered) => {
    seq += 1
    emit({ seq, ...event })
  }
  const close = (after: StageId, because: Closure['because']) => {
    closed ??= { after, because }
  }
  return {
    get open() {
      return closed === null
    },
    close,
    started: (id: StageId) => send({ type: 'stage-started', stage: { id, title: titles[id] } }),
    end(id: StageId, outcome: Outcome) {
      outcomes.set(id, outcome)
      send({ type: 'stage-ended', stage: { id, title: titles[id], ...outcome } })
      if (outcome.status === 'skipped') close(id, outcome.because)
      else if (outcome.status === 'failed' && isGate(id)) close(id, id)
    },
    amend(id: StageId, facts: Facts) {
      const outcome = outcomes.get(id)
      if (outcome === undefined || outcome.status === 'skipped') return
      outcomes.set(id, { ...outcome, facts: { ...outcome.facts, ...facts } })
    },
    leaveOut: (id: StageId) => void leftOut.add(id),
    finish(server: ServerFacts | null): TestReport {
      const stages: StageReport[] = []
      for (const [place, id] of stageIds.entries()) {
        const outcome = skipped(place, closed) ?? outcomes.get(id) ?? null
        if (outcome !== null && !leftOut.has(id)) stages.push({ id, title: titles[id], ...outcome })
      }
      const durationMs = round(performance.now() - start)
      const verdict = verdictOf(stages, closed?.because === 'cancelled')
      const report = { verdict, startedAt: startedAt.toISOString(), durationMs, settingsHash, server, stages }
      send({ type: 'report', report })
      return report
    },
  }
}

/** After which stage a test went no further, and why. */
interface Closure {
  readonly after: StageId
  readonly because: StageId | 'cancelled'
}

type Unnumbered = TestEvent extends infer Event ? (Event extends TestEvent ? Omit<Event, 'seq'> : never) : never

function skipped(place: number, closed: Closure | null): Outcome | null {
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
