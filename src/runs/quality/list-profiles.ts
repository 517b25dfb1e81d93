import { relationKinds } from '../../core/catalog/relation.ts'
import type { ServiceId } from '../../core/ids.ts'
import type { ProfileCoverage, RelationPlace, ServiceProfiles } from '../../core/quality-api.ts'
import type { RunContext } from '../context.ts'
import { showQualitySettings } from './profiles.ts'

type StoreOnly = Pick<RunContext, 'store'>

/**
 * Each relation's newest profile or failure. What the newest snapshot was taken after and does not hold any more is left
 * out. Throws SERVICE_NOT_FOUND.
 */
export async function listProfiles(context: StoreOnly, serviceId: ServiceId): Promise<ServiceProfiles> {
  await showQualitySettings(context, serviceId)
  const { profiles } = context.store
  const [found, failures, catalog] = await Promise.all([
    profiles.newest(serviceId),
    profiles.failures(serviceId, null),
    readPlaces(context, serviceId),
  ])
  if (catalog === null) return { profiles: found, failures, coverage: null }
  const isThere = (place: RelationPlace, at: string) =>
    Date.parse(at) > catalog.takenAt || catalog.keys.has(keyOf(place))
  return {
    profiles: found.filter((profile) => isThere(profile, profile.profiledAt)),
    failures: failures.filter((failure) => isThere(failure, failure.failedAt)),
    coverage: coverageOf(catalog, found),
  }
}

interface Catalog {
  /** Milliseconds since 1970. */
  readonly takenAt: number
  /** Keys of all relations. */
  readonly keys: ReadonlySet<string>
  /** Relations that hold rows, partitions left out: they are within their parents. */
  readonly places: readonly RelationPlace[]
}

async function readPlaces({ store }: StoreOnly, serviceId: ServiceId): Promise<Catalog | null> {
  const [snapshot = null] = await store.snapshots.list(serviceId, 1)
  if (snapshot === null) return null
  const keys = new Set<string>()
  const places: RelationPlace[] = []
  for (const { address, summary } of await store.catalog.listObjects(snapshot)) {
    const { database, schema, name } = address
    const kind = relationKinds.find((one) => one === address.kind)
    if (kind === undefined || database === null || schema === null) continue
    const place = { database, schema, relation: name }
    keys.add(keyOf(place))
    if (kind !== 'view' && summary.partitionOf === null) places.push(place)
  }
  return { takenAt: Date.parse(snapshot.header.takenAt), keys, places }
}

/** Of those that are missing so many are named. */
const missingAtMost = 50

function coverageOf({ places }: Catalog, profiles: readonly RelationPlace[]): ProfileCoverage {
  const known = new Set(profiles.map(keyOf))
  const missing = places.filter((place) => !known.has(keyOf(place)))
  return {
    relations: places.length,
    profiled: places.length - missing.length,
    missing: missing.slice(0, missingAtMost),
  }
}

const keyOf = ({ database, schema, relation }: RelationPlace): string => JSON.stringify([database, schema, relation])
