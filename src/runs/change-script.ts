import type { ChangeStatement } from '../core/catalog/ddl-renderer.ts'
import type { LoadedSnapshot } from '../core/catalog/read-snapshot.ts'
import type { SnapshotObject } from '../core/catalog/snapshot.ts'
import { AppError } from '../core/error.ts'
import { type SnapshotId, toConnectorId } from '../core/ids.ts'
import type { SnapshotRow } from '../store/snapshots.ts'
import type { RunContext } from './context.ts'
import { requireSnapshot } from './snapshots.ts'

/**
 * The statements that turn one snapshot of a service into another, in an order that runs. Reads both whole. Throws
 * SNAPSHOT_NOT_FOUND, REQUEST_INVALID for snapshots of two services, CONNECTOR_NOT_FOUND.
 */
export async function writeChangeScript(
  context: RunContext,
  beforeId: SnapshotId,
  afterId: SnapshotId,
): Promise<readonly ChangeStatement[]> {
  const [before, after] = [
    await requireSnapshot(context.store, beforeId),
    await requireSnapshot(context.store, afterId),
  ]
  if (before.serviceId !== after.serviceId) {
    throw new AppError('REQUEST_INVALID', 'These are snapshots of two services.')
  }
  const code = context.findConnector(toConnectorId(after.header.connector))
  if (code === null) throw new AppError('CONNECTOR_NOT_FOUND', 'There is no code for this kind of server any more.')
  return code.ddl.renderChanges(await loadWhole(context, before), await loadWhole(context, after))
}

async function loadWhole({ store }: RunContext, snapshot: SnapshotRow): Promise<LoadedSnapshot> {
  const objects: SnapshotObject[] = []
  const skipped = await store.snapshots.skipped(snapshot.id)
  await store.snapshots.readObjects(snapshot.id, async (lines) => {
    for (const line of lines) objects.push(JSON.parse(line) as SnapshotObject)
  })
  return { header: snapshot.header, objects, end: { kind: 'end', counts: snapshot.counts, skipped } }
}
