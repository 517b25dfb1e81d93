import { type Kysely, sql, type Transaction } from 'kysely'
import type { SkippedObject, SnapshotEnd, SnapshotHeader, SnapshotLine } from '../core/catalog/snapshot.ts'
import { snapshotJson } from '../core/catalog/snapshot-json.ts'
import { type SnapshotId, toSnapshotId } from '../core/ids.ts'
import { measureChunks } from './measure-chunks.ts'
import { type HeldRun, holdRun } from './run-ownership.ts'
import type { Database } from './schema.ts'
import { type Entry, findUnchanged, insertVersions, toEntry } from './snapshot-batch.ts'
import { discardUnfinished, isForeignKeyViolation } from './snapshot-removal.ts'

/** Takes a snapshot in, line by line. Until `complete` nobody sees any of it, and a process that dies leaves no trace. */
export interface SnapshotWriter {
  /** Resolves when it can take more; stores on while its caller reads. Rejects with what an earlier batch failed of. */
  receive(lines: readonly SnapshotLine[]): Promise<void>
  /** What of it is stored already. */
  stored(): number
  /**
   * Makes the snapshot visible, in one transaction with `settle`, which writes down how the run ended.
   * Throws RunLostError where the run is no longer ours.
   */
  complete(settle: (tx: Transaction<Database>, id: SnapshotId, end: SnapshotEnd) => Promise<void>): Promise<SnapshotId>
  /** Forgets what was stored. */
  discard(): Promise<void>
}

/** Objects, and characters of JSON, after which a batch is stored. */
const batchObjects = 400
const batchLength = 2_000_000

/** Opens the next snapshot of the run's service; what an interrupted attempt left is removed first. */
export async function openSnapshotWriter(db: Kysely<Database>, run: HeldRun): Promise<SnapshotWriter> {
  const newest = await db.transaction().execute(async (tx) => {
    await holdRun(tx, run)
    return await discardUnfinished(tx, run.serviceId)
  })
  const number = newest + 1
  const measures = measureChunks()
  const toJson = snapshotJson()
  const seen = new Set<string>()
  const duplicates: SkippedObject[] = []
  let header: SnapshotHeader | null = null
  let end: SnapshotEnd | null = null
  let waiting: Entry[] = []
  let waitingLength = 0
  let storing: Promise<void> = Promise.resolve()

  const store = async (entries: readonly Entry[]): Promise<void> => {
    const once = new Map(entries.map((entry) => [entry.keyDigest, entry]))
    const known = newest === 0 ? new Map<string, string>() : await findUnchanged(db, run, [...once.values()])
    const changed = [...once.values()].filter((entry) => !known.has(entry.keyDigest))
    const added =
      changed.length === 0 ? known : await insertAgainIfSwept(() => insertVersions(db, run, number, changed))
    for (const entry of entries) {
      const id = known.get(entry.keyDigest) ?? added.get(entry.keyDigest)
      if (id === undefined || seen.has(id)) duplicates.push(toDuplicate(entry))
      else {
        seen.add(id)
        if (entry.measured !== null) measures.add(id, entry.measured)
      }
    }
  }

  const flush = async (): Promise<void> => {
    // One batch is on its way while the next one is read; a failure shows when that is handed over.
    await storing
    const entries = waiting
    waiting = []
    waitingLength = 0
    if (entries.length === 0) return
    storing = store(entries)
    storing.catch(() => 'told to whoever comes next')
  }

  return {
    stored: () => seen.size,
    async receive(lines) {
      for (const line of lines) {
        if (line.kind === 'header') header = line
        else if (line.kind === 'end') end = line
        else {
          const entry = toEntry(line, toJson)
          waiting.push(entry)
          waitingLength += entry.body.length
          if (waiting.length >= batchObjects || waitingLength >= batchLength) await flush()
        }
      }
    },
    async complete(settle) {
      await flush()
      await storing
      if (header === null || end === null) throw new Error('a snapshot ended without header or end')
      const { takenAt } = header
      const whole: SnapshotEnd = { ...end, skipped: [...end.skipped, ...duplicates] }
      const row = { number, header: JSON.stringify(header), taken_at: new Date(takenAt), objects: seen.size }
      const id = toSnapshotId(crypto.randomUUID())
      const chunks = await measures.pack()
      await db.transaction().execute(async (tx) => {
        await holdRun(tx, run)
        await closeVersions(tx, run, number, seen)
        await chunks.write(tx, run.serviceId, number)
        await tx
          .insertInto('snapshots')
          .values({
            id,
            service_id: run.serviceId,
            run_id: run.id,
            counts: JSON.stringify(whole.counts),
            skipped: JSON.stringify(whole.skipped),
            ...row,
          })
          .execute()
        await settle(tx, id, whole)
      })
      return id
    },
    async discard() {
      await storing.catch(() => 'the reason to discard it')
      await db.transaction().execute(async (tx) => {
        await holdRun(tx, run)
        await discardUnfinished(tx, run.serviceId)
      })
    },
  }
}

/** A content that was there may have been swept away before a version referred to it; the second time it is ours. */
async function insertAgainIfSwept<T>(insert: () => Promise<T>): Promise<T> {
  try {
    return await insert()
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error
    return await insert()
  }
}

/** What was valid so far and is not in this snapshot ends with the one before. */
async function closeVersions(
  tx: Transaction<Database>,
  { serviceId }: HeldRun,
  number: number,
  seen: ReadonlySet<string>,
): Promise<void> {
  await sql`
    update patchbay.object_versions as version set last_number = ${number - 1}
    where service_id = ${serviceId} and last_number is null and first_number < ${number}
      and not exists (
        select from unnest(string_to_array(${[...seen].join(',')}, ',')::bigint[]) as kept (id) where kept.id = version.id
      )`.execute(tx)
}

function toDuplicate({ address }: Entry): SkippedObject {
  const { kind, database, schema, name } = address
  const place = [database, schema, name].filter((part) => part !== null).join('.')
  return { object: place, reason: `The server gave two of this ${kind}; the first one was kept.` }
}
