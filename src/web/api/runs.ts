import type { RunInput, ServiceActivity } from '../../core/api.ts'
import type { Run, RunKind, RunState } from '../../core/runs.ts'
import { requestJson } from './request.ts'

const segment = encodeURIComponent

export const readRun = (id: string) => requestJson<Run>(`/api/runs/${segment(id)}`)

export function startRun(serviceId: string, kind: RunKind, relations: readonly string[] | null) {
  const body: RunInput = { kind, ...(relations === null ? {} : { relations }) }
  return requestJson<Run>(`/api/services/${segment(serviceId)}/runs`, { method: 'POST', body })
}

export const cancelRun = (id: string) => requestJson<Run>(`/api/runs/${segment(id)}/cancel`, { method: 'POST' })

export const retryRun = (id: string) => requestJson<Run>(`/api/runs/${segment(id)}/retry`, { method: 'POST' })

export const readActivity = () => requestJson<readonly ServiceActivity[]>('/api/service-activity')

export interface RunFilter {
  readonly service: string | null
  readonly kind: RunKind | null
  readonly states: readonly RunState[]
}

/** The newest first; `before` is the last run of the page before. */
export function readRuns({ service, kind, states }: RunFilter, before: string | null, limit: number) {
  const query = new URLSearchParams({ limit: String(limit) })
  if (service !== null) query.set('service', service)
  if (kind !== null) query.set('kind', kind)
  if (states.length > 0) query.set('state', states.join(','))
  if (before !== null) query.set('before', before)
  return requestJson<readonly Run[]>(`/api/runs?${query}`)
}
