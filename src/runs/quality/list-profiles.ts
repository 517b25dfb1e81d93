import type { ServiceId } from '../../core/ids.ts'
import type { ProfileCoverage, ProfileFailures, ProfileFilter, ServiceProfiles } from '../../core/quality-api.ts'
import type { ProfiledIn } from '../../store/quality/profile-list.ts'
import type { RunContext } from '../context.ts'
import { cutPage, type PageRequest, readEnd } from '../page-cursor.ts'
import { showQualitySettings } from './profiles.ts'

type StoreOnly = Pick<RunContext, 'store'>

/** A relation is known by its database, schema and name. */
const names = 3

const firstProfiles: ProfileFilter & PageRequest = {
  only: null,
  words: [],
  sort: 'relation',
  down: false,
  cursor: null,
  limit: 100,
}

/** A page of each relation's newest profiles. Throws SERVICE_NOT_FOUND, REQUEST_INVALID for a cursor that no page gave. */
export async function listProfiles(
  context: StoreOnly,
  serviceId: ServiceId,
  query: Partial<ProfileFilter & PageRequest> = {},
): Promise<ServiceProfiles> {
  const within = await findWithin(context, serviceId)
  const { cursor, limit, ...filter } = { ...firstProfiles, ...query }
  const order = `${filter.sort} ${filter.down ? 'down' : 'up'}`
  const { profiles } = context.store
  const [found, matching] = await Promise.all([
    profiles.list(within, filter, readEnd(cursor, order, names), limit + 1),
    profiles.count(within, filter),
  ])
  const { rows, next } = cutPage(found, limit, order, ({ end, ...profile }) => profile)
  return { profiles: rows, next, matching }
}

/** A page of relations that could not be profiled. Throws as {@link listProfiles}. */
export async function listFailures(
  context: StoreOnly,
  serviceId: ServiceId,
  { cursor = null, limit = 100 }: Partial<PageRequest> = {},
): Promise<ProfileFailures> {
  const within = await findWithin(context, serviceId)
  const { profiles } = context.store
  const [found, matching] = await Promise.all([
    profiles.listFailures(within, readEnd(cursor, 'failures', names), limit + 1),
    profiles.countFailures(within),
  ])
  const { rows, next } = cutPage(found, limit, 'failures', ({ end, ...failure }) => failure)
  return { failures: rows, next, matching }
}

/** How much of a service was profiled, and how long ago. Throws SERVICE_NOT_FOUND. */
export async function showCoverage(context: StoreOnly, serviceId: ServiceId): Promise<ProfileCoverage> {
  return await context.store.profiles.coverage(await findWithin(context, serviceId))
}

/** Throws SERVICE_NOT_FOUND. */
async function findWithin(context: StoreOnly, serviceId: ServiceId): Promise<ProfiledIn> {
  await showQualitySettings(context, serviceId)
  const [snapshot = null] = await context.store.snapshots.list(serviceId, 1)
  return { serviceId, snapshot }
}
