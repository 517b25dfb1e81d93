import { type Kysely, type Selectable, sql } from 'kysely'
import { type ScheduleId, type ServiceId, toScheduleId, toServiceId } from '../core/ids.ts'
import type { RunKind } from '../core/runs.ts'
import { enqueueRun } from './runs.ts'
import type { Database } from './schema.ts'

export interface StoredSchedule extends ScheduleContent {
  readonly id: ScheduleId
  readonly serviceId: ServiceId
  readonly kind: RunKind
  readonly lastAt: Date | null
}

export interface ScheduleContent {
  readonly cron: string
  readonly timeZone: string
  readonly enabled: boolean
  /** Null while it is off, and for a cron that never comes. */
  readonly nextAt: Date | null
}

export interface ScheduleStore {
  list(serviceId: ServiceId | null): Promise<readonly StoredSchedule[]>
  find(id: ScheduleId): Promise<StoredSchedule | null>
  /** `taken` where the service has one of that kind; null where there is no such service. */
  create(serviceId: ServiceId, kind: RunKind, content: ScheduleContent): Promise<StoredSchedule | 'taken' | null>
  update(id: ScheduleId, content: ScheduleContent): Promise<StoredSchedule | null>
  delete(id: ScheduleId): Promise<boolean>
  /** Queues the run of one that is due and sets its next time, in one step: of all processes, one does. */
  startDue(nextTime: (schedule: StoredSchedule) => Date | null): Promise<StoredSchedule | null>
}

export function scheduleStore(db: Kysely<Database>): ScheduleStore {
  const all = () => db.selectFrom('schedules').selectAll()
  return {
    async list(serviceId) {
      const query = all().orderBy('service_id').orderBy('kind')
      const rows = await (serviceId === null ? query : query.where('service_id', '=', serviceId)).execute()
      return rows.map(decode)
    },
    async find(id) {
      const row = await all().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : decode(row)
    },
    async create(serviceId, kind, content) {
      try {
        const row = await db
          .insertInto('schedules')
          .values({ id: crypto.randomUUID(), service_id: serviceId, kind, ...encode(content) })
          .returningAll()
          .executeTakeFirstOrThrow()
        return decode(row)
      } catch (error) {
        const { code } = error as { code?: unknown }
        if (code === '23505') return 'taken'
        if (code === '23503') return null
        throw error
      }
    },
    async update(id, content) {
      const query = db.updateTable('schedules').set(encode(content)).where('id', '=', id).returningAll()
      const row = await query.executeTakeFirst()
      return row === undefined ? null : decode(row)
    },
    async delete(id) {
      const { numDeletedRows } = await db.deleteFrom('schedules').where('id', '=', id).executeTakeFirstOrThrow()
      return numDeletedRows > 0n
    },
    async startDue(nextTime) {
      return await db.transaction().execute(async (tx) => {
        const row = await tx
          .selectFrom('schedules')
          .selectAll()
          .where('enabled', '=', true)
          .where('next_at', '<=', sql<Date>`now()`)
          .orderBy('next_at')
          .limit(1)
          .forUpdate()
          .skipLocked()
          .executeTakeFirst()
        if (row === undefined) return null
        const schedule = decode(row)
        await tx
          .updateTable('schedules')
          .set({ next_at: nextTime(schedule), last_at: new Date() })
          .where('id', '=', row.id)
          .execute()
        await enqueueRun(tx, schedule.serviceId, schedule.kind, 'schedule', null)
        return schedule
      })
    },
  }
}

function encode({ cron, timeZone, enabled, nextAt }: ScheduleContent) {
  return { cron, time_zone: timeZone, enabled, next_at: nextAt }
}

function decode(row: Selectable<Database['schedules']>): StoredSchedule {
  return {
    id: toScheduleId(row.id),
    serviceId: toServiceId(row.service_id),
    kind: row.kind,
    cron: row.cron,
    timeZone: row.time_zone,
    enabled: row.enabled,
    nextAt: row.next_at,
    lastAt: row.last_at,
  }
}
