import type { RunProgress } from '../core/runs.ts'
import type { HeldRun } from '../store/run-ownership.ts'
import type { RunEnd } from '../store/runs.ts'
import type { RunContext } from './context.ts'
import { extractService } from './extract-form.ts'
import { progressReader } from './extraction-rate.ts'
import { toReason } from './run-reason.ts'

export interface PerformOptions {
  /** Aborting cancels for real, on the server too. */
  readonly signal: AbortSignal
  readonly report: (progress: RunProgress) => void
  /** Relations it is about; null for everything the settings select. */
  readonly relations: readonly string[] | null
}

/**
 * Reads a service's snapshot into the store. Resolves with how it ended; null where that is written down already,
 * together with the snapshot. Throws RunLostError, AppErrors and what the state throws; then nothing of it is kept.
 */
export async function extractRun(
  context: RunContext,
  run: HeldRun,
  { signal, report }: PerformOptions,
): Promise<RunEnd | null> {
  const { store } = context
  const writer = await store.snapshots.openWriter(run)
  let isComplete = false
  try {
    const toProgress = progressReader()
    const outcome = await extractService(context, run.serviceId, null, {
      signal,
      receive: writer.receive,
      report: (progress) => report(toProgress(progress)),
    })
    if (outcome.status === 'cancelled' || signal.aborted) return { state: 'cancelled', reason: null, result: null }
    if (outcome.status === 'failed') return { state: 'failed', reason: toReason(outcome.diagnosis), result: null }
    await writer.complete((tx, snapshotId, end) => {
      const result = { kind: 'extract', snapshotId, counts: end.counts, skipped: end.skipped.length } as const
      return store.runs.endWithin(tx, run, { state: 'succeeded', reason: null, result })
    })
    isComplete = true
    return null
  } finally {
    if (!isComplete) await writer.discard()
  }
}
