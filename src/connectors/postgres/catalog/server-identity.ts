import { toBoolean, toNumber } from './decode.ts'
import type { CatalogRow } from './question.ts'

interface Row extends CatalogRow {
  readonly version: string
  readonly version_num: string
  readonly in_recovery: string
  readonly role: string
  readonly superuser: string
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
  readonly database: { readonly oid: number; readonly name: string }
}

/** The same on every version, so it is asked before the version is known. */
export const serverIdentity = {
  name: 'server-identity',
  sql: `
select pg_catalog.current_setting('server_version') as version,
  pg_catalog.current_setting('server_version_num') as version_num,
  pg_catalog.pg_is_in_recovery() as in_recovery, current_user as role, r.rolsuper as superuser,
  d.datname as database, d.oid as database_oid
from pg_catalog.pg_database d, pg_catalog.pg_roles r
where d.datname = pg_catalog.current_database() and r.rolname = current_user`,
  decode: (row: Row): ServerIdentity => ({
    version: row.version,
    versionNum: toNumber(row.version_num),
    inRecovery: toBoolean(row.in_recovery),
    role: row.role,
    superuser: toBoolean(row.superuser),
    database: { name: row.database, oid: toNumber(row.database_oid) },
  }),
}
