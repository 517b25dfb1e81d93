import { AppError } from '../core/error.ts'
import type { RunId } from '../core/ids.ts'
import type { RunKind, RunProgress } from '../core/runs.ts'
import { toStateError } from '../core/state-error.ts'
import { type HeldRun, RunLostError } from '../store/run-ownership.ts'
import type { RunEnd, TakenRun } from '../store/runs.ts'
import type { RunContext } from './context.ts'
import { extractRun, type PerformOptions } from './extract-run.ts'
import { checkRun } from './quality/check-run.ts'
import { profileRun } from './quality/profile-run.ts'
import { errorReason } from './run-reason.ts'
import { testRun } from './test-run.ts'
import { throttle } from './throttle.ts'
import { usageRun } from './usage/usage-run.ts'

/** Why a run under way is aborted: somebody cancels it, this worker stops, or others hold this worker for dead. */
export type AbortReason = 'cancelled' | 'stopping' | 'lost'

type Perform = (context: RunContext, run: HeldRun, options: PerformOptions) => Promise<RunEnd | null>

const performers: Readonly<Record<RunKind, Perform>> = {
  extract: extractRun,
  usage: usageRun,
  profile: profileRun,
  check: checkRun,
  test: testRun,
}

/** Times a run is begun again after its worker was lost. */
const maxInterruptions = 3
/** Milliseconds between two reports of progress. */
const progressEveryMs = 500

export interface RunHand {
  readonly workerId: string
  /** Told of the run while it is under way, with what aborts it. */
  readonly begin: (id: RunId, abort: AbortController) => () => void
  /** Told of bugs. */
  readonly onBug: (error: unknown) => void
}

/**
 * Performs a run from the queue and writes down how it ended. Rejects only when the state cannot be reached: then the
 * queue hands the run out again.
 */
export async function performRun(context: RunContext, id: RunId, { workerId, begin, onBug }: RunHand): Promise<void> {
  const { runs, retention } = context.store
  const taken = await runs.take(id, workerId, maxInterruptions)
  if (!taken.taken) return
  const { run } = taken
  const abort = new AbortController()
  const finish = begin(id, abort)
  try {
    const end = await attempt(context, taken, abort, onBug)
    if (abort.signal.reason === 'stopping' && end?.state === 'cancelled') await runs.requeue(run)
    else if (abort.signal.reason !== 'lost' && end !== null) await runs.end(run, end)
    await retention.prune(run.serviceId)
  } catch (error) {
    // Somebody else has it, or it was deleted: they know how it goes on.
    if (!(error instanceof RunLostError)) throw error
  } finally {
    finish()
  }
}

async function attempt(
  context: RunContext,
  { run, kind, relations }: Extract<TakenRun, { taken: true }>,
  abort: AbortController,
  onBug: (error: unknown) => void,
): Promise<RunEnd | null> {
  const report = throttle((progress: RunProgress) => context.store.runs.saveProgress(run, progress), progressEveryMs)
  try {
    return await performers[kind](context, run, { signal: abort.signal, report: report.tell, relations })
  } catch (error) {
    const known = toStateError(error)
    if (known instanceof RunLostError || isStateLost(known)) throw known
    if (!(known instanceof AppError)) onBug(known)
    return { state: 'failed', reason: errorReason(known), result: null }
  } finally {
    await report.settle()
  }
}

const isStateLost = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'STATE_DATABASE_UNAVAILABLE'
