import type { Relation } from '../../core/catalog/relation.ts'
import { relationKinds } from '../../core/catalog/relation.ts'
import type { SnapshotObject } from '../../core/catalog/snapshot.ts'
import type { ServiceId } from '../../core/ids.ts'
import type { Check } from '../../core/quality/checks/check.ts'
import { writeCheck } from '../../core/quality/checks/render-checks.ts'
import { suggestChecks } from '../../core/quality/checks/suggest-checks.ts'
import type { RelationProfile } from '../../core/quality/profile.ts'
import type { CheckSuggestion, RelationPlace } from '../../core/quality-api.ts'
import type { SnapshotRow } from '../../store/snapshots.ts'
import type { RunContext } from '../context.ts'
import { loadSnapshotOf } from '../stored-snapshot.ts'
import { showQualitySettings } from './profiles.ts'

type StoreOnly = Pick<RunContext, 'store'>

/**
 * Checks that the newest snapshot and the newest profiles suggest and that are not there yet: of one relation, or of
 * all where `place` is null. None before the service was first read. Throws SERVICE_NOT_FOUND.
 */
export async function listSuggestions(
  context: StoreOnly,
  serviceId: ServiceId,
  place: RelationPlace | null,
): Promise<readonly CheckSuggestion[]> {
  const { store } = context
  await showQualitySettings(context, serviceId)
  const [snapshot = null] = await store.snapshots.list(serviceId, 1)
  if (snapshot === null) return []
  const objects =
    place === null ? (await loadSnapshotOf(context, snapshot.id)).objects : await readRelation(context, snapshot, place)
  const profiles =
    place === null
      ? await store.profiles.readNewest(serviceId)
      : [await store.profiles.read(serviceId, place, null)].filter((profile) => profile !== null)
  const known = new Set((await store.checks.definitions(serviceId)).map(subjectOf))
  return suggestChecks({ header: snapshot.header, objects }, profiles.map(withoutUnknown))
    .filter((check) => !known.has(subjectOf(check)))
    .map((check) => ({ check, written: writeCheck(check) }))
}

/** A check of the same kind about the same thing says all that a suggestion would. */
const subjectOf = ({ kind, schema, relation, column, parameters }: Check): string =>
  JSON.stringify([kind, schema, relation, column, parameters.columnNames ?? null])

async function readRelation(
  { store }: StoreOnly,
  snapshot: SnapshotRow,
  { database, schema, relation }: RelationPlace,
): Promise<readonly SnapshotObject[]> {
  const addresses = relationKinds.map((kind) => ({ kind, database, schema, name: relation, arguments: '' }))
  const found = await store.catalog.readObjects(snapshot, addresses)
  return found.map(({ text }) => JSON.parse(text) as Relation)
}

/** Frequent values that were not kept are not known. */
function withoutUnknown(profile: RelationProfile): RelationProfile {
  const columns = profile.columns.map((column) => {
    const { topValues, ...metrics } = column.metrics
    const isKnown = topValues?.value.every(({ value }) => value !== null) === true
    return isKnown ? column : { ...column, metrics }
  })
  return { ...profile, columns }
}
