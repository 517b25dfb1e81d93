import type { Diagnosis } from '../../core/connection.ts'
import { aboutRelations } from '../../core/quality/checks/about-relations.ts'
import type { CheckResult } from '../../core/quality/checks/check.ts'
import { defaultQualitySettings, type QualitySettings } from '../../core/quality/settings.ts'
import type { Result } from '../../core/result.ts'
import type { HeldRun } from '../../store/run-ownership.ts'
import type { RunEnd } from '../../store/runs.ts'
import type { RunContext } from '../context.ts'
import type { PerformOptions } from '../extract-run.ts'
import { toReason } from '../run-reason.ts'
import { runServiceChecks } from './run-checks.ts'

const minuteMs = 60_000
/** Failing rows that are kept of each failed check, where values may be kept at all. */
const samplesOfCheck = 10

/**
 * Runs a service's checks and keeps each result as soon as it is there, so that a run that lost its worker goes on with
 * the checks that are left. Resolves with how it ended; null where that is written down already.
 */
export async function checkRun(context: RunContext, run: HeldRun, options: PerformOptions): Promise<RunEnd | null> {
  const { checks, runs } = context.store
  const result = await runUnlessCancelled(context, run, options)
  if (result === null) return { state: 'cancelled', reason: null, result: null }
  if (!result.ok) return { state: 'failed', reason: toReason(result.error), result: null }
  await checks.finish(run, async (tx, counts) => {
    await runs.endWithin(tx, run, { state: 'succeeded', reason: null, result: { kind: 'check', ...counts } })
  })
  return null
}

async function runUnlessCancelled(
  context: RunContext,
  run: HeldRun,
  { signal, report, relations }: PerformOptions,
): Promise<Result<readonly CheckResult[], Diagnosis> | null> {
  const { checks, qualitySettings } = context.store
  const settings = (await qualitySettings.read(run.serviceId)) ?? defaultQualitySettings
  const answered = await checks.doneIn(run.id)
  const all = await checks.definitions(run.serviceId)
  const wanted = relations === null ? all : all.filter(aboutRelations(relations))
  const left = wanted.filter(({ id }) => !answered.has(id))
  let done = wanted.length - left.length
  report({ kind: 'check', done, total: wanted.length })
  try {
    const result = await runServiceChecks(context, run.serviceId, null, left, {
      signal,
      sampleRows: settings.keepValues ? samplesOfCheck : 0,
      limitMs: settings.relationMinutes * minuteMs,
      async onResult(found) {
        await checks.addResult(run, withoutValues(found, settings))
        done += 1
        report({ kind: 'check', done, total: wanted.length })
      },
    })
    return signal.aborted ? null : result
  } catch (error) {
    if (!signal.aborted) throw error
    return null
  }
}

/** A server's own words may quote a value. */
function withoutValues(result: CheckResult, { keepValues }: QualitySettings): CheckResult {
  if (keepValues || result.reason === null) return result
  const { detail, ...reason } = result.reason
  return { ...result, reason }
}
