import type {
  ReadingPoint,
  RelationDetail,
  RelationRanking,
  ServiceUsage,
  StatementDetail,
  UnusedReport,
  UsageService,
} from '../../core/usage-api.ts'
import { requestJson } from './request.ts'

/** Numbers of the readings that a span begins and ends with; null for the oldest and the newest. */
export interface SpanWish {
  readonly from: number | 'reset' | null
  readonly to: number | null
  /** With what Patchbay itself asked. */
  readonly own?: boolean
}

const spanQuery = ({ from, to, own }: SpanWish): URLSearchParams =>
  new URLSearchParams({
    ...(from === null ? {} : { from: String(from) }),
    ...(to === null ? {} : { to: String(to) }),
    ...(own === true ? { own: 'true' } : {}),
  })

const of = (serviceId: string, rest: string) => `/api/services/${encodeURIComponent(serviceId)}/usage${rest}`

export const readUsageServices = (signal: AbortSignal) => requestJson<readonly UsageService[]>('/api/usage', { signal })

export const readReadings = (serviceId: string, signal: AbortSignal) =>
  requestJson<readonly ReadingPoint[]>(of(serviceId, '/readings'), { signal })

export const readUsage = (serviceId: string, span: SpanWish, signal: AbortSignal) =>
  requestJson<ServiceUsage>(of(serviceId, `?${spanQuery(span)}`), { signal })

export const readStatement = (serviceId: string, id: string, span: SpanWish, signal: AbortSignal) =>
  requestJson<StatementDetail>(of(serviceId, `/statements/${encodeURIComponent(id)}?${spanQuery(span)}`), { signal })

export const readRelations = (serviceId: string, span: SpanWish, signal: AbortSignal) =>
  requestJson<RelationRanking>(of(serviceId, `/relations?${spanQuery(span)}`), { signal })

export const readUnused = (serviceId: string, span: SpanWish, signal: AbortSignal) =>
  requestJson<UnusedReport>(of(serviceId, `/unused?${spanQuery(span)}`), { signal })

export interface RelationWish {
  readonly database: string
  readonly schema: string
  readonly name: string
}

export function readRelation(serviceId: string, wish: RelationWish, span: SpanWish, signal: AbortSignal) {
  const query = new URLSearchParams([...new URLSearchParams({ ...wish }), ...spanQuery(span)])
  return requestJson<RelationDetail>(of(serviceId, `/relation?${query}`), { signal })
}
