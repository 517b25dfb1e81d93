import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import { type Kysely, sql, type Transaction } from 'kysely'
import { type RunId, type ServiceId, toRunId } from '../../core/ids.ts'
import type { NotableChange } from '../../core/quality/drift.ts'
import type { ColumnProfile, ProfileFailure, RelationProfile } from '../../core/quality/profile.ts'
import type {
  LastFailure,
  ProfileCoverage,
  ProfileFilter,
  ProfileSummary,
  QualityService,
  RelationPlace,
} from '../../core/quality-api.ts'
import type { PageEnd } from '../page-order.ts'
import { type HeldRun, holdRun } from '../run-ownership.ts'
import type { Database } from '../schema.ts'
import {
  countFailures,
  countProfiles,
  type ListedFailure,
  type ListedProfile,
  listFailures,
  listProfiles,
  type ProfiledIn,
  readCoverage,
} from './profile-list.ts'
import { type ProfileHeader, type ProfileRow, profileFields, toSummary } from './profile-row.ts'

export type KeptProfile = ProfileSummary & { readonly columns: readonly ColumnProfile[] }

/** Over each relation's newest profile. */
export type ProfileOverview = QualityService['profiles']

export interface ProfileStore {
  /** Keeps a profile at once, so that what follows in its run may fail. Throws RunLostError. */
  add(run: HeldRun, profile: RelationProfile, changes: readonly NotableChange[] | null): Promise<void>
  /** Relations that this run profiled, in whichever attempt. */
  doneIn(runId: RunId): Promise<readonly RelationPlace[]>
  /** Writes down what could not be profiled; `settle` ends the run with it. Throws RunLostError. */
  finish(
    run: HeldRun,
    failures: readonly ProfileFailure[],
    settle: (
      tx: Transaction<Database>,
      counts: { readonly relations: number; readonly failed: number },
    ) => Promise<void>,
  ): Promise<void>
  /** Of each relation the newest, behind `end`, at most `limit`. */
  list(within: ProfiledIn, filter: ProfileFilter, end: PageEnd | null, limit: number): Promise<readonly ListedProfile[]>
  count(within: ProfiledIn, filter: ProfileFilter): Promise<number>
  /** Each relation's newest failure that no profile followed, by name, behind `end`, at most `limit`. */
  listFailures(within: ProfiledIn, end: PageEnd | null, limit: number): Promise<readonly ListedFailure[]>
  countFailures(within: ProfiledIn): Promise<number>
  coverage(within: ProfiledIn): Promise<ProfileCoverage>
  /** The newest profiles of these relations of one database. */
  readNewest(serviceId: ServiceId, places: readonly RelationPlace[]): Promise<readonly KeptProfile[]>
  /** The newest failure of a relation, where no profile followed. */
  lastFailure(serviceId: ServiceId, place: RelationPlace): Promise<LastFailure | null>
  /** Profiles of one relation, the newest first, without their columns. */
  history(serviceId: ServiceId, place: RelationPlace, limit: number): Promise<readonly ProfileSummary[]>
  /** One of them, the newest where `id` is null. */
  read(serviceId: ServiceId, place: RelationPlace, id: string | null): Promise<KeptProfile | null>
  /** The newest `limit` of them, the oldest first. */
  readLast(serviceId: ServiceId, place: RelationPlace, limit: number): Promise<readonly KeptProfile[]>
  /** Puts what `change` makes of it in the place of each profile of a service. */
  rewrite(serviceId: ServiceId, change: (profile: RelationProfile) => RelationProfile): Promise<void>
  /** Of each service that has profiles. */
  overview(): Promise<ReadonlyMap<string, ProfileOverview>>
}

const deflate = promisify(deflateRaw)
const inflate = promisify(inflateRaw)

