import { EventEmitter } from 'node:events'
import { Logger, type Runner, run as runJobs, runMigrations, type WorkerEvents } from 'graphile-worker'
import { sql } from 'kysely'
import { type RunId, type ServiceId, toRunId } from '../core/ids.ts'
import type { Connection } from './run-ownership.ts'

/** The queue's own tables, apart from ours. */
const queueSchema = 'patchbay_jobs'
const task = 'run'
/** A job is tried until the state answers; how often a run is begun is our own rule. */
const maxAttempts = 1000

export const migrateQueue = (connectionString: string): Promise<void> =>
  runMigrations({ connectionString, schema: queueSchema, logger: silent })

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
  /** Resolves when it ends by itself: the state was lost. */
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
  events.on('worker:create', ({ worker }) => queueWorkers.push(worker.workerId))
  const runner: Runner = await runJobs({
    connectionString,
    schema: queueSchema,
    concurrency,
    maxPoolSize: concurrency + 2,
    pollInterval: 1000,
    noHandleSignals: true,
    parsedCronItems: [],
    logger: silent,
    events,
    taskList: { [task]: async (payload) => perform(toRunId((payload as { runId: string }).runId)) },
  })
  let isStopping = false
  return {
    queueWorkers,
    ended: runner.promise.catch((error: unknown) => {
      if (!isStopping) throw error
    }),
    async stop() {
      isStopping = true
      await runner.stop()
      await runner.promise
    },
  }
}

/** What goes wrong shows in runs and in rejections; the queue's own words may quote more than they should. */
const silent = new Logger(() => () => undefined)
