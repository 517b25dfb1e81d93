import type { ObjectPage, SnapshotDetail, SnapshotSummary } from '../core/api.ts'
import type { SnapshotDifference } from '../core/catalog/diff/change.ts'
import { diffSnapshots } from '../core/catalog/diff/diff-snapshots.ts'
import type { ObjectAddress } from '../core/catalog/object-key.ts'
import type { SnapshotObject } from '../core/catalog/snapshot.ts'
import { AppError } from '../core/error.ts'
import type { ServiceId, SnapshotId } from '../core/ids.ts'
import type { ObjectQuery, SnapshotRow } from '../store/snapshots.ts'
import type { RunContext } from './context.ts'
import { readCursor, writeCursor } from './page-cursor.ts'

type StoreOnly = Pick<RunContext, 'store'>

/** The newest first. */
export async function listSnapshots(
  { store }: StoreOnly,
  serviceId: ServiceId,
  limit: number,
): Promise<readonly SnapshotSummary[]> {
  return (await store.snapshots.list(serviceId, limit)).map(toSummary)
}

/** Throws SNAPSHOT_NOT_FOUND. */
export async function showSnapshot({ store }: StoreOnly, id: SnapshotId): Promise<SnapshotDetail> {
  const snapshot = await requireSnapshot(store, id)
  return { ...toSummary(snapshot), header: snapshot.header, skipped: await store.snapshots.skipped(id) }
}

/**
 * What differs between two snapshots of one service. Reads only what they do not share. Throws SNAPSHOT_NOT_FOUND,
 * REQUEST_INVALID for snapshots of two services.
 */
export async function compareSnapshots(
  { store }: StoreOnly,
  beforeId: SnapshotId,
  afterId: SnapshotId,
): Promise<SnapshotDifference> {
  const [before, after] = [await requireSnapshot(store, beforeId), await requireSnapshot(store, afterId)]
  if (before.serviceId !== after.serviceId) {
    throw new AppError('REQUEST_INVALID', 'These are snapshots of two services.', {
      hint: 'Download both and compare the files with patchbay diff.',
    })
  }
  const side = async (snapshot: SnapshotRow, other: SnapshotRow) => {
    const lines = await store.snapshots.readUnlike(snapshot, other)
    const skipped = await store.snapshots.skipped(snapshot.id)
    return {
      header: snapshot.header,
      end: { kind: 'end', counts: snapshot.counts, skipped } as const,
      objects: lines.map((line) => JSON.parse(line) as SnapshotObject),
    }
  }
  return diffSnapshots(await side(before, after), await side(after, before))
}

/** The whole snapshot as JSON Lines, a batch at a time. Throws SNAPSHOT_NOT_FOUND before the first. */
export async function readSnapshotLines(
  { store }: StoreOnly,
  id: SnapshotId,
  receive: (lines: string) => Promise<void>,
): Promise<void> {
  const snapshot = await requireSnapshot(store, id)
  const skipped = await store.snapshots.skipped(id)
  await receive(`${JSON.stringify(snapshot.header)}\n`)
  const found = await store.snapshots.readObjects(id, (objects) => receive(`${objects.join('\n')}\n`))
  // Without an end the reader knows that the file is truncated.
  if (found) await receive(`${JSON.stringify({ kind: 'end', counts: snapshot.counts, skipped })}\n`)
}

/** Throws SNAPSHOT_NOT_FOUND. */
export async function findObjects({ store }: StoreOnly, id: SnapshotId, query: ObjectQuery): Promise<ObjectPage> {
  const snapshot = await requireSnapshot(store, id)
  const found = await store.snapshots.search(snapshot, { ...query, limit: query.limit + 1 })
  const objects = found.slice(0, query.limit).map(({ address, oid }) => ({ ...address, oid }))
  const last = found.length > query.limit ? found[query.limit - 1]?.address : undefined
  if (last === undefined) return { objects, next: null }
  return { objects, next: writeCursor([last.database, last.schema, last.name, last.kind, last.arguments]) }
}

/** The object's line. Throws SNAPSHOT_NOT_FOUND, OBJECT_NOT_FOUND. */
export async function showObject({ store }: StoreOnly, id: SnapshotId, address: ObjectAddress): Promise<string> {
  const object = await store.snapshots.readObject(await requireSnapshot(store, id), address)
  if (object !== null) return object
  throw new AppError('OBJECT_NOT_FOUND', 'The snapshot holds no such object.', {
    hint: `GET /api/snapshots/${id}/objects lists those it holds.`,
  })
}

/** Throws REQUEST_INVALID for a text that no page gave. */
export function readObjectCursor(cursor: string): ObjectAddress {
  const [database = null, schema = null, name, kind, rest] = readCursor(cursor, 5)
  return { database, schema, name: String(name), kind: String(kind), arguments: String(rest) }
}

/** Throws SNAPSHOT_NOT_FOUND. */
export async function requireSnapshot(store: RunContext['store'], id: SnapshotId): Promise<SnapshotRow> {
  const snapshot = await store.snapshots.find(id)
  if (snapshot !== null) return snapshot
  throw new AppError('SNAPSHOT_NOT_FOUND', 'There is no such snapshot.', { hint: 'It may have been removed since.' })
}

export function toSummary({
  id,
  serviceId,
  number,
  runId,
  header,
  counts,
  objects,
  storedAt,
}: SnapshotRow): SnapshotSummary {
  const { takenAt, server } = header
  return { id, serviceId, number, runId, takenAt, storedAt: storedAt.toISOString(), server, counts, objects }
}
