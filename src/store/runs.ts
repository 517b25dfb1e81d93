import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { RunEvent } from '../core/events.ts'
import { type RunId, type ServiceId, type SnapshotId, toRunId, toServiceId, toSnapshotId } from '../core/ids.ts'
import type { Run, RunKind, RunOrigin, RunProgress, RunReason, RunResult, RunState } from '../core/runs.ts'
import { addJob, removeJob } from './job-queue.ts'
import { type Connection, type HeldRun, holdRun, recordEvent, runChannel } from './run-ownership.ts'
import type { Database } from './schema.ts'

export interface RunQuery {
  readonly serviceId: ServiceId | null
  readonly kind: RunKind | null
  readonly states: readonly RunState[] | null
  /** Only runs made before this one. */
  readonly before: RunId | null
  readonly limit: number
}

export interface RunEnd {
  readonly state: 'succeeded' | 'failed' | 'cancelled'
  readonly reason: RunReason | null
  readonly result: RunResult | null
}

/** What a worker finds when it takes a run from the queue. */
export type TakenRun =
  | {
      readonly taken: true
      readonly run: HeldRun
      readonly kind: RunKind
      /** Null for everything the settings select. */
      readonly relations: readonly string[] | null
    }
  /** Ended, cancelled, given up or gone: nothing to do. */
  | { readonly taken: false }

export interface RunStore {
  /** Queues a run. One of the same kind and relations that waits already is answered instead. Null where there is no such service. */
  enqueue(
    serviceId: ServiceId,
    kind: RunKind,
    origin: RunOrigin,
    retryOf: RunId | null,
    relations?: readonly string[] | null,
  ): Promise<Run | null>
  find(id: RunId): Promise<Run | null>
  /** The newest first. */
  list(query: RunQuery): Promise<readonly Run[]>
  /** Of each service the newest run of a kind; services without one are left out. */
  newestOfEach(kind: RunKind): Promise<readonly Run[]>
  /** What happened after event `seq`, in order. */
  eventsAfter(id: RunId, seq: number): Promise<readonly RunEvent[]>
  /** Ends a queued run, and asks for the end of a running one. Null where there is no such run. */
  cancel(id: RunId): Promise<Run | null>
  /** Begins an attempt. One that was under way is taken to be lost with its worker; after `maxInterruptions` of these the run is given up. */
  take(id: RunId, workerId: string, maxInterruptions: number): Promise<TakenRun>
  /** Throws RunLostError. */
  saveProgress(run: HeldRun, progress: RunProgress): Promise<void>
  /** Throws RunLostError. */
  end(run: HeldRun, end: RunEnd): Promise<void>
  /** The same within a transaction that holds the run. */
  endWithin(tx: Transaction<Database>, run: HeldRun, end: RunEnd): Promise<void>
  /** Back into the queue, since this worker stops. Throws RunLostError. */
  requeue(run: HeldRun): Promise<void>
  /** Runs of this worker that somebody wants cancelled. */
  toCancel(workerId: string): Promise<readonly RunId[]>
}

const gaveUp: RunReason = {
  code: 'RUN_INTERRUPTED',
  summary: 'The worker that did this run was lost, several times.',
  remedy: 'Look whether the process runs out of memory or is ended by something else, then try again.',
  diagnosis: null,
}

