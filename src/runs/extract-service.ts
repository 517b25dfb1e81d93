import { AppError } from '../core/error.ts'
import type { ServiceId } from '../core/ids.ts'
import type { RunProgress } from '../core/runs.ts'
import type { HeldRun } from '../store/run-ownership.ts'
import type { RunEnd } from '../store/runs.ts'
import { type RunContext, requireForm } from './context.ts'
import { progressReader } from './extraction-rate.ts'
import { redactor } from './redact.ts'
import { toReason } from './run-reason.ts'
import { formInUse } from './secrets-in-use.ts'

export interface PerformOptions {
  /** Aborting cancels for real, on the server too. */
  readonly signal: AbortSignal
  readonly report: (progress: RunProgress) => void
}

/**
 * Reads a service's snapshot into the store. Resolves with how it ended; null where that is written down already,
 * together with the snapshot. Throws RunLostError, AppErrors and what the state throws; then nothing of it is kept.
 */
export async function extractService(
  context: RunContext,
  run: HeldRun,
  { signal, report }: PerformOptions,
): Promise<RunEnd | null> {
  const { store, findConnector } = context
  const { connector: id, form, redact } = await openForm(context, run.serviceId)
  const connector = findConnector(id)
  if (connector === null) throw new AppError('CONNECTOR_NOT_TESTABLE', 'The connector of this service has no code.')
  const writer = await store.snapshots.openWriter(run)
  let isComplete = false
  try {
    const toProgress = progressReader()
    const outcome = await connector.extract(form, {
      signal,
      receive: (lines) => writer.receive(lines),
      report: (progress) => report(toProgress(progress)),
    })
    if (outcome.status === 'cancelled' || signal.aborted) return cancelled
    if (outcome.status === 'failed') return failed(redact(toReason(outcome.diagnosis)))
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

const cancelled: RunEnd = { state: 'cancelled', reason: null, result: null }
const failed = (reason: RunEnd['reason']): RunEnd => ({ state: 'failed', reason, result: null })

/** The service's form with its secrets, and what takes these out of everything said about it. */
async function openForm(context: RunContext, id: ServiceId) {
  const service = await context.store.services.find(id)
  if (service === null) throw new AppError('SERVICE_NOT_FOUND', 'There is no such service.')
  const { connector, settings, secrets } = service
  const form = formInUse(connector, settings, secrets)
  return { connector, form, redact: redactor(form, requireForm(context.forms, connector)) }
}
