import { AppError } from '../core/error.ts'
import type { RunEvent } from '../core/events.ts'
import type { RunId, ServiceId } from '../core/ids.ts'
import { isEnded, type Run, type RunKind } from '../core/runs.ts'
import type { RunQuery } from '../store/runs.ts'
import type { RunContext } from './context.ts'
import { serviceNotFound } from './services.ts'

type StoreOnly = Pick<RunContext, 'store'>

/** Queues a run; one of the same kind and relations that waits already is answered instead. Throws REQUEST_INVALID, SERVICE_NOT_FOUND. */
export async function startRun(
  { store }: StoreOnly,
  serviceId: ServiceId,
  kind: RunKind,
  relations: readonly string[] | null = null,
): Promise<Run> {
  if (relations !== null && kind !== 'profile' && kind !== 'check') {
    throw new AppError('REQUEST_INVALID', 'Only profiles and checks can be about single relations.')
  }
  return (await store.runs.enqueue(serviceId, kind, 'asked', null, relations)) ?? serviceNotFound()
}

/** The newest first. */
export async function listRuns({ store }: StoreOnly, query: RunQuery): Promise<readonly Run[]> {
  return await store.runs.list(query)
}

/** Throws RUN_NOT_FOUND. */
export async function showRun({ store }: StoreOnly, id: RunId): Promise<Run> {
  return (await store.runs.find(id)) ?? notFound()
}

/** A queued run ends at once, a running one as soon as its server lets go. Throws RUN_NOT_FOUND, RUN_ENDED. */
export async function cancelRun(context: StoreOnly, id: RunId): Promise<Run> {
  const before = await showRun(context, id)
  if (isEnded(before.state)) throw new AppError('RUN_ENDED', 'The run has ended already.')
  return (await context.store.runs.cancel(id)) ?? notFound()
}

/** Queues the same again. Throws RUN_NOT_FOUND, RUN_NOT_ENDED. */
export async function retryRun(context: StoreOnly, id: RunId): Promise<Run> {
  const { state, serviceId, kind, relations } = await showRun(context, id)
  if (!isEnded(state)) {
    throw new AppError('RUN_NOT_ENDED', 'The run has not ended yet.', { hint: 'Wait for its end, or cancel it.' })
  }
  return (await context.store.runs.enqueue(serviceId, kind, 'retry', id, relations)) ?? serviceNotFound()
}

/** Milliseconds after which a watcher looks by itself: a signal may have been lost. */
const lookEveryMs = 3_000

/**
 * Hands over a run's events after `seq`, and further ones as they happen, until its last one or `signal`. Throws
 * RUN_NOT_FOUND before the first event; a run that is deleted meanwhile ends it.
 */
export async function watchRun(
  context: StoreOnly,
  id: RunId,
  after: number,
  { signal, emit }: { readonly signal: AbortSignal; readonly emit: (event: RunEvent) => void },
): Promise<void> {
  const { runs, signals } = context.store
  await showRun(context, id)
  const doorbell = makeDoorbell(signal)
  const unwatch = signals.watch((run) => {
    if (run === id) doorbell.ring()
  })
  try {
    let seq = after
    while (!signal.aborted) {
      const events = await runs.eventsAfter(id, seq)
      for (const event of events) emit(event)
      seq = events.at(-1)?.seq ?? seq
      if (events.at(-1)?.type === 'ended') return
      const run = events.length === 0 ? await runs.find(id) : null
      // Whoever saw the last event before has nothing to wait for.
      if (events.length === 0 && (run === null || isEnded(run.state))) return
      await doorbell.wait(lookEveryMs)
    }
  } finally {
    unwatch()
  }
}

/** Waits for a ring; one that came since the last wait counts. */
function makeDoorbell(signal: AbortSignal) {
  let rung = false
  let answer: (() => void) | null = null
  const ring = (): void => {
    rung = true
    answer?.()
  }
  signal.addEventListener('abort', ring, { once: true })
  return {
    ring,
    async wait(atMostMs: number): Promise<void> {
      if (!rung) {
        await new Promise<void>((resolve) => {
          answer = resolve
          setTimeout(resolve, atMostMs).unref()
        })
      }
      rung = false
      answer = null
    },
  }
}

function notFound(): never {
  throw new AppError('RUN_NOT_FOUND', 'There is no such run.', {
    hint: 'It may have been removed since. GET /api/runs lists those there are.',
  })
}
