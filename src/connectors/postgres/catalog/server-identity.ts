import { toBoolean, toNumber } from './decode.ts'
import type { CatalogRow } from './question.ts'

interface Row extends CatalogRow {
  readonly version: string
  readonly version_num: string
  readonly in_recovery: string
  readonly role: string
  readonly superuser: string
  readonly process_id: string
  readonly hosted_by: string | null
  readonly database: string
  readonly database_oid: string
}

export interface ServerIdentity {
  readonly version: string
  readonly versionNum: number
  readonly inRecovery: boolean
  /** Whom privileges are checked for. */
  readonly role: string
  readonly superuser: boolean
  /** Of the server's process; a login that was told another one went through a pooler. */
  readonly processId: number
  /** The provider whose own settings or roles the server has; null for a server of one's own. */
  readonly hostedBy: HostedBy | null
  readonly database: { readonly oid: number; readonly name: string }
}

/** What only servers of a provider have: settings of its own, or the role that administrators there get. */
const hostedBy = [
  ['rds', "pg_catalog.current_setting('rds.extensions', true) is not null", 'rds_superuser'],
  ['cloud-sql', "pg_catalog.current_setting('cloudsql.iam_authentication', true) is not null", 'cloudsqlsuperuser'],
  ['azure', "pg_catalog.current_setting('azure.extensions', true) is not null", 'azure_pg_admin'],
  ['neon', "pg_catalog.current_setting('neon.timeline_id', true) is not null", 'neon_superuser'],
  ['supabase', 'false', 'supabase_admin'],
] as const
export type HostedBy = (typeof hostedBy)[number][0]

const hostedBySql = hostedBy.map(
  ([id, setting, role]) =>
    `when ${setting} or exists (select from pg_catalog.pg_roles where rolname = '${role}') then '${id}'`,
)

/** The same on every version, so it is asked before the version is known. */
export const serverIdentity = {
  name: 'server-identity',
  sql: `
select pg_catalog.current_setting('server_version') as version,
  pg_catalog.current_setting('server_version_num') as version_num,
  pg_catalog.pg_is_in_recovery() as in_recovery, current_user as role, r.rolsuper as superuser,
  pg_catalog.pg_backend_pid() as process_id, case ${hostedBySql.join('\n    ')} end as hosted_by,
  d.datname as database, d.oid as database_oid
from pg_catalog.pg_database d, pg_catalog.pg_roles r
where d.datname = pg_catalog.current_database() and r.rolname = current_user`,
  decode: (row: Row): ServerIdentity => ({
    version: row.version,
    versionNum: toNumber(row.version_num),
    inRecovery: toBoolean(row.in_recovery),
    role: row.role,
    superuser: toBoolean(row.superuser),
    processId: toNumber(row.process_id),
    hostedBy: hostedBy.find(([id]) => id === row.hosted_by)?.[0] ?? null,
    database: { name: row.database, oid: toNumber(row.database_oid) },
  }),
}
