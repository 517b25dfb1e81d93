import type { RunInput, ServiceActivity } from '../../core/api.ts'
import { AppError, type ErrorBody } from '../../core/error.ts'
import type { RunEvent } from '../../core/events.ts'
import type { Run, RunKind, RunState } from '../../core/runs.ts'
import { requestJson, send, UnreachableError } from './request.ts'
import { readServerEvents } from './server-events.ts'

const segment = encodeURIComponent

export const readRun = (id: string) => requestJson<Run>(`/api/runs/${segment(id)}`)

export const startRun = (serviceId: string, kind: RunKind) =>
  requestJson<Run>(`/api/services/${segment(serviceId)}/runs`, { method: 'POST', body: { kind } satisfies RunInput })

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

/** Milliseconds before the server is asked again after the stream broke off. */
const resumeAfterMs = 1_000

/**
 * What happens in a run, from its beginning to its end. A stream that breaks off is resumed after the last event that
 * came; `onAway` hears when that begins and ends. Rejects with an `AppError` for what waiting does not mend.
 */
export async function* watchRun(
  id: string,
  signal: AbortSignal,
  onAway: (away: boolean) => void,
): AsyncGenerator<RunEvent> {
  let seq = 0
  while (!signal.aborted) {
    try {
      const headers: Record<string, string> = seq === 0 ? {} : { 'last-event-id': String(seq) }
      const { body } = await send(`/api/runs/${segment(id)}/events`, { headers, signal })
      onAway(false)
      for await (const { event, data } of readServerEvents(body as NonNullable<typeof body>)) {
        if (event === 'error') throw toAppError(data)
        const runEvent = JSON.parse(data) as RunEvent
        seq = runEvent.seq
        yield runEvent
        if (runEvent.type === 'ended') return
      }
    } catch (error) {
      if (signal.aborted) return
      if (!isBrokenOff(error)) throw error
      onAway(true)
    }
    await new Promise((resolve) => setTimeout(resolve, resumeAfterMs))
  }
}

/** The browser says TypeError when an answer ends before its end. */
const isBrokenOff = (error: unknown): boolean => error instanceof UnreachableError || error instanceof TypeError

function toAppError(body: string): AppError {
  const { code, message, details, hint } = JSON.parse(body) as ErrorBody
  return new AppError(code, message, { ...(details === null ? {} : { details }), ...(hint === null ? {} : { hint }) })
}
