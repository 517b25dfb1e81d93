import { limitSnapshot, type SnapshotLimit } from '../core/catalog/export/limit-snapshot.ts'
import type { SnapshotFormat } from '../core/catalog/export/snapshot-format.ts'
import type { SnapshotId } from '../core/ids.ts'
import type { RunContext } from './context.ts'
import { loadSnapshotOf } from './stored-snapshot.ts'

/** A stored snapshot in another format, in pieces. Throws SNAPSHOT_NOT_FOUND before the first. */
export async function exportSnapshot(
  context: Pick<RunContext, 'store'>,
  id: SnapshotId,
  format: SnapshotFormat,
  limit: SnapshotLimit,
): Promise<Iterable<string>> {
  return format.render(limitSnapshot(await loadSnapshotOf(context, id), limit))
}
