import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { TestReport, Verdict } from '../core/connection.ts'
import type { JsonObject } from '../core/json.ts'
import type { SecretScope } from './secret-scope.ts'

/** The tables as Kysely sees them; `migrations/` makes them. Times are `timestamptz`. */
export interface Database {
  installation: InstallationTable
  services: ServicesTable
  service_secrets: ServiceSecretsTable
  connection_tests: ConnectionTestsTable
}

interface InstallationTable {
  only_row: Generated<boolean>
  /** A known text, sealed: whoever opens it has the right key. */
  key_check: string
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
}
