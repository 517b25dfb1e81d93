import { AppError, type ErrorBody } from '../../core/error.ts'
import type { RunEvent } from '../../core/events.ts'
import { send, UnreachableError } from './request.ts'
import { readServerEvents } from './server-events.ts'

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
      const { body } = await send(`/api/runs/${encodeURIComponent(id)}/events`, { headers, signal })
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
