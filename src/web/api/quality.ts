import type { JsonObject } from '../../core/json.ts'
import type { CheckResult } from '../../core/quality/checks/check.ts'
import type { QualitySettings } from '../../core/quality/settings.ts'
import type {
  CheckFilter,
  CheckPreviewAnswer,
  ColumnTrend,
  ProfileCoverage,
  ProfileFailures,
  ProfileFilter,
  QualityService,
  RelationPlace,
  RelationProfiles,
  ServiceChecks,
  ServiceProfiles,
  SuggestionPage,
  SuggestionsAdded,
  SuggestionWish,
} from '../../core/quality-api.ts'
import { requestJson } from './request.ts'

const of = (serviceId: string, rest: string) => `/api/services/${encodeURIComponent(serviceId)}${rest}`

const placeQuery = ({ database, schema, relation }: RelationPlace, more: Readonly<Record<string, string>>) =>
  new URLSearchParams({ database, schema, name: relation, ...more })

interface ListWish {
  readonly words?: readonly string[]
  readonly sort?: string
  readonly down?: boolean
  readonly cursor: string | null
  readonly place?: RelationPlace | null
}

function listQuery({ words = [], sort, down, cursor, place = null }: ListWish): URLSearchParams {
  const query = place === null ? new URLSearchParams() : placeQuery(place, {})
  if (words.length > 0) query.set('q', words.join(' '))
  if (sort !== undefined) query.set('sort', sort)
  if (down === true) query.set('down', 'true')
  if (cursor !== null) query.set('cursor', cursor)
  return query
}

export const readQuality = (signal: AbortSignal) => requestJson<readonly QualityService[]>('/api/quality', { signal })

/** A page of profiles; `cursor` is the page before's `next`, here and below. */
export function readProfiles(
  serviceId: string,
  { only, words, sort, down }: ProfileFilter,
  cursor: string | null,
  signal: AbortSignal,
) {
  const query = listQuery({ words, sort, down, cursor })
  if (only !== null) query.set('only', only)
  return requestJson<ServiceProfiles>(of(serviceId, `/profiles?${query}`), { signal })
}

export const readProfileFailures = (serviceId: string, cursor: string | null, signal: AbortSignal) =>
  requestJson<ProfileFailures>(of(serviceId, `/profile-failures?${listQuery({ cursor })}`), { signal })

export const readCoverage = (serviceId: string, signal: AbortSignal) =>
  requestJson<ProfileCoverage>(of(serviceId, '/profile-coverage'), { signal })

/** @param id null for the newest */
export function readProfile(serviceId: string, place: RelationPlace, id: string | null, signal: AbortSignal) {
  const query = placeQuery(place, id === null ? {} : { profile: id })
  return requestJson<RelationProfiles>(of(serviceId, `/profiles/relation?${query}`), { signal })
}

export const readTrend = (serviceId: string, place: RelationPlace, column: string, signal: AbortSignal) =>
  requestJson<ColumnTrend>(of(serviceId, `/profiles/trend?${placeQuery(place, { column })}`), { signal })

export const readQualitySettings = (serviceId: string) =>
  requestJson<QualitySettings>(of(serviceId, '/quality-settings'))

export const writeQualitySettings = (serviceId: string, settings: QualitySettings) =>
  requestJson<QualitySettings>(of(serviceId, '/quality-settings'), { method: 'PUT', body: settings })

export function readChecks(
  serviceId: string,
  { states, words, place, sort, down }: CheckFilter,
  cursor: string | null,
  signal: AbortSignal,
) {
  const query = listQuery({ words, sort, down, cursor, place })
  for (const state of states) query.append('state', state)
  return requestJson<ServiceChecks>(of(serviceId, `/checks?${query}`), { signal })
}

/** @param checks as files of checks have them */
export const addChecks = (serviceId: string, checks: readonly JsonObject[]) =>
  requestJson<ServiceChecks>(of(serviceId, '/checks'), { method: 'POST', body: { checks } })

export const deleteCheck = (serviceId: string, check: string) =>
  requestJson<void>(of(serviceId, `/checks?${new URLSearchParams({ check })}`), { method: 'DELETE' })

export const readCheckResults = (serviceId: string, check: string, signal: AbortSignal) =>
  requestJson<readonly CheckResult[]>(of(serviceId, `/check-results?${new URLSearchParams({ check })}`), { signal })

export const readCheckFile = (serviceId: string) => requestJson<{ readonly text: string }>(of(serviceId, '/check-file'))

export const writeCheckFile = (serviceId: string, text: string) =>
  requestJson<ServiceChecks>(of(serviceId, '/check-file'), { method: 'PUT', body: { text } })

export const previewCheck = (serviceId: string, check: JsonObject, signal: AbortSignal) =>
  requestJson<CheckPreviewAnswer>(of(serviceId, '/check-previews'), { method: 'POST', body: { check }, signal })

/** For one relation, or for all of these names where `place` is null. */
export function readSuggestions(
  serviceId: string,
  place: RelationPlace | null,
  words: readonly string[],
  cursor: string | null,
  signal: AbortSignal,
) {
  return requestJson<SuggestionPage>(of(serviceId, `/check-suggestions?${listQuery({ place, words, cursor })}`), {
    signal,
  })
}

/** What is suggested for the next few hundred relations. */
export const addSuggestions = (serviceId: string, wish: SuggestionWish) =>
  requestJson<SuggestionsAdded>(of(serviceId, '/check-suggestions'), { method: 'POST', body: wish })
