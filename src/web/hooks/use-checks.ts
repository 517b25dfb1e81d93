import { useIsMutating, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
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
import { usePages } from './use-pages.ts'
import { qualityKey } from './use-quality.ts'

/** A service's checks, each with its newest result. */
export const useChecks = (serviceId: string, filter: CheckFilter) =>
  usePages([...qualityKey, serviceId, 'checks', filter], (cursor, signal) =>
    readChecks(serviceId, filter, cursor, signal),
  )

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

/** Checks that constraints and profiles suggest and that are not there yet: of one relation, or of all of these names. */
export const useSuggestions = (serviceId: string, place: RelationPlace | null, words: readonly string[]) =>
  usePages([...qualityKey, serviceId, 'suggestions', place, words], (cursor, signal) =>
    readSuggestions(serviceId, place, words, cursor, signal),
  )

/** Of whatever changes the checks of a service. */
export const checkChanges = (serviceId: string) => ['change checks', serviceId] as const

/** While checks are being changed: a run that begins now may still find them as they were. */
export const useIsChangingChecks = (serviceId: string): boolean =>
  useIsMutating({ mutationKey: checkChanges(serviceId) }) > 0

function useChange<Input>(serviceId: string, change: (input: Input) => Promise<unknown>) {
  const client = useQueryClient()
  const mutationKey = checkChanges(serviceId)
  return useMutation({
    mutationKey,
    mutationFn: change,
    onSuccess: () => client.invalidateQueries({ queryKey: qualityKey }),
  })
}

export const useAddChecks = (serviceId: string) =>
  useChange(serviceId, (checks: readonly JsonObject[]) => addChecks(serviceId, checks))

export const useDeleteCheck = (serviceId: string) =>
  useChange(serviceId, (check: string) => deleteCheck(serviceId, check))

/** The file's checks instead of those there are. */
export const useImportChecks = (serviceId: string) =>
  useChange(serviceId, (text: string) => writeCheckFile(serviceId, text))
