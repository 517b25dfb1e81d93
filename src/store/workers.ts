import { type Kysely, sql } from 'kysely'
import { unknownQueueWorkers, unlockJobs } from './job-queue.ts'
import type { Database } from './schema.ts'

/** The processes that perform runs. Each says regularly that it lives; the work of one that does not is handed out again. */
export interface WorkerStore {
  join(id: string, process: WorkerProcess): Promise<void>
  /** False where others hold this worker for dead: its work is no longer its own. */
  beat(id: string): Promise<boolean>
  leave(id: string): Promise<void>
  /** Frees the work of workers not heard of for so long, and of those in `place` whose process has ended. */
  buryDead(silentMs: number, place: string | null, hasEnded: (pid: number) => boolean): Promise<void>
  /** The oldest first. */
  list(): Promise<readonly ListedWorker[]>
  /** How many were heard of within so long. */
  countAlive(silentMs: number): Promise<number>
}

export interface WorkerProcess {
  /** Names that its jobs are locked under. */
  readonly queueWorkers: readonly string[]
  /** Equal for processes that see each other's pids; null where nobody can tell. */
  readonly place: string | null
  readonly pid: number
}

export interface ListedWorker {
  readonly id: string
  readonly pid: number
  readonly startedAt: Date
  readonly seenAt: Date
  /** Milliseconds since it was last heard of, by the state's own clock. */
  readonly silentMs: number
  readonly running: number
}

export function workerStore(db: Kysely<Database>): WorkerStore {
  return {
    async join(id, { queueWorkers, place, pid }) {
      await db
        .insertInto('workers')
        .values({ id, queue_workers: [...queueWorkers], place, pid })
        .execute()
    },
    async beat(id) {
      const { rows } = await sql`update patchbay.workers set seen_at = now() where id = ${id} returning id`.execute(db)
      return rows.length > 0
    },
    async leave(id) {
      await db.transaction().execute(async (tx) => {
        const gone = await tx.deleteFrom('workers').where('id', '=', id).returning('queue_workers').execute()
        await unlockJobs(
          tx,
          gone.flatMap((row) => row.queue_workers),
        )
      })
    },
    async buryDead(silentMs, place, hasEnded) {
      const neighbours = await db.selectFrom('workers').select(['id', 'pid']).where('place', '=', place).execute()
      const ended = neighbours.filter((row) => hasEnded(row.pid)).map((row) => row.id)
      await db.transaction().execute(async (tx) => {
        const { rows } = await sql<{ queue_workers: string[] }>`
          delete from patchbay.workers
          where id in (
            select id from patchbay.workers
            where seen_at < now() - make_interval(secs => ${silentMs / 1000}) or id = any (${ended}::uuid[])
            for update skip locked
          )
          returning queue_workers`.execute(tx)
        // One that was killed before it said its name is known by nothing but what it holds.
        const names = [...rows.flatMap((row) => row.queue_workers), ...(await unknownQueueWorkers(tx, silentMs))]
        if (names.length > 0) await unlockJobs(tx, names)
      })
    },
    async list() {
      const { rows } = await sql<ListedWorker>`
        select id, pid, started_at as "startedAt", seen_at as "seenAt",
          (extract(epoch from now() - seen_at) * 1000)::int as "silentMs",
          (select count(*)::int from patchbay.runs where worker_id = worker.id and state = 'running') as running
        from patchbay.workers as worker order by started_at, id`.execute(db)
      return rows
    },
    async countAlive(silentMs) {
      const { rows } = await sql<{ alive: number }>`
        select count(*)::int as alive from patchbay.workers
        where seen_at >= now() - make_interval(secs => ${silentMs / 1000})`.execute(db)
      return rows[0]?.alive ?? 0
    },
  }
}
