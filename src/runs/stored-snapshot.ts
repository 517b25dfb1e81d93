import type { LoadedSnapshot } from '../core/catalog/read-snapshot.ts'
import type { SnapshotObject } from '../core/catalog/snapshot.ts'
import { AppError } from '../core/error.ts'
import { type RunId, type ServiceId, type SnapshotId, toRunId } from '../core/ids.ts'
import { isEnded } from '../core/runs.ts'
import type { SnapshotRow } from '../store/snapshots.ts'
import type { RunContext } from './context.ts'
import { showRun } from './runs.ts'
import { requireSnapshot } from './snapshots.ts'

type StoreOnly = Pick<RunContext, 'store'>

/** A stored snapshot, whole and in memory. Throws SNAPSHOT_NOT_FOUND. */
export async function loadSnapshotOf({ store }: StoreOnly, id: SnapshotId): Promise<LoadedSnapshot> {
  const { header, counts } = await requireSnapshot(store, id)
  const skipped = await store.snapshots.skipped(id)
  const objects: SnapshotObject[] = []
  await store.snapshots.readObjects(id, async (lines) => {
    for (const line of lines) objects.push(JSON.parse(line) as SnapshotObject)
  })
  return { header, objects, end: { kind: 'end', counts, skipped } }
}

/**
 * The snapshot of a service that a person names: `latest`, `previous`, its number, or the id of the run that took it.
 * Throws REQUEST_INVALID for other words, SNAPSHOT_NOT_FOUND where there is none of that name, RUN_NOT_FOUND.
 */
export async function findNamedSnapshot(context: StoreOnly, serviceId: ServiceId, name: string): Promise<SnapshotRow> {
  const { snapshots } = context.store
  if (name === 'latest' || name === 'previous') {
    const found = await snapshots.list(serviceId, 2)
    return found[name === 'latest' ? 0 : 1] ?? noneSo(found.length, name)
  }
  if (/^\d{1,9}$/.test(name)) {
    const [found] = await snapshots.listBefore(serviceId, Number(name) + 1, 1)
    if (found?.number === Number(name)) return found
    throw new AppError('SNAPSHOT_NOT_FOUND', `The service has no snapshot ${name}.`, {
      hint: await hintOfNewest(context, serviceId),
    })
  }
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(name)) return await findOfRun(context, serviceId, toRunId(name))
  throw new AppError('REQUEST_INVALID', 'That is no name of a snapshot.', {
    hint: 'Write latest, previous, the number of a snapshot, or the id of the run that took it.',
  })
}

function noneSo(present: number, name: 'latest' | 'previous'): never {
  if (present === 1 && name === 'previous') {
    throw new AppError('SNAPSHOT_NOT_FOUND', 'The service was read once: there is no snapshot before the latest.', {
      hint: 'Run patchbay runs start for it to take another.',
    })
  }
  throw new AppError('SNAPSHOT_NOT_FOUND', 'The service was never read.', {
    hint: 'Run patchbay runs start for it.',
  })
}

async function hintOfNewest({ store }: StoreOnly, serviceId: ServiceId): Promise<string> {
  const [newest] = await store.snapshots.list(serviceId, 1)
  return newest === undefined
    ? 'It was never read. Run patchbay runs start for it.'
    : `The latest is ${newest.number}; earlier ones may have been removed since.`
}

async function findOfRun(context: StoreOnly, serviceId: ServiceId, id: RunId): Promise<SnapshotRow> {
  const found = await context.store.snapshots.findOfRun(id)
  if (found !== null && found.serviceId === serviceId) return found
  const run = await showRun(context, id)
  if (run.serviceId !== serviceId) throw new AppError('SNAPSHOT_NOT_FOUND', 'That run is one of another service.')
  if (run.kind !== 'extract') throw new AppError('SNAPSHOT_NOT_FOUND', 'Such a run takes no snapshot.')
  if (!isEnded(run.state)) {
    throw new AppError('SNAPSHOT_NOT_FOUND', 'That run has not ended yet.', { hint: 'Wait for its end.' })
  }
  throw new AppError(
    'SNAPSHOT_NOT_FOUND',
    run.state === 'succeeded' ? 'The snapshot of that run was removed since.' : 'That run took no snapshot.',
    { hint: await hintOfNewest(context, serviceId) },
  )
}
