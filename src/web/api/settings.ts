import type { Health, ServiceRetention, WorkerSummary } from '../../core/api.ts'
import type { Retention } from '../../core/runs.ts'
import { requestJson } from './request.ts'

const segment = encodeURIComponent

export const readHealth = () => requestJson<Health>('/api/health')

export const readWorkers = () => requestJson<readonly WorkerSummary[]>('/api/workers')

export const readGeneralRetention = () => requestJson<Retention>('/api/retention')

export const writeGeneralRetention = (retention: Retention) =>
  requestJson<Retention>('/api/retention', { method: 'PUT', body: retention })

export const readServiceRetention = (serviceId: string) =>
  requestJson<ServiceRetention>(`/api/services/${segment(serviceId)}/retention`)

export const writeServiceRetention = (serviceId: string, own: Retention | null) =>
  requestJson<ServiceRetention>(`/api/services/${segment(serviceId)}/retention`, { method: 'PUT', body: { own } })
