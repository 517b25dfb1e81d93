import { EventEmitter } from 'node:events'
import type { Logger, WorkerEvents } from 'graphile-worker'
import { sql } from 'kysely'
import { type RunId, type ServiceId, toRunId } from '../core/ids.ts'
import type { Connection } from './run-ownership.ts'

/** The queue's own tables, apart from ours. */
const queueSchema = 'patchbay_jobs'
const task = 'run'
/** A job is tried until the state answers; how often a run is begun is our own rule. */
const maxAttempts = 1000

/** Migrations of the queue's version that we depend on. */
const queueLevel = 19

/** Brings the queue's tables to this version. Most starts find them so, and never load the queue for it. */
export async function migrateQueue(db: Connection, connectionString: string): Promise<void> {
  const there = await sql<{ there: boolean }>`
    select to_regclass(${`${queueSchema}.migrations`}) is not null as there`.execute(db)
  if (there.rows[0]?.there === true) {
    const { rows } = await sql<{ level: number }>`
      select max(id) as level from ${sql.id(queueSchema, 'migrations')}`.execute(db)
    if (Number(rows[0]?.level ?? 0) >= queueLevel) return
  }
  const { Logger, runMigrations } = await import('graphile-worker')
  await runMigrations({ connectionString, schema: queueSchema, logger: silent(Logger) })
}

/** Queues a run: the job holds its id and nothing else. Of a service's jobs one runs at a time, in order. */
export async function addJob(
  db: Connection,
  { id, serviceId }: { readonly id: RunId; readonly serviceId: ServiceId },
): Promise<void> {
  await sql`
    select ${sql.id(queueSchema, 'add_job')}(
      identifier := ${task}::text, payload := ${JSON.stringify({ runId: id })}::json,
      queue_name := ${serviceId}::text, job_key := ${id}::text, max_attempts := ${maxAttempts}::int
    )`.execute(db)
}

/** Takes a run out of the queue; one that is being performed goes on. */
export async function removeJob(db: Connection, id: RunId): Promise<void> {
  await sql`select ${sql.id(queueSchema, 'remove_job')}(${id}::text)`.execute(db)
}

/** Hands out again what these threads of work had, and unlocks their queues. */
export async function unlockJobs(db: Connection, queueWorkers: readonly string[]): Promise<void> {
  await sql`select ${sql.id(queueSchema, 'force_unlock_workers')}(${queueWorkers}::text[])`.execute(db)
}

/** Threads of work that hold a job or a queue for at least so long and belong to no worker we know. */
export async function unknownQueueWorkers(db: Connection, silentMs: number): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct locked_by as name
    from (
      select locked_by, locked_at from ${sql.id(queueSchema, '_private_jobs')}
      union all
      select locked_by, locked_at from ${sql.id(queueSchema, '_private_job_queues')}
    ) as lock
    where locked_by is not null and locked_at < now() - make_interval(secs => ${silentMs / 1000})
      and not exists (select from patchbay.workers where lock.locked_by = any (queue_workers))`.execute(db)
  return rows.map((row) => row.name)
}

/** Removes queues of services that are gone. */
export async function removeEmptyQueues(db: Connection): Promise<void> {
  await sql`
    delete from ${sql.id(queueSchema, '_private_job_queues')} as queue
    where locked_at is null
      and not exists (select from ${sql.id(queueSchema, '_private_jobs')} where job_queue_id = queue.id)
      and not exists (select from patchbay.services where id::text = queue.queue_name)`.execute(db)
}

export interface JobWorker {
  /** Names that jobs in hand are locked under. */
  readonly queueWorkers: readonly string[]
  /** Settles when it was stopped, and rejects when the state was lost. */
  readonly ended: Promise<void>
  /** Takes no more, and waits for what is under way. */
  stop(): Promise<void>
}

export interface JobWorkerOptions {
  readonly connectionString: string
  /** Runs at one time. */
  readonly concurrency: number
  /** A rejection gives the job back, to be tried again later. */
  readonly perform: (id: RunId) => Promise<void>
}

export async function startJobWorker({ connectionString, concurrency, perform }: JobWorkerOptions): Promise<JobWorker> {
  const events: WorkerEvents = new EventEmitter()
  const queueWorkers: string[] = []
  events.on('pool:create', ({ workerPool }) => queueWorkers.push(workerPool.id))
  const { Logger, run } = await import('graphile-worker')
  const runner = await run({
    connectionString,
    schema: queueSchema,
    concurrency,
    maxPoolSize: concurrency + 2,
    pollInterval: 1000,
    noHandleSignals: true,
    parsedCronItems: [],
    logger: silent(Logger),
    events,
    // What ended is written down in batches, since only these are waited for when the worker stops.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    taskList: { [task]: async (payload) => perform(toRunId((payload as { runId: string }).runId)) },
  })
  let isOver = false
  const ended = runner.promise.finally(() => {
    isOver = true
  })
  return {
    queueWorkers,
    ended,
    async stop() {
      if (!isOver) await runner.stop()
      await ended.catch(() => 'told to whoever waits for the end')
    },
  }
}

/** What goes wrong shows in runs and in rejections; the queue's own words may quote more than they should. */
const silent = (Silent: typeof Logger): Logger => new Silent(() => () => undefined)
