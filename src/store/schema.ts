import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { SkippedObject, SnapshotHeader } from '../core/catalog/snapshot.ts'
import type { TestReport, Verdict } from '../core/connection.ts'
import type { RunEventBody } from '../core/events.ts'
import type { JsonObject } from '../core/json.ts'
import type { TestOrigin } from '../core/past-tests.ts'
import type { RunKind, RunOrigin, RunProgress, RunReason, RunResult, RunState } from '../core/runs.ts'
import type { UsageProblem, UsageReading } from '../core/usage/reading.ts'
import type { SecretScope } from './secret-scope.ts'
import type { ReadingSummary } from './usage/readings.ts'

/** The tables as Kysely sees them; `migrations/` makes them. Times are `timestamptz`. */
export interface Database {
  installation: InstallationTable
  services: ServicesTable
  service_secrets: ServiceSecretsTable
  connection_tests: ConnectionTestsTable
  workers: WorkersTable
  runs: RunsTable
  run_events: RunEventsTable
  snapshots: SnapshotsTable
  schedules: SchedulesTable
  usage_readings: UsageReadingsTable
}

interface InstallationTable {
  only_row: Generated<boolean>
  /** A known text, sealed: whoever opens it has the right key. */
  key_check: string
  /** Retention where a service has none of its own. */
  keep_last: Generated<number | null>
  keep_days: Generated<number | null>
}

interface ServicesTable {
  id: string
  name: string
  /** What makes names equal, see `nameKey`. */
  name_key: string
  connector: string
  /** The form without its secrets. */
  settings: JSONColumnType<JsonObject>
  settings_hash: string | null
  created_at: ColumnType<Date, never, never>
  updated_at: ColumnType<Date, never, Date>
  /** Whether the next two count, instead of the installation's. */
  keep_own: Generated<boolean>
  keep_last: ColumnType<number | null, never, number | null>
  keep_days: ColumnType<number | null, never, number | null>
}

interface ServiceSecretsTable {
  service_id: string
  /** Field path. */
  field: string
  sealed: string
  scope: JSONColumnType<SecretScope & JsonObject>
}

interface ConnectionTestsTable {
  id: Generated<string>
  connector: string
  settings_hash: string
  verdict: Verdict
  report: JSONColumnType<TestReport & object>
  tested_at: ColumnType<Date, never, never>
  /** Null for a form that no service was saved of. */
  service_id: string | null
  origin: TestOrigin
  /** Compares tests, see `core/report-difference.ts`. */
  goodness: number
  /** How it last moved among tests of these settings, and the first test after that move; null before the first. */
  trend: 'better' | 'worse' | null
  trend_since: Date | null
}

interface WorkersTable {
  id: string
  /** Names the queue knows its threads of work by. */
  queue_workers: string[]
  /** Where `pid` means something: equal for processes that see each other. Null where nobody can tell. */
  place: string | null
  pid: number
  started_at: ColumnType<Date, never, never>
  seen_at: ColumnType<Date, never, Date>
}

interface RunsTable {
  id: string
  service_id: string
  kind: RunKind
  relations: readonly string[] | null
  state: RunState
  origin: RunOrigin
  retry_of: string | null
  /** Also says who may write for this run: whoever began an earlier attempt no longer may. */
  attempt: Generated<number>
  /** Attempts that ended because their worker was lost. */
  interruptions: Generated<number>
  worker_id: ColumnType<string | null, never, string | null>
  cancel_requested_at: ColumnType<Date | null, never, Date | null>
  created_at: ColumnType<Date, never, never>
  started_at: ColumnType<Date | null, never, Date>
  ended_at: ColumnType<Date | null, never, Date>
  /** Of the newest event. */
  last_seq: Generated<number>
  progress: JSONColumnType<RunProgress & object, never, string | null> | null
  progress_seq: Generated<number>
  progress_at: ColumnType<Date | null, never, Date>
  reason: JSONColumnType<RunReason & object, never, string | null> | null
  result: JSONColumnType<RunResult & object, never, string | null> | null
}

interface RunEventsTable {
  run_id: string
  seq: number
  at: ColumnType<Date, never, never>
  event: JSONColumnType<RunEventBody & object>
}

interface SnapshotsTable {
  id: string
  service_id: string
  /** Counts a service's snapshots, with gaps. */
  number: number
  run_id: string | null
  taken_at: Date
  stored_at: ColumnType<Date, never, never>
  header: JSONColumnType<SnapshotHeader & object>
  counts: JSONColumnType<Readonly<Record<string, number>>>
  skipped: JSONColumnType<readonly SkippedObject[]>
  objects: number
}

interface SchedulesTable {
  id: string
  service_id: string
  kind: RunKind
  cron: string
  time_zone: string
  enabled: boolean
  next_at: Date | null
  last_at: ColumnType<Date | null, never, Date>
}

interface UsageReadingsTable {
  service_id: string
  /** Counts a service's readings. */
  number: number
  run_id: string | null
  read_at: Date
  stored_at: ColumnType<Date, never, never>
  header: JSONColumnType<Omit<UsageReading, 'statements'>>
  /** See `usage/pack.ts`. */
  counters: Buffer
  /** Of what was counted since the reading before; null of the first. */
  since: JSONColumnType<{ readonly since: string; readonly problems: readonly UsageProblem[] }> | null
  counted: Buffer | null
  summary: JSONColumnType<ReadingSummary>
}
