import type { AccessRequest, AccessScript } from '../../core/access.ts'
import type {
  ConnectorDetail,
  DemoConnection,
  NameCheck,
  ServiceDetail,
  ServiceHoldings,
  ServiceInput,
  ServiceSummary,
} from '../../core/api.ts'
import { requestJson } from './request.ts'

const segment = encodeURIComponent

export const readServices = (signal?: AbortSignal) =>
  requestJson<readonly ServiceSummary[]>('/api/services', signal ? { signal } : {})

export const readService = (id: string) => requestJson<ServiceDetail>(`/api/services/${segment(id)}`)

export const createService = (input: ServiceInput) =>
  requestJson<ServiceDetail>('/api/services', { method: 'POST', body: input })

export const updateService = (id: string, input: ServiceInput) =>
  requestJson<ServiceDetail>(`/api/services/${segment(id)}`, { method: 'PUT', body: input })

export const deleteService = (id: string) =>
  requestJson<undefined>(`/api/services/${segment(id)}`, { method: 'DELETE' })

export const readHoldings = (id: string) => requestJson<ServiceHoldings>(`/api/services/${segment(id)}/holdings`)

export const duplicateService = (id: string) =>
  requestJson<ServiceDetail>(`/api/services/${segment(id)}/duplicate`, { method: 'POST' })

export const checkName = (name: string, except: string | null) =>
  requestJson<NameCheck>(`/api/services/name-check?${new URLSearchParams({ name, ...(except ? { except } : {}) })}`)

export const readConnector = (id: string) => requestJson<ConnectorDetail>(`/api/connectors/${segment(id)}`)

export const readDemo = () => requestJson<DemoConnection>('/api/demo')

export const writeAccessScript = (connector: string, request: AccessRequest) =>
  requestJson<AccessScript>(`/api/connectors/${segment(connector)}/access-script`, { method: 'POST', body: request })
