import type { ChangeStatement } from '../core/catalog/ddl-renderer.ts'
import { AppError } from '../core/error.ts'
import { type SnapshotId, toConnectorId } from '../core/ids.ts'
import type { RunContext } from './context.ts'
import { requireSnapshot } from './snapshots.ts'
import { loadSnapshotOf } from './stored-snapshot.ts'

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
  const { renderChanges } = await code.loadDdl()
  return renderChanges(await loadSnapshotOf(context, beforeId), await loadSnapshotOf(context, afterId))
}
