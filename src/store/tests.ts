import { type Kysely, sql } from 'kysely'
import type { TestReport, Verdict } from '../core/connection.ts'
import type { ConnectorId } from '../core/ids.ts'
import type { Database } from './schema.ts'

export interface RecordedVerdict {
  readonly verdict: Verdict
  readonly testedAt: Date
}

/** Past connection tests, found by the hash of the settings they were made of. */
export interface TestStore {
  record(connector: ConnectorId, report: TestReport): Promise<void>
  /** The newest test of each of these settings. */
  newestVerdicts(settingsHashes: readonly string[]): Promise<ReadonlyMap<string, RecordedVerdict>>
  newestReport(settingsHash: string): Promise<TestReport | null>
}

/** Days after which tests of settings that no service has are forgotten. */
const keptDays = 30

export function testStore(db: Kysely<Database>): TestStore {
  return {
    async record(connector, report) {
      await db
        .insertInto('connection_tests')
        .values({
          connector,
          settings_hash: report.settingsHash,
          verdict: report.verdict,
          report: JSON.stringify(report),
        })
        .execute()
      await db
        .deleteFrom('connection_tests')
        .where('tested_at', '<', sql<Date>`now() - make_interval(days => ${keptDays})`)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('services')
                .select('services.id')
                .whereRef('services.settings_hash', '=', 'connection_tests.settings_hash'),
            ),
          ),
        )
        .execute()
    },
    async newestVerdicts(settingsHashes) {
      if (settingsHashes.length === 0) return new Map()
      const rows = await db
        .selectFrom('connection_tests')
        .distinctOn('settings_hash')
        .select(['settings_hash', 'verdict', 'tested_at'])
        .where('settings_hash', 'in', settingsHashes)
        .orderBy('settings_hash')
        .orderBy('id', 'desc')
        .execute()
      return new Map(rows.map((row) => [row.settings_hash, { verdict: row.verdict, testedAt: row.tested_at }]))
    },
    async newestReport(settingsHash) {
      const row = await db
        .selectFrom('connection_tests')
        .select('report')
        .where('settings_hash', '=', settingsHash)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row?.report ?? null
    },
  }
}
