import { type Kysely, type RawBuilder, sql } from 'kysely'
import { relationKinds } from '../../core/catalog/relation.ts'
import { type ServiceId, toRunId } from '../../core/ids.ts'
import type {
  CatalogCoverage,
  LastFailure,
  ProfileCoverage,
  ProfileFilter,
  ProfileSort,
  ProfileSummary,
  RelationPlace,
} from '../../core/quality-api.ts'
import { isBehind, orderBy, type PageEnd, type PageOrder, sortValue } from '../page-order.ts'
import type { Database } from '../schema.ts'
import { isWhole, type SnapshotRow, validAt } from '../snapshots.ts'
import { holdsWords } from '../word-match.ts'
import { type ProfileRow, profileFields, toSummary } from './profile-row.ts'

export type ListedProfile = ProfileSummary & { readonly end: PageEnd }
export type ListedFailure = LastFailure & { readonly end: PageEnd }

/** A service's relations that runs were about; without those that the snapshot knows to be gone. */
export interface ProfiledIn {
  readonly serviceId: ServiceId
  /** The newest; null before the service was first read. */
  readonly snapshot: SnapshotRow | null
}

const sorts: Readonly<Record<ProfileSort, PageOrder['by']>> = {
  relation: null,
  database: { of: sql`place.database`, type: 'text', optional: false },
  rows: { of: sql`place.rows`, type: 'numeric', optional: true },
  bytes: { of: sql`place.bytes`, type: 'numeric', optional: true },
  columns: { of: sql`place.column_count`, type: 'integer', optional: true },
  changes: { of: sql`place.changes`, type: 'integer', optional: true },
  profiled: { of: sql`extract(epoch from place.profiled_at)`, type: 'numeric', optional: true },
}
const names = [sql`place.database`, sql`place.schema`, sql`place.relation`]

/** Behind `end`, at most `limit`. */
export async function listProfiles(
  db: Kysely<Database>,
  within: ProfiledIn,
  { sort, down, ...filter }: ProfileFilter,
  end: PageEnd | null,
  limit: number,
): Promise<readonly ListedProfile[]> {
  const order: PageOrder = { by: sorts[sort], down, names }
  const { rows } = await sql<ProfileRow & { value: string | null }>`
    with page as materialized (
      select one.*, row_number() over () as at
      from (
        select place.profile_id, ${sortValue(order)} as value from ${presentIn(within, sql`place.profiled_at`)}
          and place.profile_id is not null and ${fits(filter)} and ${isBehind(order, end)}
        ${orderBy(order)} limit ${limit}
      ) as one
    )
    select ${profileFields}, value from page join patchbay.profiles as profile on profile.id = page.profile_id
    order by at`.execute(db)
  return rows.map(({ value, ...row }) => ({ ...toSummary(row), end: { value, names: namesOf(row) } }))
}

export async function countProfiles(
  db: Kysely<Database>,
  within: ProfiledIn,
  filter: Pick<ProfileFilter, 'only' | 'words'>,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${presentIn(within, sql`place.profiled_at`)}
      and place.profile_id is not null and ${fits(filter)}`.execute(db)
  return rows[0]?.count ?? 0
}

/** Relations that the newest attempt could not profile, by name; behind `end`, at most `limit`. */
export async function listFailures(
  db: Kysely<Database>,
  within: ProfiledIn,
  end: PageEnd | null,
  limit: number,
): Promise<readonly ListedFailure[]> {
  const order: PageOrder = { by: null, down: false, names }
  const { rows } = await sql<RelationPlace & { run: string; at: Date; reason: LastFailure['reason'] }>`
    select page.*, why.reason from (
      select place.database, place.schema, place.relation, place.failed_run as run, place.failed_at as at
      from ${presentIn(within, sql`place.failed_at`)} and place.failed_run is not null and ${isBehind(order, end)}
      ${orderBy(order)} limit ${limit}
    ) as page
    join patchbay.profile_failures as why on why.run_id = page.run and why.database = page.database
      and why.schema = page.schema and why.relation = page.relation
    order by page.database, page.schema, page.relation`.execute(db)
  return rows.map(({ run, at, ...row }) => ({
    ...row,
    runId: toRunId(run),
    failedAt: at.toISOString(),
    end: { value: null, names: namesOf(row) },
  }))
}

export async function countFailures(db: Kysely<Database>, within: ProfiledIn): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${presentIn(within, sql`place.failed_at`)}
      and place.failed_run is not null`.execute(db)
  return rows[0]?.count ?? 0
}

