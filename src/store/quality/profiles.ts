import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import { type Kysely, sql, type Transaction } from 'kysely'
import { type RunId, type ServiceId, toRunId } from '../../core/ids.ts'
import type { NotableChange } from '../../core/quality/drift.ts'
import type { ColumnProfile, ProfileFailure, RelationProfile } from '../../core/quality/profile.ts'
import type { LastFailure, ProfileSummary, QualityService, RelationPlace } from '../../core/quality-api.ts'
import { type HeldRun, holdRun } from '../run-ownership.ts'
import type { Database } from '../schema.ts'

export type KeptProfile = ProfileSummary & { readonly columns: readonly ColumnProfile[] }

/** Over each relation's newest profile. */
export type ProfileOverview = Omit<QualityService['profiles'], 'failures'>

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
  /** Each relation's newest profile, by name. */
  newest(serviceId: ServiceId): Promise<readonly ProfileSummary[]>
  /** The same with their columns. */
  readNewest(serviceId: ServiceId): Promise<readonly KeptProfile[]>
  /** Each relation's newest failure that no profile followed, by name. */
  failures(serviceId: ServiceId, place: RelationPlace | null): Promise<readonly LastFailure[]>
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

/** What stands in the table's `header`. */
type Header = Pick<
  ProfileSummary,
  'kind' | 'durationMs' | 'rows' | 'bytes' | 'problems' | 'sensitive' | 'columnCount' | 'changes'
>

interface Row {
  readonly id: string
  readonly run_id: string | null
  readonly database: string
  readonly schema: string
  readonly relation: string
  readonly profiled_at: Date
  readonly header: Header
}

const fields = sql.raw(
  'profile.id, profile.run_id, profile.database, profile.schema, profile.relation, profiled_at, header',
)

export function profileStore(db: Kysely<Database>): ProfileStore {
  const ofRelation = (serviceId: ServiceId, { database, schema, relation }: RelationPlace) => sql`
    profile.service_id = ${serviceId} and profile.database = ${database} and profile.schema = ${schema}
    and profile.relation = ${relation}`
  return {
    async add(run, profile, changes) {
      const { database, schema, relation, profiledAt, columns, ...rest } = profile
      const header: Header = { ...rest, columnCount: columns.length, changes }
      const packed = await deflate(JSON.stringify(columns))
      await db.transaction().execute(async (tx) => {
        await holdRun(tx, run)
        await sql`
          insert into patchbay.profiles (service_id, run_id, database, schema, relation, profiled_at, header, columns)
          values (${run.serviceId}, ${run.id}, ${database}, ${schema}, ${relation}, ${profiledAt},
            ${JSON.stringify(header)}::jsonb, ${packed})`.execute(tx)
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
          insert into patchbay.profile_failures (run_id, service_id, database, schema, relation, reason)
          select ${run.id}::uuid, ${run.serviceId}::uuid, database, schema, relation, reason
          from jsonb_to_recordset(${rows}::jsonb) as each (database text, schema text, relation text, reason jsonb)
          on conflict do nothing`.execute(tx)
        const counted = await sql<{ count: number }>`
          select count(*)::int as count from patchbay.profiles where run_id = ${run.id}`.execute(tx)
        await settle(tx, { relations: counted.rows[0]?.count ?? 0, failed: failures.length })
      })
    },
    async newest(serviceId) {
      const { rows } = await sql<Row>`
        select distinct on (database, schema, relation) ${fields} from patchbay.profiles as profile
        where service_id = ${serviceId} order by database, schema, relation, id desc`.execute(db)
      return rows.map(toSummary)
    },
    async readNewest(serviceId) {
      const { rows } = await sql<Row & { columns: Buffer }>`
        select distinct on (database, schema, relation) ${fields}, columns from patchbay.profiles as profile
        where service_id = ${serviceId} order by database, schema, relation, id desc`.execute(db)
      return await Promise.all(rows.map(unpack))
    },
    async failures(serviceId, place) {
      const one = place === null ? sql`true` : ofRelation(serviceId, place)
      const { rows } = await sql<Omit<LastFailure, 'failedAt'> & { failedAt: Date }>`
        select * from (
          select distinct on (database, schema, relation) database, schema, relation, run_id as "runId",
            failed_at as "failedAt", reason
          from patchbay.profile_failures as profile where service_id = ${serviceId} and ${one}
          order by database, schema, relation, failed_at desc
        ) as failed where not exists (
          select from patchbay.profiles as later where later.service_id = ${serviceId}
            and later.database = failed.database and later.schema = failed.schema
            and later.relation = failed.relation and later.profiled_at > "failedAt"
        )`.execute(db)
      return rows.map((row) => ({ ...row, failedAt: row.failedAt.toISOString() }))
    },
    async history(serviceId, place, limit) {
      const { rows } = await sql<Row>`
        select ${fields} from patchbay.profiles as profile where ${ofRelation(serviceId, place)}
        order by id desc limit ${limit}`.execute(db)
      return rows.map(toSummary)
    },
    async read(serviceId, place, id) {
      const one = id === null ? sql`true` : sql`profile.id = ${id}`
      const { rows } = await sql<Row & { columns: Buffer }>`
        select ${fields}, columns from patchbay.profiles as profile
        where ${ofRelation(serviceId, place)} and ${one} order by id desc limit 1`.execute(db)
      return rows[0] === undefined ? null : await unpack(rows[0])
    },
    async readLast(serviceId, place, limit) {
      const { rows } = await sql<Row & { columns: Buffer }>`
        select ${fields}, columns from patchbay.profiles as profile
        where ${ofRelation(serviceId, place)} order by id desc limit ${limit}`.execute(db)
      return await Promise.all(rows.reverse().map(unpack))
    },
    async rewrite(serviceId, change) {
      const { rows: ids } = await sql<{ id: string }>`
        select id from patchbay.profiles where service_id = ${serviceId}`.execute(db)
      for (const { id } of ids) {
        const { rows } = await sql<Row & { columns: Buffer }>`
          select ${fields}, columns from patchbay.profiles as profile where id = ${id}`.execute(db)
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
    newest: Date
    oldest: Date
    changed: number
  }>`
    select service_id as id, count(*)::int as relations, max(profiled_at) as newest, min(profiled_at) as oldest,
      count(*) filter (where jsonb_typeof(header -> 'changes') = 'array' and header -> 'changes' <> '[]')::int as changed
    from (
      select distinct on (service_id, database, schema, relation) service_id, profiled_at, header
      from patchbay.profiles order by service_id, database, schema, relation, id desc
    ) as profile group by service_id`.execute(db)
  return new Map(
    rows.map(({ id, newest, oldest, relations, changed }) => [
      id,
      { relations, newestAt: newest.toISOString(), oldestAt: oldest.toISOString(), changed },
    ]),
  )
}

const toSummary = ({ id, run_id, database, schema, relation, profiled_at, header }: Row): ProfileSummary => ({
  ...header,
  id: String(id),
  runId: run_id === null ? null : toRunId(run_id),
  database,
  schema,
  relation,
  profiledAt: profiled_at.toISOString(),
})

async function unpack({ columns, ...row }: Row & { readonly columns: Buffer }): Promise<KeptProfile> {
  return { ...toSummary(row), columns: JSON.parse(String(await inflate(columns))) as readonly ColumnProfile[] }
}