export function runStore(db: Kysely<Database>): RunStore {
  return {
    enqueue: (serviceId, kind, origin, retryOf, relations) =>
      db.transaction().execute((tx) => enqueueRun(tx, serviceId, kind, origin, retryOf, relations)),
    find: (id) => find(db, id),
    list: (query) => list(db, query),
    newestOfEach: (kind) => newestOfEach(db, kind),
    eventsAfter: (id, seq) => eventsAfter(db, id, seq),
    cancel: (id) => db.transaction().execute((tx) => cancel(tx, id)),
    take: (id, workerId, maxInterruptions) =>
      db.transaction().execute((tx) => take(tx, id, workerId, maxInterruptions)),
    async saveProgress(run, progress) {
      await db.transaction().execute(async (tx) => {
        await holdRun(tx, run)
        await sql`
          update patchbay.runs
          set progress = ${JSON.stringify(progress)}, last_seq = last_seq + 1, progress_seq = last_seq + 1,
            progress_at = now()
          where id = ${run.id}`.execute(tx)
        await sql`select pg_notify(${runChannel}, ${run.id})`.execute(tx)
      })
    },
    async end(run, end) {
      await db.transaction().execute(async (tx) => {
        await holdRun(tx, run)
        await endRun(tx, run.id, end)
      })
    },
    endWithin: (tx, run, end) => endRun(tx, run.id, end),
    async requeue(run) {
      await db.transaction().execute(async (tx) => {
        await holdRun(tx, run)
        await tx.updateTable('runs').set({ state: 'queued', progress: null }).where('id', '=', run.id).execute()
        await recordEvent(tx, run.id, { type: 'interrupted', because: 'worker stopped' })
        await addJob(tx, run)
      })
    },
    async toCancel(workerId) {
      const rows = await db
        .selectFrom('runs')
        .select('id')
        .where('worker_id', '=', workerId)
        .where('state', '=', 'running')
        .where('cancel_requested_at', 'is not', null)
        .execute()
      return rows.map((row) => toRunId(row.id))
    },
  }
}

/** As `enqueue`, within a transaction. */
export async function enqueueRun(
  tx: Transaction<Database>,
  serviceId: ServiceId,
  kind: RunKind,
  origin: RunOrigin,
  retryOf: RunId | null,
  relations: readonly string[] | null = null,
): Promise<Run | null> {
  // Whoever wants the same at the same moment waits here, and then finds this run.
  const service = await sql`select from patchbay.services where id = ${serviceId} for no key update`.execute(tx)
  if (service.rows.length === 0) return null
  const waiting = await tx
    .selectFrom('runs')
    .select('id')
    .where('service_id', '=', serviceId)
    .where('kind', '=', kind)
    .where('state', '=', 'queued')
    .where(sql<boolean>`relations is not distinct from ${relations}::text[]`)
    .executeTakeFirst()
  const id = toRunId(waiting?.id ?? crypto.randomUUID())
  if (waiting === undefined) {
    await tx
      .insertInto('runs')
      .values({ id, service_id: serviceId, kind, state: 'queued', origin, retry_of: retryOf, relations })
      .execute()
    await recordEvent(tx, id, { type: 'queued', origin })
    await addJob(tx, { id, serviceId })
  }
  return await find(tx, id)
}

function selectRuns(db: Connection) {
  return db
    .selectFrom('runs')
    .leftJoin('snapshots', 'snapshots.run_id', 'runs.id')
    .selectAll('runs')
    .select('snapshots.id as snapshot_id')
}

async function find(db: Connection, id: RunId): Promise<Run | null> {
  const row = await selectRuns(db).where('runs.id', '=', id).executeTakeFirst()
  return row === undefined ? null : decode(row)
}

async function list(db: Connection, { serviceId, kind, states, before, limit }: RunQuery): Promise<readonly Run[]> {
  let query = selectRuns(db).orderBy('runs.created_at', 'desc').orderBy('runs.id').limit(limit)
  if (serviceId !== null) query = query.where('runs.service_id', '=', serviceId)
  if (kind !== null) query = query.where('runs.kind', '=', kind)
  if (states !== null) query = query.where('runs.state', 'in', states)
  if (before !== null) {
    query = query.where(
      sql<boolean>`(runs.created_at, ${before}::uuid) < (
        select last.created_at, runs.id from patchbay.runs as last where last.id = ${before})`,
    )
  }
  return (await query.execute()).map(decode)
}

/** One look into an index for each service, however many runs there are. */
async function newestOfEach(db: Connection, kind: RunKind): Promise<readonly Run[]> {
  const { rows } = await sql<{ id: string }>`
    select newest.id from patchbay.services as service cross join lateral (
      select id from patchbay.runs where service_id = service.id and kind = ${kind} order by created_at desc limit 1
    ) as newest`.execute(db)
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  return (await selectRuns(db).where('runs.id', 'in', ids).execute()).map(decode)
}

type RunRow = Selectable<Database['runs']> & { readonly snapshot_id: string | null }

