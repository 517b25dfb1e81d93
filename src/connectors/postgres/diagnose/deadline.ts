import { gateStageIds, type StageId } from '../../../core/connection.ts'
import type { Deadline, Finding } from '../../run-stages.ts'
import { field } from './row.ts'

/** A stage that was still at it when time was up. What it would have found is unknown, and is said to be. */
export function deadlineFinding(stage: StageId, { of, ms }: Deadline): Finding {
  const seconds = `${(ms / 1000).toLocaleString('en-US', { maximumFractionDigits: 1 })} s`
  const isGate = gateStageIds.some((id) => id === stage)
  const wait = isGate
    ? 'Check what stands between this machine and the server, or allow more time.'
    : 'The server is slow or busy, or holds very many objects. Test again, narrow the scope, or allow more time.'
  const common = {
    cause: { kind: 'os', value: 'TIMEOUT' },
    fields: isGate ? [field.hostPort] : [],
    actions: [],
    help: isGate ? 'hostPort' : 'schemaFilterPattern',
  } as const
  return {
    status: 'failed',
    facts: { summary: `Not done within ${seconds}` },
    diagnosis:
      of === 'stage'
        ? {
            ...common,
            code: 'TEST_STAGE_DEADLINE',
            summary: `This stage was not done within its ${seconds}.`,
            remedy: wait,
          }
        : { ...common, code: 'TEST_DEADLINE', summary: `The test was not done within its ${seconds}.`, remedy: wait },
  }
}
