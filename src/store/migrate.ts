import { type Kysely, Migrator, sql } from 'kysely'
import { up as services } from './migrations/001-services.ts'
import { up as runs } from './migrations/002-runs.ts'
import { up as objectSummaries } from './migrations/003-object-summaries.ts'
import { up as pastTests } from './migrations/004-past-tests.ts'
import { up as usage } from './migrations/005-usage.ts'
import { up as quality } from './migrations/006-quality.ts'
import { up as checks } from './migrations/007-checks.ts'
import { up as qualityPages } from './migrations/008-quality-pages.ts'
import type { Database } from './schema.ts'

/** In order; a name is never changed once released. */
const migrations = {
  '001-services': { up: services },
  '002-runs': { up: runs },
  '003-object-summaries': { up: objectSummaries },
  '004-past-tests': { up: pastTests },
  '005-usage': { up: usage },
  '006-quality': { up: quality },
  '007-checks': { up: checks },
  '008-quality-pages': { up: qualityPages },
}

/** Held while migrating and checking keys; any constant that is ours. */
const lockId = 7_046_029_254

/** Runs `work` while no other process of this installation does, on one connection. */
export async function underLock<T>(
  db: Kysely<Database>,
  work: (connection: Kysely<Database>) => Promise<T>,
): Promise<T> {
  return await db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${lockId})`.execute(connection)
    try {
      return await work(connection)
    } finally {
      await sql`select pg_advisory_unlock(${lockId})`.execute(connection)
    }
  })
}

/** Brings the tables to this version. Call it under the lock. */
export async function migrate(connection: Kysely<Database>): Promise<void> {
  await sql`create schema if not exists patchbay`.execute(connection)
  const migrator = new Migrator({
    db: connection,
    provider: { getMigrations: async () => migrations },
    migrationTableSchema: 'patchbay',
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}