/** Of the others so many are named. */
const missingAtMost = 50

export async function readCoverage(db: Kysely<Database>, within: ProfiledIn): Promise<ProfileCoverage> {
  const [{ rows }, failures, catalog] = await Promise.all([
    sql<{ profiled: number; compared: number; changed: number; newest: Date; oldest: Date }>`
      select count(*)::int as profiled, count(place.changes)::int as compared,
        count(*) filter (where place.changes > 0)::int as changed,
        max(place.profiled_at) as newest, min(place.profiled_at) as oldest
      from ${presentIn(within, sql`place.profiled_at`)} and place.profile_id is not null`.execute(db),
    countFailures(db, within),
    within.snapshot === null ? null : readCatalogCoverage(db, within.snapshot),
  ])
  const { newest = null, oldest = null, profiled = 0, compared = 0, changed = 0 } = rows[0] ?? {}
  return {
    profiled,
    compared,
    changed,
    failures,
    newestAt: newest?.toISOString() ?? null,
    oldestAt: oldest?.toISOString() ?? null,
    catalog,
  }
}

const kindsWithRows = relationKinds.filter((kind) => kind !== 'view')

async function readCatalogCoverage(db: Kysely<Database>, { serviceId, number }: SnapshotRow): Promise<CatalogCoverage> {
  const all = sql`
    from patchbay.object_versions as version
    left join patchbay.profiled_relations as place on place.service_id = version.service_id
      and place.database = version.database and place.schema = version.schema and place.relation = version.name
      and place.profile_id is not null
    where version.service_id = ${serviceId} and version.kind = any(${kindsWithRows}::text[])
      and ${validAt(number)} and ${isWhole}`
  const [counted, missing] = await Promise.all([
    sql<{ relations: number; profiled: number }>`
      select count(*)::int as relations, count(place.profile_id)::int as profiled ${all}`.execute(db),
    sql<RelationPlace>`
      select version.database, version.schema, version.name as relation ${all} and place.profile_id is null
      order by version.database, version.schema, version.name limit ${missingAtMost}`.execute(db),
  ])
  return { relations: 0, profiled: 0, ...counted.rows[0], missing: missing.rows }
}

/** What stands behind `from`: relations as `place`, those left out that were gone when the snapshot was taken. Ends in a condition. */
function presentIn({ serviceId, snapshot }: ProfiledIn, seenAt: RawBuilder<unknown>): RawBuilder<unknown> {
  if (snapshot === null) return sql`patchbay.profiled_relations as place where place.service_id = ${serviceId}`
  return sql`patchbay.profiled_relations as place
    left join patchbay.object_versions as version on version.service_id = place.service_id
      and version.database = place.database and version.schema = place.schema and version.name = place.relation
      and version.kind = any(${relationKinds}::text[]) and ${validAt(snapshot.number)}
    where place.service_id = ${serviceId}
      and (version.id is not null or ${seenAt} > ${snapshot.header.takenAt}::timestamptz)`
}

function fits({ only, words }: Pick<ProfileFilter, 'only' | 'words'>): RawBuilder<boolean> {
  const changed = only === 'changed' ? sql`place.changes > 0` : sql`true`
  return sql`${changed} and ${holdsWords(sql`place.database || '.' || place.schema || '.' || place.relation`, words)}`
}

const namesOf = ({ database, schema, relation }: RelationPlace): readonly string[] => [database, schema, relation]
