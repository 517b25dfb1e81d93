import type { ScheduleChange, ScheduleInput, SchedulePreview } from '../core/api.ts'
import { AppError } from '../core/error.ts'
import type { ScheduleId, ServiceId } from '../core/ids.ts'
import type { Schedule } from '../core/runs.ts'
import type { ScheduleContent, StoredSchedule } from '../store/schedules.ts'
import type { RunContext } from './context.ts'
import { readCron } from './cron.ts'
import { serviceNotFound } from './services.ts'

type StoreOnly = Pick<RunContext, 'store'>

const shownTimes = 3

/** Throws SCHEDULE_INVALID. */
export function previewSchedule(cron: string, timeZone: string): SchedulePreview {
  const { description, next } = readCron(cron, timeZone)
  return { description, nextTimes: next(new Date(), shownTimes).map((time) => time.toISOString()) }
}

/** Of one service, or all. */
export async function listSchedules({ store }: StoreOnly, serviceId: ServiceId | null): Promise<readonly Schedule[]> {
  return (await store.schedules.list(serviceId)).map(toSchedule)
}

/** Throws SCHEDULE_INVALID, SCHEDULE_EXISTS, SERVICE_NOT_FOUND. */
export async function createSchedule(
  { store }: StoreOnly,
  serviceId: ServiceId,
  { kind, ...change }: ScheduleInput,
): Promise<Schedule> {
  const stored = await store.schedules.create(serviceId, kind, toContent(change))
  if (stored === null) return serviceNotFound()
  if (stored !== 'taken') return toSchedule(stored)
  throw new AppError('SCHEDULE_EXISTS', 'The service has a schedule for this already.', { hint: 'Change that one.' })
}

/** Throws SCHEDULE_INVALID, SCHEDULE_NOT_FOUND. */
export async function updateSchedule({ store }: StoreOnly, id: ScheduleId, change: ScheduleChange): Promise<Schedule> {
  const stored = await store.schedules.update(id, toContent(change))
  return stored === null ? notFound() : toSchedule(stored)
}

/** Throws SCHEDULE_NOT_FOUND. */
export async function deleteSchedule({ store }: StoreOnly, id: ScheduleId): Promise<void> {
  if (!(await store.schedules.delete(id))) notFound()
}

/**
 * Queues what is due. A time that nobody was there for is made up once, however often it was missed, as soon as a
 * worker is back; while a run of the same kind waits already, no second one is queued.
 */
export async function startDueRuns({ store }: StoreOnly): Promise<void> {
  for (;;) {
    if ((await store.schedules.startDue(nextTime)) === null) return
  }
}

function nextTime({ cron, timeZone }: Pick<StoredSchedule, 'cron' | 'timeZone'>): Date | null {
  return readCron(cron, timeZone).next(new Date(), 1)[0] ?? null
}

function toContent({ cron, timeZone, enabled }: ScheduleChange): ScheduleContent {
  const text = cron.trim().replace(/\s+/g, ' ')
  const next = nextTime({ cron: text, timeZone })
  return { cron: text, timeZone, enabled, nextAt: enabled ? next : null }
}

function toSchedule({ id, serviceId, kind, cron, timeZone, enabled, lastAt }: StoredSchedule): Schedule {
  const { description, nextTimes } = previewSchedule(cron, timeZone)
  return {
    id,
    serviceId,
    kind,
    cron,
    timeZone,
    enabled,
    description,
    nextTimes: enabled ? nextTimes : [],
    lastTime: lastAt?.toISOString() ?? null,
  }
}

function notFound(): never {
  throw new AppError('SCHEDULE_NOT_FOUND', 'There is no such schedule.')
}