export function profileStore(db: Kysely<Database>): ProfileStore {
  const ofRelation = (serviceId: ServiceId, { database, schema, relation }: RelationPlace) => sql`
    profile.service_id = ${serviceId} and profile.database = ${database} and profile.schema = ${schema}
    and profile.relation = ${relation}`
  return {
    async add(run, profile, changes) {
      const { database, schema, relation, profiledAt, columns, ...rest } = profile
      const header: ProfileHeader = { ...rest, columnCount: columns.length, changes }
      const packed = await deflate(JSON.stringify(columns))
      await db.transaction().execute(async (tx) => {
        await holdRun(tx, run)
        await sql`
          with added as (
            insert into patchbay.profiles (service_id, run_id, database, schema, relation, profiled_at, header, columns)
            values (${run.serviceId}, ${run.id}, ${database}, ${schema}, ${relation}, ${profiledAt},
              ${JSON.stringify(header)}::jsonb, ${packed})
            returning id
          )
          insert into patchbay.profiled_relations
            (service_id, database, schema, relation, profile_id, profiled_at, rows, bytes, column_count, changes)
          select ${run.serviceId}::uuid, ${database}, ${schema}, ${relation}, id, ${profiledAt}::timestamptz,
            ${profile.rows?.value}::numeric, ${profile.bytes}::numeric, ${columns.length}::integer,
            ${changes?.length}::integer
          from added
          on conflict (service_id, database, schema, relation) do update set profile_id = excluded.profile_id,
            profiled_at = excluded.profiled_at, rows = excluded.rows, bytes = excluded.bytes,
            column_count = excluded.column_count, changes = excluded.changes, failed_run = null, failed_at = null
        `.execute(tx)
      })
    },
    async doneIn(runId) {
      const { rows } = await sql<RelationPlace>`
        select database, schema, relation from patchbay.profiles where run_id = ${runId}`.execute(db)
      return rows
    },
    async finish(run, failures, settle) {
      await db.transaction().execute(async (tx) => {
        await holdRun(tx, run)
        const rows = JSON.stringify(failures)
        await sql`
          with failed as (
            insert into patchbay.profile_failures (run_id, service_id, database, schema, relation, reason)
            select ${run.id}::uuid, ${run.serviceId}::uuid, database, schema, relation, reason
            from jsonb_to_recordset(${rows}::jsonb) as each (database text, schema text, relation text, reason jsonb)
            on conflict do nothing returning *
          )
          insert into patchbay.profiled_relations (service_id, database, schema, relation, failed_run, failed_at)
          select service_id, database, schema, relation, run_id, failed_at from failed
          on conflict (service_id, database, schema, relation) do update set failed_run = excluded.failed_run,
            failed_at = excluded.failed_at`.execute(tx)
        const counted = await sql<{ count: number }>`
          select count(*)::int as count from patchbay.profiles where run_id = ${run.id}`.execute(tx)
        await settle(tx, { relations: counted.rows[0]?.count ?? 0, failed: failures.length })
      })
    },
    list: (within, filter, end, limit) => listProfiles(db, within, filter, end, limit),
    count: (within, filter) => countProfiles(db, within, filter),
    listFailures: (within, end, limit) => listFailures(db, within, end, limit),
    countFailures: (within) => countFailures(db, within),
    coverage: (within) => readCoverage(db, within),
    async readNewest(serviceId, places) {
      const { rows } = await sql<ProfileRow & { columns: Buffer }>`
        select ${profileFields}, columns
        from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as wanted (database text, schema text, relation text)
        join patchbay.profiled_relations as place on place.service_id = ${serviceId}
          and place.database = wanted.database and place.schema = wanted.schema and place.relation = wanted.relation
        join patchbay.profiles as profile on profile.id = place.profile_id`.execute(db)
      return await Promise.all(rows.map(unpack))
    },
    async lastFailure(serviceId, { database, schema, relation }) {
      const { rows } = await sql<{ run: string; at: Date; reason: LastFailure['reason'] }>`
        select place.failed_run as run, place.failed_at as at, why.reason
        from patchbay.profiled_relations as place join patchbay.profile_failures as why on why.run_id = place.failed_run
          and why.database = place.database and why.schema = place.schema and why.relation = place.relation
        where place.service_id = ${serviceId} and place.database = ${database} and place.schema = ${schema}
          and place.relation = ${relation}`.execute(db)
      return (
        rows.map(({ run, at, reason }) => {
          return { database, schema, relation, runId: toRunId(run), failedAt: at.toISOString(), reason }
        })[0] ?? null
      )
    },
    async history(serviceId, place, limit) {
      const { rows } = await sql<ProfileRow>`
        select ${profileFields} from patchbay.profiles as profile where ${ofRelation(serviceId, place)}
        order by id desc limit ${limit}`.execute(db)
      return rows.map(toSummary)
    },
    async read(serviceId, place, id) {
      const one = id === null ? sql`true` : sql`profile.id = ${id}`
      const { rows } = await sql<ProfileRow & { columns: Buffer }>`
        select ${profileFields}, columns from patchbay.profiles as profile
        where ${ofRelation(serviceId, place)} and ${one} order by id desc limit 1`.execute(db)
      return rows[0] === undefined ? null : await unpack(rows[0])
    },
    async readLast(serviceId, place, limit) {
      const { rows } = await sql<ProfileRow & { columns: Buffer }>`
        select ${profileFields}, columns from patchbay.profiles as profile
        where ${ofRelation(serviceId, place)} order by id desc limit ${limit}`.execute(db)
      return await Promise.all(rows.reverse().map(unpack))
    },
    async rewrite(serviceId, change) {
      const { rows: ids } = await sql<{ id: string }>`
        select id from patchbay.profiles where service_id = ${serviceId}`.execute(db)
      for (const { id } of ids) {
        const { rows } = await sql<ProfileRow & { columns: Buffer }>`
          select ${profileFields}, columns from patchbay.profiles as profile where id = ${id}`.execute(db)
        if (rows[0] === undefined) continue
        const packed = await deflate(JSON.stringify(change(await unpack(rows[0])).columns))
        await sql`update patchbay.profiles set columns = ${packed} where id = ${id}`.execute(db)
      }
    },
    overview: () => overview(db),
  }
}

async function overview(db: Kysely<Database>): Promise<ReadonlyMap<string, ProfileOverview>> {
  const { rows } = await sql<{
    id: string
    relations: number
    newest: Date | null
    oldest: Date | null
    changed: number
    failures: number
  }>`
    select service_id as id, count(profile_id)::int as relations, max(profiled_at) as newest, min(profiled_at) as oldest,
      count(*) filter (where changes > 0)::int as changed, count(failed_run)::int as failures
    from patchbay.profiled_relations group by service_id`.execute(db)
  return new Map(
    rows.map(({ id, newest, oldest, ...counts }) => [
      id,
      { ...counts, newestAt: newest?.toISOString() ?? null, oldestAt: oldest?.toISOString() ?? null },
    ]),
  )
}

async function unpack({ columns, ...row }: ProfileRow & { readonly columns: Buffer }): Promise<KeptProfile> {
  return { ...toSummary(row), columns: JSON.parse(String(await inflate(columns))) as readonly ColumnProfile[] }
}
