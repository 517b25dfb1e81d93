import { AppError } from '../../core/error.ts'
import type { ServiceId } from '../../core/ids.ts'
import type { QualitySettings } from '../../core/quality/settings.ts'
import { withholdValues } from '../../core/quality/withhold-values.ts'
import type { ColumnTrend, QualityService, RelationPlace, RelationProfiles } from '../../core/quality-api.ts'
import type { RunContext } from '../context.ts'
import { serviceNotFound } from '../services.ts'

type StoreOnly = Pick<RunContext, 'store'>

/** Profiles of one relation that a page shows. */
const historyAtMost = 100

/** Services that have profiles or checks, by name. */
export async function listQuality({ store }: StoreOnly): Promise<readonly QualityService[]> {
  const [profiles, checks] = await Promise.all([store.profiles.overview(), store.checks.overview()])
  const found: QualityService[] = []
  for (const { id, name } of await store.services.list()) {
    const profiled = profiles.get(id)
    const checked = checks.get(id)
    if (profiled === undefined && checked === undefined) continue
    found.push({
      serviceId: id,
      serviceName: name,
      profiles: profiled ?? nothingProfiled,
      checks: checked ?? { passed: 0, failed: 0, error: 0, waiting: 0 },
    })
  }
  return found.sort((a, b) => a.serviceName.localeCompare(b.serviceName, 'en', { numeric: true }))
}

const nothingProfiled = { relations: 0, newestAt: null, oldestAt: null, changed: 0, failures: 0 }

/** `id` null: the newest. Throws SERVICE_NOT_FOUND, PROFILE_NOT_FOUND. */
export async function showProfiles(
  context: StoreOnly,
  serviceId: ServiceId,
  place: RelationPlace,
  id: string | null,
): Promise<RelationProfiles> {
  await showQualitySettings(context, serviceId)
  const { profiles } = context.store
  const profile = await profiles.read(serviceId, place, id)
  if (profile === null && id !== null) {
    throw new AppError('PROFILE_NOT_FOUND', 'There is no such profile of the relation.', {
      hint: 'It may have been removed since. Ask without a number for the newest.',
    })
  }
  const history = await profiles.history(serviceId, place, historyAtMost)
  const failure = await profiles.lastFailure(serviceId, place)
  return {
    profile,
    history: history.map(({ id: number, runId, profiledAt, rows, changes }) => ({
      id: number,
      runId,
      profiledAt,
      rows,
      changes: changes?.length ?? 0,
    })),
    failure,
  }
}

/** Profiles in which the column is. Throws SERVICE_NOT_FOUND. */
export async function showTrend(
  context: StoreOnly,
  serviceId: ServiceId,
  place: RelationPlace,
  column: string,
): Promise<ColumnTrend> {
  await showQualitySettings(context, serviceId)
  const kept = await context.store.profiles.readLast(serviceId, place, historyAtMost)
  return {
    points: kept.flatMap(({ id, profiledAt, rows, columns }) => {
      const found = columns.find((each) => each.column === column)
      return found === undefined ? [] : [{ id, profiledAt, rows, metrics: found.metrics }]
    }),
  }
}

/** Throws SERVICE_NOT_FOUND. */
export async function showQualitySettings({ store }: StoreOnly, serviceId: ServiceId): Promise<QualitySettings> {
  return (await store.qualitySettings.read(serviceId)) ?? serviceNotFound()
}

/** Once values may no longer be kept, those there are go. Throws SERVICE_NOT_FOUND. */
export async function changeQualitySettings(
  context: StoreOnly,
  serviceId: ServiceId,
  settings: QualitySettings,
): Promise<QualitySettings> {
  const { qualitySettings, profiles, checks } = context.store
  const { keepValues } = await showQualitySettings(context, serviceId)
  await qualitySettings.write(serviceId, settings)
  if (keepValues && !settings.keepValues) {
    await profiles.rewrite(serviceId, withholdValues)
    await checks.removeSamples(serviceId)
  }
  return await showQualitySettings(context, serviceId)
}
