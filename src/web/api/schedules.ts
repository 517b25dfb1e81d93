import type { ScheduleChange, ScheduleInput, SchedulePreview } from '../../core/api.ts'
import type { Schedule } from '../../core/runs.ts'
import { requestJson } from './request.ts'

const segment = encodeURIComponent

export const readSchedules = () => requestJson<readonly Schedule[]>('/api/schedules')

export const previewSchedule = (cron: string, timeZone: string) =>
  requestJson<SchedulePreview>(`/api/schedule-preview?${new URLSearchParams({ cron, timeZone })}`)

export const createSchedule = (serviceId: string, input: ScheduleInput) =>
  requestJson<Schedule>(`/api/services/${segment(serviceId)}/schedules`, { method: 'POST', body: input })

export const updateSchedule = (id: string, change: ScheduleChange) =>
  requestJson<Schedule>(`/api/schedules/${segment(id)}`, { method: 'PUT', body: change })

export const deleteSchedule = (id: string) =>
  requestJson<undefined>(`/api/schedules/${segment(id)}`, { method: 'DELETE' })
