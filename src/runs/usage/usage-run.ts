import type { Diagnosis } from '../../core/connection.ts'
import type { Result } from '../../core/result.ts'
import type { UsageReading } from '../../core/usage/reading.ts'
import { usageDelta } from '../../core/usage/usage-delta.ts'
import type { HeldRun } from '../../store/run-ownership.ts'
import type { RunEnd } from '../../store/runs.ts'
import type { RunContext } from '../context.ts'
import type { PerformOptions } from '../extract-run.ts'
import { readServiceUsage } from '../read-usage.ts'
import { toReason } from '../run-reason.ts'

/**
 * Keeps one reading of a service's statement source, and what was counted since the one before. Resolves with how it
 * ended; null where that is written down already, together with the reading. Throws RunLostError and AppErrors.
 */
export async function usageRun(context: RunContext, run: HeldRun, { signal }: PerformOptions): Promise<RunEnd | null> {
  const { store } = context
  const before = await store.usage.read(run.serviceId, null)
  const reading = await readUnlessCancelled(context, run, before, signal)
  if (reading === null) return { state: 'cancelled', reason: null, result: null }
  if (!reading.ok) return { state: 'failed', reason: toReason(reading.error), result: null }
  const { statements } = reading.value
  const hidden = statements.filter(({ queryid, text }) => queryid === null && text === null).length
  const delta = before === null ? null : usageDelta(before, reading.value)
  await store.usage.write(run, reading.value, delta, async (tx, number) => {
    const result = { kind: 'usage', reading: number, statements: statements.length, hidden } as const
    await store.runs.endWithin(tx, run, { state: 'succeeded', reason: null, result })
  })
  return null
}

async function readUnlessCancelled(
  context: RunContext,
  run: HeldRun,
  before: UsageReading | null,
  signal: AbortSignal,
): Promise<Result<UsageReading, Diagnosis> | null> {
  try {
    const knownTexts = textsOf(before)
    const result = await readServiceUsage(context, run.serviceId, null, { signal, limit: null, knownTexts })
    return signal.aborted ? null : result
  } catch (error) {
    if (!signal.aborted) throw error
    return null
  }
}

/** Texts by queryid: the server reads its file of texts only where there are others. */
function textsOf(reading: UsageReading | null): ReadonlyMap<string, string> {
  const known = (reading?.statements ?? []).flatMap(({ queryid, text }) =>
    queryid === null || text === null ? [] : [[queryid, text] as const],
  )
  return new Map(known)
}
