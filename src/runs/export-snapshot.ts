import { limitSnapshot, type SnapshotLimit } from '../core/catalog/export/limit-snapshot.ts'
import type { SnapshotFormat } from '../core/catalog/export/snapshot-format.ts'
import type { LoadedSnapshot } from '../core/catalog/read-snapshot.ts'
import type { SnapshotObject } from '../core/catalog/snapshot.ts'
import { AppError } from '../core/error.ts'
import type { ServiceId, SnapshotId } from '../core/ids.ts'
import type { RunContext } from './context.ts'
import { requireSnapshot } from './snapshots.ts'

type StoreOnly = Pick<RunContext, 'store'>

/** A stored snapshot, whole and in memory. Throws SNAPSHOT_NOT_FOUND. */
async function loadStoredSnapshot({ store }: StoreOnly, id: SnapshotId): Promise<LoadedSnapshot> {
  const { header, counts } = await requireSnapshot(store, id)
  const skipped = await store.snapshots.skipped(id)
  const objects: SnapshotObject[] = []
  await store.snapshots.readObjects(id, async (lines) => {
    for (const line of lines) objects.push(JSON.parse(line) as SnapshotObject)
  })
  return { header, objects, end: { kind: 'end', counts, skipped } }
}

/** The newest snapshot of a service. Throws SNAPSHOT_NOT_FOUND where there is none. */
export async function loadNewestSnapshot(context: StoreOnly, service: ServiceId): Promise<LoadedSnapshot> {
  const [newest] = await context.store.snapshots.list(service, 1)
  if (newest !== undefined) return await loadStoredSnapshot(context, newest.id)
  throw new AppError('SNAPSHOT_NOT_FOUND', 'The service was never read.', {
    hint: 'Run patchbay runs start for it, or give a connection string to read it now.',
  })
}

/** A stored snapshot in another format, in pieces. Throws SNAPSHOT_NOT_FOUND before the first. */
export async function exportSnapshot(
  context: StoreOnly,
  id: SnapshotId,
  format: SnapshotFormat,
  limit: SnapshotLimit,
): Promise<Iterable<string>> {
  return format.render(limitSnapshot(await loadStoredSnapshot(context, id), limit))
}