function decode(row: RunRow): Run {
  const running = row.state === 'running'
  return {
    id: toRunId(row.id),
    serviceId: toServiceId(row.service_id),
    kind: row.kind,
    relations: row.relations,
    state: row.state,
    origin: row.origin,
    retryOf: row.retry_of === null ? null : toRunId(row.retry_of),
    attempt: row.attempt,
    cancelRequested: row.cancel_requested_at !== null,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    progress: running ? row.progress : null,
    reason: row.reason,
    result: withSnapshot(row.result, row.snapshot_id === null ? null : toSnapshotId(row.snapshot_id)),
  }
}

/** A snapshot may have been removed since. */
const withSnapshot = (result: RunResult | null, snapshotId: SnapshotId | null): RunResult | null =>
  result?.kind === 'extract' ? { ...result, snapshotId } : result

async function eventsAfter(db: Connection, id: RunId, seq: number): Promise<readonly RunEvent[]> {
  // The progress first: whoever is told of it asks for what follows, and events before it are there by then.
  const run = await db
    .selectFrom('runs')
    .select(['progress', 'progress_seq', 'progress_at'])
    .where('id', '=', id)
    .where('progress_seq', '>', seq)
    .executeTakeFirst()
  const rows = await db
    .selectFrom('run_events')
    .select(['seq', 'at', 'event'])
    .where('run_id', '=', id)
    .where('seq', '>', seq)
    .execute()
  const events: RunEvent[] = rows.map((row) => ({ ...row.event, seq: row.seq, at: row.at.toISOString() }))
  if (run !== undefined && run.progress !== null) {
    const at = (run.progress_at ?? new Date(0)).toISOString()
    events.push({ type: 'progress', progress: run.progress, seq: run.progress_seq, at })
  }
  return events.sort((a, b) => a.seq - b.seq)
}

async function cancel(tx: Transaction<Database>, id: RunId): Promise<Run | null> {
  const run = await tx
    .selectFrom('runs')
    .select(['state', 'cancel_requested_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (run?.state === 'queued') {
    await removeJob(tx, id)
    await endRun(tx, id, { state: 'cancelled', reason: null, result: null })
  } else if (run?.state === 'running' && run.cancel_requested_at === null) {
    await tx.updateTable('runs').set({ cancel_requested_at: new Date() }).where('id', '=', id).execute()
    await recordEvent(tx, id, { type: 'cancel-requested' })
  }
  return await find(tx, id)
}

async function take(
  tx: Transaction<Database>,
  id: RunId,
  workerId: string,
  maxInterruptions: number,
): Promise<TakenRun> {
  // For update: a batch that the former attempt is storing this moment is waited for.
  const row = await tx.selectFrom('runs').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined || (row.state !== 'queued' && row.state !== 'running')) return { taken: false }
  const wasLost = row.state === 'running'
  if (wasLost) await recordEvent(tx, id, { type: 'interrupted', because: 'worker lost' })
  if (row.cancel_requested_at !== null) {
    await endRun(tx, id, { state: 'cancelled', reason: null, result: null })
    return { taken: false }
  }
  const interruptions = row.interruptions + (wasLost ? 1 : 0)
  if (interruptions > maxInterruptions) {
    await endRun(tx, id, { state: 'failed', reason: gaveUp, result: null })
    return { taken: false }
  }
  const attempt = row.attempt + 1
  await tx
    .updateTable('runs')
    .set({
      state: 'running',
      attempt,
      interruptions,
      worker_id: workerId,
      progress: null,
      started_at: row.started_at ?? new Date(),
    })
    .where('id', '=', id)
    .execute()
  await recordEvent(tx, id, { type: 'started', attempt })
  const run = { id, serviceId: toServiceId(row.service_id), attempt }
  return { taken: true, kind: row.kind, relations: row.relations, run }
}

async function endRun(tx: Transaction<Database>, id: RunId, { state, reason, result }: RunEnd): Promise<void> {
  await sql`
    update patchbay.runs
    set state = ${state}, ended_at = now(), progress = null, worker_id = null,
      reason = ${reason === null ? null : JSON.stringify(reason)}::jsonb,
      result = ${result === null ? null : JSON.stringify(result)}::jsonb
    where id = ${id}`.execute(tx)
  await recordEvent(tx, id, { type: 'ended', state, reason, result })
}
