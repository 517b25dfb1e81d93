import type { ScheduleChange } from '../../core/api.ts'
import type { ServiceId } from '../../core/ids.ts'
import type { RunKind, Schedule } from '../../core/runs.ts'
import type { RunContext } from '../../runs/context.ts'
import { createSchedule, deleteSchedule, listSchedules, updateSchedule } from '../../runs/schedules.ts'

/** When the services' runs start by themselves. Methods throw an AppError for what a user can cause. */
export interface StateSchedules {
  /** Of one service, or all. */
  list(serviceId: ServiceId | null): Promise<readonly Schedule[]>
  /** Makes the service's schedule for runs of this kind, or changes it. */
  set(serviceId: ServiceId, kind: RunKind, change: ScheduleChange): Promise<Schedule>
  /** False where there is none of this kind. */
  remove(serviceId: ServiceId, kind: RunKind): Promise<boolean>
}

export function stateSchedules(context: RunContext): StateSchedules {
  const find = async (serviceId: ServiceId, kind: RunKind) =>
    (await listSchedules(context, serviceId)).find((schedule) => schedule.kind === kind)
  return {
    list: (serviceId) => listSchedules(context, serviceId),
    async set(serviceId, kind, change) {
      const present = await find(serviceId, kind)
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
