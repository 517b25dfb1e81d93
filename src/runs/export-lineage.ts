import type { SnapshotId } from '../core/ids.ts'
import { type LineageFormat, renderLineage } from '../core/lineage/export/lineage-export.ts'
import type { RunContext } from './context.ts'
import { readGraph } from './lineage.ts'
import { requireSnapshot } from './snapshots.ts'
import { namespaceOf } from './usage/export-usage.ts'

/** A snapshot's whole lineage for another tool. Throws SNAPSHOT_NOT_FOUND, CONNECTOR_NOT_FOUND. */
export async function exportLineage(
  context: RunContext,
  id: SnapshotId,
  format: LineageFormat,
  statements: boolean,
): Promise<string> {
  const { serviceId, header } = await requireSnapshot(context.store, id)
  const graph = await readGraph(context, id, statements)
  return renderLineage(format, { graph, namespace: await namespaceOf(context, serviceId), at: header.takenAt })
}
