import type { ConnectionTestInput } from '../../core/api.ts'
import type { TestEvent } from '../../core/connection.ts'
import { AppError } from '../../core/error.ts'
import { send } from './request.ts'
import { readServerEvents } from './server-events.ts'

/**
 * Runs a connection test and yields what happens, as it happens. Aborting cancels the test on the server.
 * Rejects as {@link send} does, and with the browser's own `TypeError` when the answer breaks off.
 */
export async function* runConnectionTest(input: ConnectionTestInput, signal: AbortSignal): AsyncGenerator<TestEvent> {
  const response = await send('/api/connection-tests', { method: 'POST', body: input, signal })
  if (response.body === null || !response.headers.get('content-type')?.startsWith('text/event-stream')) {
    throw new AppError('INTERNAL_ERROR', 'The answer to the connection test is not a stream of events.', {
      hint: 'If a proxy stands before Patchbay, it has to pass answers on as they are.',
    })
  }
  for await (const { event, data } of readServerEvents(response.body)) {
    if (event === 'stage' || event === 'report') yield JSON.parse(data) as TestEvent
  }
}
