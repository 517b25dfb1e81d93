import type { Diagnosis, TestReport } from '../core/connection.ts'
import { AppError } from '../core/error.ts'
import type { RunReason } from '../core/runs.ts'

export function toReason(diagnosis: Diagnosis): RunReason {
  const { code, summary, remedy } = diagnosis
  return { code, summary, remedy, diagnosis }
}

/** Of a bug nothing is told but that there was one: its message may quote anything. */
export function errorReason(error: unknown): RunReason {
  if (error instanceof AppError) {
    return { code: error.code, summary: error.message, remedy: error.hint, diagnosis: null }
  }
  return {
    code: 'INTERNAL_ERROR',
    summary: 'Something went wrong inside Patchbay.',
    remedy:
      'The log of the worker says where. Profiles and checks that were done by then are kept; of other runs nothing is.',
    diagnosis: null,
  }
}

/** Why a test failed: what its first failed stage found. Null for one that did not fail. */
export function testReason({ verdict, stages }: TestReport): RunReason | null {
  const failed = stages.find((stage) => stage.status === 'failed')
  return verdict === 'failed' && failed?.status === 'failed' ? toReason(failed.diagnosis) : null
}
