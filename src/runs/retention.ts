import type { ServiceHoldings, ServiceRetention } from '../core/api.ts'
import type { ServiceId } from '../core/ids.ts'
import type { Retention } from '../core/runs.ts'
import type { RunContext } from './context.ts'
import { serviceNotFound } from './services.ts'

type StoreOnly = Pick<RunContext, 'store'>

/** Throws SERVICE_NOT_FOUND. */
export async function showRetention({ store }: StoreOnly, serviceId: ServiceId): Promise<ServiceRetention> {
  const stored = (await store.retention.readOwn(serviceId)) ?? serviceNotFound()
  return { ...stored, general: await store.retention.readGeneral() }
}

/** Removes at once what the new rule no longer keeps. `own` null: the general rule holds. Throws SERVICE_NOT_FOUND. */
export async function changeRetention(
  context: StoreOnly,
  serviceId: ServiceId,
  own: Retention | null,
): Promise<ServiceRetention> {
  const { retention } = context.store
  if (!(await retention.writeOwn(serviceId, own))) serviceNotFound()
  await retention.prune(serviceId)
  return await showRetention(context, serviceId)
}

export async function showGeneralRetention({ store }: StoreOnly): Promise<Retention> {
  return await store.retention.readGeneral()
}

/** The rule of services without one of their own; what is past keeping goes within the hour. */
export async function changeGeneralRetention({ store }: StoreOnly, retention: Retention): Promise<Retention> {
  await store.retention.writeGeneral(retention)
  return await store.retention.readGeneral()
}

/** What goes with a service when it is deleted. Throws SERVICE_NOT_FOUND. */
export async function showHoldings({ store }: StoreOnly, serviceId: ServiceId): Promise<ServiceHoldings> {
  return (await store.retention.holdings(serviceId)) ?? serviceNotFound()
}

/** Removes of every service what is past keeping. */
export async function pruneAll({ store }: StoreOnly): Promise<void> {
  for (const { id } of await store.services.list()) await store.retention.prune(id)
}
