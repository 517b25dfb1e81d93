import { toBoolean, toTexts } from '../catalog/decode.ts'
import type { CatalogRow } from '../catalog/question.ts'
import { type PgVersion, readAllStatsPrivilege } from '../version.ts'

interface Row extends CatalogRow {
  readonly role: string
  readonly inherits: string
  readonly read_all_data: string
  readonly read_all_stats: string
  readonly read_all_stats_member: string
  readonly read_all_stats_granted: string
  readonly not_inherited: string | null
  readonly extension_available: string
}

/** What matters about the role beyond single objects. */
export interface RoleAccess {
  readonly role: string
  /** The role's own INHERIT attribute. */
  readonly inherits: boolean
  /** Reads every table, those of tomorrow too. */
  readonly readAllData: boolean
  /** Sees other roles' statements: holds the rights of `pg_read_all_stats`, not only membership. */
  readonly readAllStats: boolean
  readonly readAllStatsMember: boolean
  /** Is a member by a grant of its own, not by way of another role. */
  readonly readAllStatsGranted: boolean
  /** Roles it is a member of without inheriting their rights. */
  readonly notInherited: readonly string[]
  /** `CREATE EXTENSION pg_stat_statements` would find its files. */
  readonly extensionAvailable: boolean
}

export const roleAccess = {
  name: 'role-access',
  sql: (version: PgVersion): string => `
select r.rolname as role, r.rolinherit as inherits,
  pg_catalog.pg_has_role('pg_read_all_data', 'USAGE') as read_all_data,
  pg_catalog.pg_has_role('pg_read_all_stats', '${readAllStatsPrivilege(version)}') as read_all_stats,
  pg_catalog.pg_has_role('pg_read_all_stats', 'MEMBER') as read_all_stats_member,
  exists (select 1 from pg_catalog.pg_auth_members m
    where m.member = r.oid and m.roleid = 'pg_read_all_stats'::pg_catalog.regrole) as read_all_stats_granted,
  (select pg_catalog.json_agg(g.rolname order by g.rolname) from pg_catalog.pg_roles g
    where pg_catalog.pg_has_role(g.oid, 'MEMBER') and not pg_catalog.pg_has_role(g.oid, 'USAGE')) as not_inherited,
  exists (select 1 from pg_catalog.pg_available_extensions() x where x.name = 'pg_stat_statements')
    as extension_available
from pg_catalog.pg_roles r
where r.rolname = current_user`,
  decode: (row: Row): RoleAccess => ({
    role: row.role,
    inherits: toBoolean(row.inherits),
    readAllData: toBoolean(row.read_all_data),
    readAllStats: toBoolean(row.read_all_stats),
    readAllStatsMember: toBoolean(row.read_all_stats_member),
    readAllStatsGranted: toBoolean(row.read_all_stats_granted),
    notInherited: toTexts(row.not_inherited) ?? [],
    extensionAvailable: toBoolean(row.extension_available),
  }),
}
