import { type Kysely, sql } from 'kysely'
import { unlockJobs } from './job-queue.ts'
import type { Database } from './schema.ts'

/** The processes that perform runs. Each says regularly that it lives; the work of one that does not is handed out again. */
export interface WorkerStore {
  join(id: string, queueWorkers: readonly string[]): Promise<void>
  /** False where others hold this worker for dead: its work is no longer its own. */
  beat(id: string): Promise<boolean>
  leave(id: string): Promise<void>
  /** Frees the work of workers not heard of for so long. Resolves with how many these were. */
  buryDead(silentMs: number): Promise<number>
  /** How many were heard of within so long. */
  countAlive(silentMs: number): Promise<number>
}

export function workerStore(db: Kysely<Database>): WorkerStore {
  return {
    async join(id, queueWorkers) {
      await db
        .insertInto('workers')
        .values({ id, queue_workers: [...queueWorkers] })
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
    async buryDead(silentMs) {
      return await db.transaction().execute(async (tx) => {
        const { rows } = await sql<{ queue_workers: string[] }>`
          delete from patchbay.workers
          where id in (
            select id from patchbay.workers where seen_at < now() - make_interval(secs => ${silentMs / 1000})
            for update skip locked
          )
          returning queue_workers`.execute(tx)
        if (rows.length > 0)
          await unlockJobs(
            tx,
            rows.flatMap((row) => row.queue_workers),
          )
        return rows.length
      })
    },
    async countAlive(silentMs) {
      const { rows } = await sql<{ alive: number }>`
        select count(*)::int as alive from patchbay.workers
        where seen_at >= now() - make_interval(secs => ${silentMs / 1000})`.execute(db)
      return rows[0]?.alive ?? 0
    },
  }
}
