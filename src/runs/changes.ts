import type { ChangePage, ChangeStep, SnapshotStamp } from '../core/api.ts'
import type { SnapshotDifference } from '../core/catalog/diff/change.ts'
import type { ServiceId } from '../core/ids.ts'
import type { SnapshotRow } from '../store/snapshots.ts'
import type { RunContext } from './context.ts'
import { compareSnapshots } from './snapshots.ts'

type StoreOnly = Pick<RunContext, 'store'>

export interface ChangesQuery {
  /** Only steps to snapshots before this number; null begins with the newest. */
  readonly before: number | null
  /** Snapshots that are looked at for a page. */
  readonly limit: number
}

const sampled = 5

/** How a service changed from each snapshot to the next. Steps without a change are left out. */
export async function listChanges(
  context: StoreOnly,
  serviceId: ServiceId,
  { before, limit }: ChangesQuery,
): Promise<ChangePage> {
  const rows = await context.store.snapshots.listBefore(serviceId, before, limit + 1)
  const steps: ChangeStep[] = []
  // One after another: a page must not take all of the state's connections.
  for (const [at, to] of rows.slice(0, limit).entries()) {
    const from = rows[at + 1]
    if (from === undefined) break
    const step = toStep(from, to, await compareSnapshots(context, from.id, to.id))
    if (Object.values(step.counts).some((count) => count > 0)) steps.push(step)
  }
  return { steps, next: rows.length > limit ? (rows[limit - 1]?.number ?? null) : null }
}

function toStep(from: SnapshotRow, to: SnapshotRow, { changes, unknown }: SnapshotDifference): ChangeStep {
  const counts = { added: 0, removed: 0, changed: 0, renamed: 0, unknown: unknown.length }
  for (const { change } of changes) counts[change] += 1
  const sample = changes
    .slice(0, sampled)
    .map(({ change, database, object, former }) => ({ change, database, object, former }))
  return { from: toStamp(from), to: toStamp(to), counts, sample }
}

const toStamp = ({ id, number, runId, header }: SnapshotRow): SnapshotStamp => ({
  id,
  number,
  runId,
  takenAt: header.takenAt,
})
