import type { ServiceHoldings } from '../../core/api.ts'
import type { RunEvent } from '../../core/events.ts'
import type { RunId, ServiceId } from '../../core/ids.ts'
import type { Run, RunKind } from '../../core/runs.ts'
import type { RunContext } from '../../runs/context.ts'
import { showHoldings } from '../../runs/retention.ts'
import { cancelRun, listRuns, retryRun, showRun, startRun, watchRun } from '../../runs/runs.ts'
import type { Worker } from '../../runs/worker.ts'

/** The runs of the installation's state. Methods throw an AppError for what a user can cause. */
export interface StateRuns {
  /** The newest first. */
  list(serviceId: ServiceId | null, limit: number): Promise<readonly Run[]>
  show(id: RunId): Promise<Run>
  start(serviceId: ServiceId, kind: RunKind, relations: readonly string[] | null): Promise<Run>
  cancel(id: RunId): Promise<Run>
  /** Queues an ended run again. */
  retry(id: RunId): Promise<Run>
  /** What goes with a service when it is deleted. */
  holdings(serviceId: ServiceId): Promise<ServiceHoldings>
  /**
   * Hands over what happens until the run has ended, and then the run. Performs it in this process where no worker is
   * there to do so. Aborting cancels the run.
   */
  follow(id: RunId, signal: AbortSignal, emit: (event: RunEvent) => void): Promise<Run>
}

export function stateRuns(context: RunContext): StateRuns {
  return {
    list: (serviceId, limit) => listRuns(context, { serviceId, kind: null, states: null, before: null, limit }),
    show: (id) => showRun(context, id),
    start: (serviceId, kind, relations) => startRun(context, serviceId, kind, relations),
    cancel: (id) => cancelRun(context, id),
    retry: (id) => retryRun(context, id),
    holdings: (serviceId) => showHoldings(context, serviceId),
    async follow(id, signal, emit) {
      const worker = await workerIfNone(context)
      const cancel = () => void cancelRun(context, id).catch(() => 'it has ended meanwhile')
      if (signal.aborted) cancel()
      signal.addEventListener('abort', cancel, { once: true })
      try {
        await watchRun(context, id, 0, { signal: new AbortController().signal, emit })
        return await showRun(context, id)
      } finally {
        signal.removeEventListener('abort', cancel)
        await worker?.stop()
      }
    },
  }
}

async function workerIfNone(context: RunContext): Promise<Worker | null> {
  // Most commands that open the state need no worker.
  const { deadAfter, startWorker } = await import('../../runs/worker.ts')
  if ((await context.store.workers.countAlive(deadAfter)) > 0) return null
  return await startWorker(context, { concurrency: 1, onProblem: () => 'the run says what went wrong' })
}
