import { type Kysely, sql } from 'kysely'
import type { TestReport, Verdict } from '../core/connection.ts'
import { type ConnectorId, type ServiceId, type TestId, toTestId } from '../core/ids.ts'
import type { TestOrigin } from '../core/past-tests.ts'
import { goodness, type ReportOutline } from '../core/report-difference.ts'
import type { Database } from './schema.ts'

export interface RecordedVerdict {
  readonly verdict: Verdict
  readonly testedAt: Date
  /** How tests of these settings last moved, and the first one after that. */
  readonly trend: 'better' | 'worse' | null
  readonly trendSince: Date | null
}

export interface StoredTest {
  readonly id: TestId
  readonly origin: TestOrigin
  readonly startedAt: string
  readonly durationMs: number
  readonly outline: ReportOutline
}

export interface ServiceTests {
  readonly settingsHash: string | null
  /** The newest first. */
  readonly tests: readonly StoredTest[]
}

/** Past connection tests: those of a service, and those of its present settings, found by their hash. */
export interface TestStore {
  /** `serviceId` null: of a form that is no service's yet. */
  record(connector: ConnectorId, report: TestReport, serviceId: ServiceId | null, origin: TestOrigin): Promise<void>
  /** The newest test of each of these settings. */
  newestVerdicts(settingsHashes: readonly string[]): Promise<ReadonlyMap<string, RecordedVerdict>>
  newestReport(settingsHash: string): Promise<TestReport | null>
  /** Those before `before`; null where there is no such service. */
  list(serviceId: ServiceId, before: TestId | null, limit: number): Promise<ServiceTests | null>
  /** Null where the service has no such test. */
  find(serviceId: ServiceId, id: TestId): Promise<{ readonly report: TestReport; readonly later: TestId | null } | null>
}

/** Days after which tests of settings that no service has are forgotten. */
const keptDays = 30

export function testStore(db: Kysely<Database>): TestStore {
  return {
    async record(connector, report, serviceId, origin) {
      await insert(db, connector, report, serviceId, origin)
      await db
        .deleteFrom('connection_tests')
        .where('tested_at', '<', sql<Date>`now() - make_interval(days => ${keptDays})`)
        .where('service_id', 'is', null)
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
        .select(['settings_hash', 'verdict', 'tested_at', 'trend', 'trend_since'])
        .where('settings_hash', 'in', settingsHashes)
        .orderBy('settings_hash')
        .orderBy('id', 'desc')
        .execute()
      return new Map(
        rows.map(({ settings_hash, verdict, tested_at, trend, trend_since }) => [
          settings_hash,
          { verdict, testedAt: tested_at, trend, trendSince: trend_since },
        ]),
      )
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
    list: (serviceId, before, limit) => list(db, serviceId, before, limit),
    async find(serviceId, id) {
      const { rows } = await sql<{ report: TestReport; later: string | null }>`
        select report, (
            select min(id) from patchbay.connection_tests where id > ${id}::bigint and ${belongsTo(serviceId)}
          ) as later
        from patchbay.connection_tests where id = ${id}::bigint and ${belongsTo(serviceId)}`.execute(db)
      const [row] = rows
      return row === undefined ? null : { report: row.report, later: row.later === null ? null : toTestId(row.later) }
    },
  }
}

/** A service's own tests, and those of the very settings it has, whoever tested them. */
const belongsTo = (serviceId: ServiceId) => sql<boolean>`
  (service_id = ${serviceId}
    or settings_hash = (select settings_hash from patchbay.services where id = ${serviceId}))`

async function insert(
  db: Kysely<Database>,
  connector: ConnectorId,
  report: TestReport,
  serviceId: ServiceId | null,
  origin: TestOrigin,
): Promise<void> {
  const good = goodness(report)
  // The service may have been deleted while it was tested.
  await sql`
    insert into patchbay.connection_tests
      (connector, settings_hash, verdict, report, service_id, origin, goodness, trend, trend_since)
    select ${connector}, ${report.settingsHash}, ${report.verdict}, ${JSON.stringify(report)}::jsonb,
      (select id from patchbay.services where id = ${serviceId}::uuid), ${origin}, ${good}::int,
      case when last.goodness < ${good}::int then 'better' when last.goodness > ${good}::int then 'worse'
        else last.trend end,
      case when last.goodness = ${good}::int then last.trend_since when last.goodness is not null then now() end
    from (select 1) as one left join (
      select goodness, trend, trend_since from patchbay.connection_tests
      where settings_hash = ${report.settingsHash} order by id desc limit 1
    ) as last on true`.execute(db)
}

interface TestRow {
  readonly id: string
  readonly origin: TestOrigin
  readonly started_at: string
  readonly duration_ms: number
  readonly outline: ReportOutline
}

/** Reports are large; a list needs their outlines only. */
async function list(
  db: Kysely<Database>,
  serviceId: ServiceId,
  before: TestId | null,
  limit: number,
): Promise<ServiceTests | null> {
  const service = await db.selectFrom('services').select('settings_hash').where('id', '=', serviceId).executeTakeFirst()
  if (service === undefined) return null
  const { rows } = await sql<TestRow>`
    select id, origin, report->>'startedAt' as started_at, (report->>'durationMs')::float8 as duration_ms,
      jsonb_build_object('verdict', verdict, 'settingsHash', settings_hash, 'server', report->'server', 'stages', (
        select jsonb_agg(jsonb_build_object('id', stage->'id', 'title', stage->'title', 'status', stage->'status',
          'code', stage#>'{diagnosis,code}', 'summary', stage#>'{facts,summary}') order by place)
        from jsonb_array_elements(report->'stages') with ordinality as stages (stage, place)
      )) as outline
    from patchbay.connection_tests
    where ${belongsTo(serviceId)} and (${before}::bigint is null or id < ${before}::bigint)
    order by id desc limit ${limit}`.execute(db)
  return {
    settingsHash: service.settings_hash,
    tests: rows.map(({ id, origin, started_at, duration_ms, outline }) => ({
      id: toTestId(id),
      origin,
      startedAt: started_at,
      durationMs: duration_ms,
      outline,
    })),
  }
}
