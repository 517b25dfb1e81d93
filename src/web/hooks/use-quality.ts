import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { QualitySettings } from '../../core/quality/settings.ts'
import type { RelationPlace } from '../../core/quality-api.ts'
import {
  readProfile,
  readProfiles,
  readQuality,
  readQualitySettings,
  readTrend,
  writeQualitySettings,
} from '../api/quality.ts'

/** Everything about rows is asked for anew once a run has found out more. */
export const qualityKey = ['quality'] as const

/** Services whose rows were looked at. */
export function useQuality() {
  return useQuery({ queryKey: [...qualityKey, 'services'], queryFn: ({ signal }) => readQuality(signal) })
}

/** Each relation's newest profile without its columns. */
export function useProfiles(serviceId: string) {
  return useQuery({
    queryKey: [...qualityKey, serviceId, 'profiles'],
    queryFn: ({ signal }) => readProfiles(serviceId, signal),
  })
}

/** One relation's profile, and its earlier ones; the newest where `id` is null. */
export function useProfile(serviceId: string, place: RelationPlace, id: string | null) {
  return useQuery({
    queryKey: [...qualityKey, serviceId, 'profile', place, id],
    queryFn: ({ signal }) => readProfile(serviceId, place, id, signal),
    placeholderData: (before) => before,
  })
}

export function useColumnTrend(serviceId: string, place: RelationPlace, column: string) {
  return useQuery({
    queryKey: [...qualityKey, serviceId, 'trend', place, column],
    queryFn: ({ signal }) => readTrend(serviceId, place, column, signal),
  })
}

export function useQualitySettings(serviceId: string) {
  return useQuery({
    queryKey: [...qualityKey, serviceId, 'settings'],
    queryFn: () => readQualitySettings(serviceId),
  })
}

export function useSaveQualitySettings(serviceId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (settings: QualitySettings) => writeQualitySettings(serviceId, settings),
    onSuccess: () => client.invalidateQueries({ queryKey: qualityKey }),
  })
}
