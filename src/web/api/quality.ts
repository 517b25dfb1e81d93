import type { QualitySettings } from '../../core/quality/settings.ts'
import type {
  ColumnTrend,
  QualityService,
  RelationPlace,
  RelationProfiles,
  ServiceProfiles,
} from '../../core/quality-api.ts'
import { requestJson } from './request.ts'

const of = (serviceId: string, rest: string) => `/api/services/${encodeURIComponent(serviceId)}${rest}`

const placeQuery = ({ database, schema, relation }: RelationPlace, more: Readonly<Record<string, string>>) =>
  new URLSearchParams({ database, schema, name: relation, ...more })

export const readQuality = (signal: AbortSignal) => requestJson<readonly QualityService[]>('/api/quality', { signal })

export const readProfiles = (serviceId: string, signal: AbortSignal) =>
  requestJson<ServiceProfiles>(of(serviceId, '/profiles'), { signal })

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
