import type { ConnectionTestInput } from '../../core/api.ts'
import type { TestEvent } from '../../core/connection.ts'
import { send } from './request.ts'
import { readServerEvents } from './server-events.ts'

/** Runs a connection test and yields what happens, as it happens. Aborting cancels the test on the server. */
export async function* runConnectionTest(input: ConnectionTestInput, signal: AbortSignal): AsyncGenerator<TestEvent> {
  const response = await send('/api/connection-tests', { method: 'POST', body: input, signal })
  if (response.body === null) throw new Error('The answer to a connection test has no body.')
  for await (const event of readServerEvents(response.body)) yield JSON.parse(event) as TestEvent
}
