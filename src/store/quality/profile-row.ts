import { sql } from 'kysely'
import { toRunId } from '../../core/ids.ts'
import type { ProfileSummary } from '../../core/quality-api.ts'

/** What stands in the table's `header`. */
export type ProfileHeader = Pick<
  ProfileSummary,
  'kind' | 'durationMs' | 'rows' | 'bytes' | 'problems' | 'sensitive' | 'columnCount' | 'changes'
>

export interface ProfileRow {
  readonly id: string
  readonly run_id: string | null
  readonly database: string
  readonly schema: string
  readonly relation: string
  readonly profiled_at: Date
  readonly header: ProfileHeader
}

/** Of `profiles as profile`. */
export const profileFields = sql.raw(
  'profile.id, profile.run_id, profile.database, profile.schema, profile.relation, profile.profiled_at, profile.header',
)

export const toSummary = ({
  id,
  run_id,
  database,
  schema,
  relation,
  profiled_at,
  header,
}: ProfileRow): ProfileSummary => ({
  ...header,
  id: String(id),
  runId: run_id === null ? null : toRunId(run_id),
  database,
  schema,
  relation,
  profiledAt: profiled_at.toISOString(),
})
