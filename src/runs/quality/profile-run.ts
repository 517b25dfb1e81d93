import type { Diagnosis } from '../../core/connection.ts'
import { notableChanges } from '../../core/quality/drift.ts'
import type { ProfileReading, RelationProfile } from '../../core/quality/profile.ts'
import { defaultQualitySettings } from '../../core/quality/settings.ts'
import { withholdValues } from '../../core/quality/withhold-values.ts'
import type { Result } from '../../core/result.ts'
import type { HeldRun } from '../../store/run-ownership.ts'
import type { RunEnd } from '../../store/runs.ts'
import type { RunContext } from '../context.ts'
import type { PerformOptions } from '../extract-run.ts'
import { profileService } from '../profile.ts'
import { toReason } from '../run-reason.ts'

/**
 * Profiles a service's relations and keeps each as soon as it is there, so that a run that lost its worker goes on where
 * it was. Resolves with how it ended; null where that is written down already. Throws RunLostError and AppErrors.
 */
export async function profileRun(context: RunContext, run: HeldRun, options: PerformOptions): Promise<RunEnd | null> {
  const { profiles, runs } = context.store
  const reading = await readUnlessCancelled(context, run, options)
  if (reading === null) return { state: 'cancelled', reason: null, result: null }
  if (!reading.ok) return { state: 'failed', reason: toReason(reading.error), result: null }
  await profiles.finish(run, reading.value.failed, async (tx, counts) => {
    await runs.endWithin(tx, run, { state: 'succeeded', reason: null, result: { kind: 'profile', ...counts } })
  })
  return null
}

const minuteMs = 60_000

async function readUnlessCancelled(
  context: RunContext,
  run: HeldRun,
  { signal, report, relations }: PerformOptions,
): Promise<Result<ProfileReading, Diagnosis> | null> {
  const { profiles, qualitySettings } = context.store
  const settings = (await qualitySettings.read(run.serviceId)) ?? defaultQualitySettings
  const done = await profiles.doneIn(run.id)
  const { exact, sample, where, totalMinutes, relationMinutes, keepValues, classify } = settings
  const budget = {
    totalMs: totalMinutes === null ? null : totalMinutes * minuteMs,
    relationMs: relationMinutes * minuteMs,
    bytes: null,
  }
  const keep = async (found: RelationProfile): Promise<void> => {
    const profile = keepValues ? found : withholdValues(found)
    const before = await profiles.read(run.serviceId, found, null)
    await profiles.add(run, profile, before === null ? null : notableChanges(before, profile))
  }
  try {
    const result = await profileService(context, run.serviceId, null, {
      signal,
      request: { relations, exact, sample, where, budget, done, classify },
      report: (progress) =>
        report({
          ...progress,
          kind: 'profile',
          done: done.length + progress.done,
          total: done.length + progress.total,
        }),
      receive: keep,
    })
    return signal.aborted ? null : result
  } catch (error) {
    if (!signal.aborted) throw error
    return null
  }
}
