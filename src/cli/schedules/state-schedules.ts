import type { ScheduleChange } from '../../core/api.ts'
import type { ServiceId } from '../../core/ids.ts'
import type { RunKind, Schedule } from '../../core/runs.ts'
import type { RunContext } from '../../runs/context.ts'
import { createSchedule, deleteSchedule, listSchedules, updateSchedule } from '../../runs/schedules.ts'

type Wish = Omit<ScheduleChange, 'timeZone'> & { readonly timeZone: string | null }

/** When the services' runs start by themselves. Methods throw an AppError for what a user can cause. */
export interface StateSchedules {
  /** Of one service, or all. */
  list(serviceId: ServiceId | null): Promise<readonly Schedule[]>
  /** Makes the service's schedule for runs of this kind, or changes it. Without a time zone it keeps its own; a new one has UTC. */
  set(serviceId: ServiceId, kind: RunKind, change: Wish): Promise<Schedule>
  /** False where there is none of this kind. */
  remove(serviceId: ServiceId, kind: RunKind): Promise<boolean>
}

export function stateSchedules(context: RunContext): StateSchedules {
  const find = async (serviceId: ServiceId, kind: RunKind) =>
    (await listSchedules(context, serviceId)).find((schedule) => schedule.kind === kind)
  return {
    list: (serviceId) => listSchedules(context, serviceId),
    async set(serviceId, kind, { timeZone, ...rest }) {
      const present = await find(serviceId, kind)
      const change = { ...rest, timeZone: timeZone ?? present?.timeZone ?? 'UTC' }
      if (present === undefined) return await createSchedule(context, serviceId, { kind, ...change })
      return await updateSchedule(context, present.id, change)
    },
    async remove(serviceId, kind) {
      const present = await find(serviceId, kind)
      if (present === undefined) return false
      await deleteSchedule(context, present.id)
      return true
    },
  }
}
