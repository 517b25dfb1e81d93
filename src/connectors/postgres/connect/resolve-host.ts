import { type LookupAddress, lookup } from 'node:dns'
import { ok, type Result } from '../../../core/result.ts'
import { failInterrupted, failStep, type StepFailure, socketCause } from './step-failure.ts'
import { type Limits, waitFor } from './wait.ts'

/** All addresses of a name, in the system's own order, as libpq takes them. */
export async function resolveHost(host: string, limits: Limits): Promise<Result<readonly string[], StepFailure>> {
  type Answer = { readonly error: Error | null; readonly addresses: readonly LookupAddress[] }
  const answer = await waitFor<Answer>(limits, (settle) => {
    // A lookup cannot be called off; its answer is ignored once nobody waits for it.
    lookup(host, { all: true, order: 'verbatim' }, (error, addresses) => settle({ error, addresses }))
    return () => undefined
  })
  if (!answer.ok) return failInterrupted('resolve', answer.error)
  const { error, addresses } = answer.value
  return error === null ? ok(addresses.map(({ address }) => address)) : failStep('resolve', socketCause(error))
}
