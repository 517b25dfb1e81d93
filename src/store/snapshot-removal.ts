import { type Kysely, sql } from 'kysely'
import type { ServiceId } from '../core/ids.ts'
import type { Connection } from './run-ownership.ts'
import type { Database } from './schema.ts'

/**
 * Removes what an attempt stored that never became a snapshot, and the contents that only it needed. Call it while the
 * run is held. Resolves with the number of the newest snapshot, 0 before the first.
 */
export async function discardUnfinished(db: Connection, serviceId: ServiceId): Promise<number> {
  const { newest } = await db
    .selectFrom('snapshots')
    .select(({ fn }) => fn.coalesce(fn.max('number'), sql<number>`0`).as('newest'))
    .where('service_id', '=', serviceId)
    .executeTakeFirstOrThrow()
  await sql`
    delete from patchbay.object_versions where service_id = ${serviceId} and first_number > ${newest}`.execute(db)
  return newest
}

/** Removes what no snapshot of the service needs any more. Call it in the transaction that removes the snapshots. */
export async function removeUncovered(db: Connection, serviceId: ServiceId): Promise<void> {
  for (const table of ['object_versions', 'object_measures']) {
    await sql`
      delete from ${sql.id('patchbay', table)} as kept
      where service_id = ${serviceId}
        and first_number <= (select coalesce(max(number), 0) from patchbay.snapshots where service_id = ${serviceId})
        and not exists (
          select from patchbay.snapshots as snapshot
          where snapshot.service_id = ${serviceId} and snapshot.number >= kept.first_number
            and (kept.last_number is null or snapshot.number <= kept.last_number)
        )`.execute(db)
  }
}

/**
 * Removes contents that no version has. A run may be about to use one: then either the deletion is refused by the
 * foreign key, and it stays for the next time, or the run stores it again.
 */
export async function sweepContents(db: Kysely<Database>): Promise<void> {
  try {
    await sql`
      delete from patchbay.contents as content
      where not exists (select from patchbay.object_versions where content_hash = content.hash)`.execute(db)
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error
  }
}

export function isForeignKeyViolation(error: unknown): boolean {
  return (error as { code?: unknown }).code === '23503'
}
