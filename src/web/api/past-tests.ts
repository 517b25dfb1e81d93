import type { PastTest, PastTestDetail } from '../../core/past-tests.ts'
import { requestJson } from './request.ts'

const segment = encodeURIComponent

/** The newest first; `before` is the last test of the page before. */
export function readPastTests(serviceId: string, before: string | null, limit: number) {
  const query = new URLSearchParams({ limit: String(limit), ...(before === null ? {} : { before }) })
  return requestJson<readonly PastTest[]>(`/api/services/${segment(serviceId)}/tests?${query}`)
}

export const readPastTest = (serviceId: string, testId: string) =>
  requestJson<PastTestDetail>(`/api/services/${segment(serviceId)}/tests/${segment(testId)}`)
