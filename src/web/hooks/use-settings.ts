import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Retention } from '../../core/runs.ts'
import {
  readGeneralRetention,
  readHealth,
  readServiceRetention,
  readWorkers,
  writeGeneralRetention,
  writeServiceRetention,
} from '../api/settings.ts'

const retentionKey = ['retention'] as const

export function useHealth() {
  return useQuery({ queryKey: ['health'], queryFn: readHealth })
}

export function useWorkers() {
  return useQuery({ queryKey: ['workers'], queryFn: readWorkers, refetchInterval: 3_000 })
}

export function useGeneralRetention() {
  return useQuery({ queryKey: [...retentionKey, 'general'], queryFn: readGeneralRetention })
}

export function useServiceRetention(serviceId: string) {
  return useQuery({ queryKey: [...retentionKey, serviceId], queryFn: () => readServiceRetention(serviceId) })
}

/** @param serviceId null for the rule of services without one of their own */
export function useSaveRetention(serviceId: string | null) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (retention: Retention | null): Promise<void> => {
      if (serviceId !== null) await writeServiceRetention(serviceId, retention)
      else if (retention !== null) await writeGeneralRetention(retention)
    },
    onSuccess: () => client.invalidateQueries({ queryKey: retentionKey }),
  })
}
