import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { QualitySettings } from '../../core/quality/settings.ts'
import type { ProfileFilter, RelationPlace } from '../../core/quality-api.ts'
import {
  readCoverage,
  readProfile,
  readProfileFailures,
  readProfiles,
  readQuality,
  readQualitySettings,
  readTrend,
  writeQualitySettings,
} from '../api/quality.ts'
import { usePages } from './use-pages.ts'

/** Everything about rows is asked for anew once a run has found out more. */
export const qualityKey = ['quality'] as const

/** Services whose rows were looked at. */
export function useQuality() {
  return useQuery({ queryKey: [...qualityKey, 'services'], queryFn: ({ signal }) => readQuality(signal) })
}

/** Each relation's newest profile without its columns. */
export const useProfiles = (serviceId: string, filter: ProfileFilter) =>
  usePages([...qualityKey, serviceId, 'profiles', filter], (cursor, signal) =>
    readProfiles(serviceId, filter, cursor, signal),
  )

/** Relations that could not be profiled when it was last tried. */
export const useProfileFailures = (serviceId: string) =>
  usePages([...qualityKey, serviceId, 'failures'], (cursor, signal) => readProfileFailures(serviceId, cursor, signal))

/** How much of a service was profiled, and how long ago. */
export function useCoverage(serviceId: string) {
  return useQuery({
    queryKey: [...qualityKey, serviceId, 'coverage'],
    queryFn: ({ signal }) => readCoverage(serviceId, signal),
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
