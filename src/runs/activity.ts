import type { ServiceActivity, WorkerSummary } from '../core/api.ts'
import type { RunContext } from './context.ts'
import { deadAfter } from './worker.ts'

type StoreOnly = Pick<RunContext, 'store'>

/** What was last read of each service, and when it is read next. */
export async function listActivity({ store }: StoreOnly): Promise<readonly ServiceActivity[]> {
  const [services, reads, schedules, snapshots] = await Promise.all([
    store.services.list(),
    store.runs.newestOfEach('extract'),
    store.schedules.list(null),
    store.snapshots.newestOfEach(),
  ])
  const newest = new Map(reads.map((run) => [run.serviceId, run]))
  const next = new Map(
    schedules.flatMap(({ serviceId, kind, enabled, nextAt }) =>
      kind === 'extract' && enabled && nextAt !== null ? [[serviceId, nextAt.toISOString()]] : [],
    ),
  )
  return services.map(({ id }) => ({
    serviceId: id,
    newestRead: newest.get(id) ?? null,
    nextReadAt: next.get(id) ?? null,
    snapshotId: snapshots.get(id) ?? null,
  }))
}

/** The processes that perform runs. */
export async function listWorkers({ store }: StoreOnly): Promise<readonly WorkerSummary[]> {
  return (await store.workers.list()).map(({ id, pid, startedAt, seenAt, silentMs, running }) => ({
    id,
    pid,
    startedAt: startedAt.toISOString(),
    seenAt: seenAt.toISOString(),
    alive: silentMs <= deadAfter,
    running,
  }))
}
