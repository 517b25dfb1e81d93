import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ScheduleChange } from '../../core/api.ts'
import type { RunKind, Schedule } from '../../core/runs.ts'
import { createSchedule, deleteSchedule, previewSchedule, readSchedules, updateSchedule } from '../api/schedules.ts'
import { useSettled } from './use-settled.ts'

const schedulesKey = ['schedules'] as const

export function useSchedules() {
  return useQuery({ queryKey: schedulesKey, queryFn: readSchedules })
}

interface ScheduleEdit extends ScheduleChange {
  readonly serviceId: string
  readonly kind: RunKind
  /** Null makes a new one. */
  readonly id: string | null
}

export function useSaveSchedule() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, serviceId, kind, ...change }: ScheduleEdit): Promise<Schedule> =>
      id === null ? createSchedule(serviceId, { kind, ...change }) : updateSchedule(id, change),
    onSuccess: () => changed(client),
  })
}

export function useDeleteSchedule() {
  const client = useQueryClient()
  return useMutation({ mutationFn: deleteSchedule, onSuccess: () => changed(client) })
}

/** The services show when they are read next. */
async function changed(client: ReturnType<typeof useQueryClient>): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: schedulesKey }),
    client.invalidateQueries({ queryKey: ['runs', 'activity'] }),
  ])
}

/** A schedule in words while it is typed; what is wrong with it comes as the error. */
export function useSchedulePreview(cron: string, timeZone: string) {
  const asked = useSettled(`${cron}\n${timeZone}`, 200)
  const [text = '', zone = ''] = asked.split('\n')
  return useQuery({
    queryKey: ['schedule-preview', text, zone],
    queryFn: () => previewSchedule(text, zone),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
}
