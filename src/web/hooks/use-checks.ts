import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { JsonObject } from '../../core/json.ts'
import type { CheckFilter, RelationPlace } from '../../core/quality-api.ts'
import {
  addChecks,
  deleteCheck,
  previewCheck,
  readCheckResults,
  readChecks,
  readSuggestions,
  writeCheckFile,
} from '../api/quality.ts'
import { qualityKey } from './use-quality.ts'

/** A service's checks, each with its newest result, a page at a time. */
export function useChecks(serviceId: string, filter: CheckFilter) {
  return useInfiniteQuery({
    queryKey: [...qualityKey, serviceId, 'checks', filter],
    queryFn: ({ pageParam, signal }) => readChecks(serviceId, filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
  })
}

/** What came of one check, the newest first. */
export function useCheckResults(serviceId: string, check: string) {
  return useQuery({
    queryKey: [...qualityKey, serviceId, 'check', check],
    queryFn: ({ signal }) => readCheckResults(serviceId, check, signal),
  })
}

/** The SQL of a check as a file has it, and its cost; null asks nothing. */
export function useCheckPreview(serviceId: string, check: JsonObject | null) {
  return useQuery({
    queryKey: ['check-preview', serviceId, check],
    queryFn: ({ signal }) =>
      check === null ? Promise.reject(new Error('no check')) : previewCheck(serviceId, check, signal),
    enabled: check !== null,
    retry: false,
    staleTime: 10_000,
  })
}

/** Checks that constraints and profiles suggest and that are not there yet. */
export function useSuggestions(serviceId: string, place: RelationPlace | null, wanted: boolean) {
  return useQuery({
    queryKey: [...qualityKey, serviceId, 'suggestions', place],
    queryFn: ({ signal }) => readSuggestions(serviceId, place, signal),
    enabled: wanted,
  })
}

function useChange<Input>(change: (input: Input) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({ mutationFn: change, onSuccess: () => client.invalidateQueries({ queryKey: qualityKey }) })
}

export const useAddChecks = (serviceId: string) =>
  useChange((checks: readonly JsonObject[]) => addChecks(serviceId, checks))

export const useDeleteCheck = (serviceId: string) => useChange((check: string) => deleteCheck(serviceId, check))

/** The file's checks instead of those there are. */
export const useImportChecks = (serviceId: string) => useChange((text: string) => writeCheckFile(serviceId, text))
