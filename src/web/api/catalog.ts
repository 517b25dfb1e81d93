import type { SnapshotSummary } from '../../core/api.ts'
import type { ObjectAddress } from '../../core/catalog/object-key.ts'
import type { SnapshotObject } from '../../core/catalog/snapshot.ts'
import type {
  CatalogEntry,
  CatalogIndex,
  LastSeen,
  MemberSummary,
  References,
  SearchHit,
  ServiceSearchHit,
} from '../../core/catalog-api.ts'
import { requestJson, send } from './request.ts'

const segment = encodeURIComponent
const snapshot = (id: string, rest: string) => `/api/snapshots/${segment(id)}/${rest}`

export const readCatalog = (signal: AbortSignal) => requestJson<readonly CatalogEntry[]>('/api/catalog', { signal })

export const readSnapshots = (serviceId: string, signal: AbortSignal) =>
  requestJson<readonly SnapshotSummary[]>(`/api/services/${segment(serviceId)}/snapshots?limit=500`, { signal })

export const readLastSeen = (serviceId: string, database: string, schema: string, name: string, signal: AbortSignal) =>
  requestJson<LastSeen>(
    `/api/services/${segment(serviceId)}/last-seen?${new URLSearchParams({ database, schema, name })}`,
    { signal },
  )

export const readIndex = (id: string, signal: AbortSignal) =>
  requestJson<CatalogIndex>(snapshot(id, 'index'), { signal })

export const readMembers = (id: string, database: string, schema: string, signal: AbortSignal) =>
  requestJson<readonly MemberSummary[]>(snapshot(id, `members?${new URLSearchParams({ database, schema })}`), {
    signal,
  })

export const searchSnapshot = (id: string, q: string, signal: AbortSignal) =>
  requestJson<readonly SearchHit[]>(snapshot(id, `search?${new URLSearchParams({ q })}`), { signal })

export const searchServices = (q: string, signal: AbortSignal) =>
  requestJson<readonly ServiceSearchHit[]>(`/api/search?${new URLSearchParams({ q, limit: '30' })}`, { signal })

export const readObject = (id: string, address: ObjectAddress, signal: AbortSignal) =>
  requestJson<SnapshotObject>(snapshot(id, `object?${toQuery(address)}`), { signal })

export const readReferences = (id: string, address: ObjectAddress, signal: AbortSignal) =>
  requestJson<References>(snapshot(id, `references?${toQuery(address)}`), { signal })

export async function readDdl(id: string, address: ObjectAddress, signal: AbortSignal): Promise<string> {
  return await (await send(snapshot(id, `ddl?${toQuery(address)}`), { signal })).text()
}

function toQuery({ kind, name, database, schema, arguments: rest }: ObjectAddress): URLSearchParams {
  return new URLSearchParams({
    kind,
    name,
    ...(database === null ? {} : { database }),
    ...(schema === null ? {} : { schema }),
    ...(rest === '' ? {} : { arguments: rest }),
  })
}
