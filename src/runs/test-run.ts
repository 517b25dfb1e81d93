import type { HeldRun } from '../store/run-ownership.ts'
import type { RunEnd } from '../store/runs.ts'
import type { RunContext } from './context.ts'
import type { PerformOptions } from './extract-run.ts'
import { testReason } from './run-reason.ts'
import { testService } from './test-connection.ts'

/** Tests a saved service again; the report is kept with its other tests. */
export async function testRun(context: RunContext, run: HeldRun, { signal, report }: PerformOptions): Promise<RunEnd> {
  const isDue = (await context.store.runs.find(run.id))?.origin === 'schedule'
  const outcome = await testService(context, run.serviceId, null, isDue ? 'schedule' : 'run', {
    signal,
    emit(event) {
      if (event.type === 'stage-started') report({ kind: 'test', stage: event.stage.id, title: event.stage.title })
    },
  })
  if (outcome.verdict === 'cancelled') return { state: 'cancelled', reason: null, result: null }
  const result = { kind: 'test', verdict: outcome.verdict } as const
  const reason = testReason(outcome)
  return reason === null ? { state: 'succeeded', reason, result } : { state: 'failed', reason, result }
}
