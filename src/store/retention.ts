import { type Kysely, sql, type Transaction } from 'kysely'
import type { ServiceId } from '../core/ids.ts'
import type { Retention } from '../core/runs.ts'
import type { Database } from './schema.ts'
import { removeUncovered, sweepContents } from './snapshot-removal.ts'

export interface Holdings {
  readonly runs: number
  readonly snapshots: number
  readonly schedules: number
  readonly running: boolean
}

export interface RetentionStore {
  /** What holds for services without a rule of their own. */
  readGeneral(): Promise<Retention>
  writeGeneral(retention: Retention): Promise<void>
  /** `own` null: the general rule holds. Null where there is no such service. */
  readOwn(serviceId: ServiceId): Promise<{ readonly own: Retention | null } | null>
  /** False where there is no such service. */
  writeOwn(serviceId: ServiceId, own: Retention | null): Promise<boolean>
  /** What a service has; null where there is none. */
  holdings(serviceId: ServiceId): Promise<Holdings | null>
  /** Removes what is past keeping: runs, snapshots, tests, usage readings, profiles and results of checks of one service. */
  prune(serviceId: ServiceId): Promise<void>
}

export function retentionStore(db: Kysely<Database>): RetentionStore {
  return {
    async readGeneral() {
      const row = await db.selectFrom('installation').select(['keep_last', 'keep_days']).executeTakeFirstOrThrow()
      return { keepLast: row.keep_last, keepDays: row.keep_days }
    },
    async writeGeneral({ keepLast, keepDays }) {
      await db.updateTable('installation').set({ keep_last: keepLast, keep_days: keepDays }).execute()
    },
    async readOwn(serviceId) {
      const row = await db
        .selectFrom('services')
        .select(['keep_own', 'keep_last', 'keep_days'])
        .where('id', '=', serviceId)
        .executeTakeFirst()
      if (row === undefined) return null
      return { own: row.keep_own ? { keepLast: row.keep_last, keepDays: row.keep_days } : null }
    },
    async writeOwn(serviceId, own) {
      const { numUpdatedRows } = await db
        .updateTable('services')
        .set({ keep_own: own !== null, keep_last: own?.keepLast ?? null, keep_days: own?.keepDays ?? null })
        .where('id', '=', serviceId)
        .executeTakeFirstOrThrow()
      return numUpdatedRows > 0n
    },
    async holdings(serviceId) {
      const { rows } = await sql<Holdings>`
        select (select count(*)::int from patchbay.runs where service_id = service.id) as runs,
          (select count(*)::int from patchbay.snapshots where service_id = service.id) as snapshots,
          (select count(*)::int from patchbay.schedules where service_id = service.id) as schedules,
          exists (select from patchbay.runs where service_id = service.id and state = 'running') as running
        from patchbay.services as service where service.id = ${serviceId}`.execute(db)
      return rows[0] ?? null
    },
    async prune(serviceId) {
      const removed = await db.transaction().execute((tx) => prune(tx, serviceId))
      if (removed) await sweepContents(db)
    },
  }
}

/** Whether a snapshot was removed. */
async function prune(tx: Transaction<Database>, serviceId: ServiceId): Promise<boolean> {
  const rule = sql`(
    select case when keep_own then service.keep_last else general.keep_last end as keep_last,
      case when keep_own then service.keep_days else general.keep_days end as keep_days
    from patchbay.services as service, patchbay.installation as general where service.id = ${serviceId}
  ) as rule`
  const past = (rank: string, time: string) => sql`
    ${sql.raw(rank)} > coalesce(rule.keep_last, 0)
    and (rule.keep_days is null or ${sql.raw(time)} < now() - make_interval(days => rule.keep_days))`
  const { rows } = await sql`
    delete from patchbay.snapshots where id in (
      select id from (
        select id, stored_at, row_number() over (order by number desc) as rank
        from patchbay.snapshots where service_id = ${serviceId}
      ) as ranked, ${rule}
      where rank > 1 and ${past('rank', 'stored_at')}
    ) returning id`.execute(tx)
  if (rows.length > 0) await removeUncovered(tx, serviceId)
  await sql`
    delete from patchbay.runs where id in (
      select id from (
        select id, ended_at, row_number() over (partition by kind order by created_at desc) as rank
        from patchbay.runs where service_id = ${serviceId} and ended_at is not null
      ) as ranked, ${rule}
      where rank > 1 and ${past('rank', 'ended_at')}
        and not exists (select from patchbay.snapshots where run_id = ranked.id)
    )`.execute(tx)
  // Of these nothing was known but that a run failed, and the run is gone.
  await sql`
    delete from patchbay.profiled_relations
    where service_id = ${serviceId} and profile_id is null and failed_run is null`.execute(tx)
  await sql`
    delete from patchbay.connection_tests where id in (
      select ranked.id from (
        select id, tested_at, row_number() over (order by id desc) as rank
        from patchbay.connection_tests where service_id = ${serviceId}
      ) as ranked, ${rule}
      where ${past('rank', 'tested_at')} and ranked.id is distinct from (
        select max(test.id) from patchbay.connection_tests as test
        join patchbay.services as service using (settings_hash) where service.id = ${serviceId}
      )
    )`.execute(tx)
  const readings = await sql`
    delete from patchbay.usage_readings where service_id = ${serviceId} and number in (
      select number from (
        select number, stored_at, row_number() over (order by number desc) as rank
        from patchbay.usage_readings where service_id = ${serviceId}
      ) as ranked, ${rule}
      where rank > 1 and ${past('rank', 'stored_at')}
    ) returning number`.execute(tx)
  if (readings.rows.length > 0) {
    await sql`
      delete from patchbay.usage_texts where service_id = ${serviceId} and needed_until < (
        select min(number) from patchbay.usage_readings where service_id = ${serviceId}
      )`.execute(tx)
  }
  await sql`
    delete from patchbay.profiles where id in (
      select id from (
        select id, profiled_at, row_number() over (partition by database, schema, relation order by id desc) as rank
        from patchbay.profiles where service_id = ${serviceId}
      ) as ranked, ${rule}
      where rank > 1 and ${past('rank', 'profiled_at')}
    )`.execute(tx)
  await sql`
    delete from patchbay.check_results where number in (
      select number from (
        select number, checked_at, row_number() over (partition by check_id order by number desc) as rank
        from patchbay.check_results where service_id = ${serviceId}
      ) as ranked, ${rule}
      where rank > 1 and ${past('rank', 'checked_at')}
    )`.execute(tx)
  return rows.length > 0
}
