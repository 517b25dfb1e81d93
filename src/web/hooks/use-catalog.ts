import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ObjectAddress } from '../../core/catalog/object-key.ts'
import {
  readCatalog,
  readDdl,
  readIndex,
  readLastSeen,
  readMembers,
  readObject,
  readReferences,
  readSnapshots,
  searchServices,
  searchSnapshot,
} from '../api/catalog.ts'
import { toCatalogNames } from '../catalog/catalog-names.ts'

/** Snapshots never change, so what was read of one stays right. */
const lasting = { staleTime: Number.POSITIVE_INFINITY, gcTime: 10 * 60_000 }

/** The newest snapshot of every service that was ever read. */
export function useCatalog() {
  return useQuery({ queryKey: ['catalog'], queryFn: ({ signal }) => readCatalog(signal) })
}

/** A service's snapshots, the newest first. */
export function useSnapshots(serviceId: string) {
  return useQuery({
    queryKey: ['services', serviceId, 'snapshots'],
    queryFn: ({ signal }) => readSnapshots(serviceId, signal),
  })
}

/** A snapshot's names; null waits. */
export function useCatalogNames(snapshotId: string | null) {
  return useQuery({
    queryKey: ['snapshots', snapshotId, 'names'],
    queryFn: async ({ signal }) => toCatalogNames(await readIndex(snapshotId ?? '', signal)),
    enabled: snapshotId !== null,
    // Tens of thousands of names need no comparison with what was there before.
    structuralSharing: false,
    ...lasting,
  })
}

/** What stands in a schema, with what a list shows of it. */
export function useMembers(snapshotId: string, database: string, schema: string) {
  return useQuery({
    queryKey: ['snapshots', snapshotId, 'members', database, schema],
    queryFn: ({ signal }) => readMembers(snapshotId, database, schema, signal),
    structuralSharing: false,
    ...lasting,
  })
}

export function useObject(snapshotId: string, address: ObjectAddress) {
  return useQuery({
    queryKey: ['snapshots', snapshotId, 'object', address],
    queryFn: ({ signal }) => readObject(snapshotId, address, signal),
    ...lasting,
  })
}

/** In which kept snapshot of a service something of this name was last. */
export function useLastSeen(serviceId: string, { database, schema, name }: NamedPlace) {
  return useQuery({
    queryKey: ['last-seen', serviceId, database, schema, name],
    queryFn: ({ signal }) => readLastSeen(serviceId, database, schema, name, signal),
  })
}

interface NamedPlace {
  readonly database: string
  readonly schema: string
  readonly name: string
}

export function useReferences(snapshotId: string, address: ObjectAddress) {
  return useQuery({
    queryKey: ['snapshots', snapshotId, 'references', address],
    queryFn: ({ signal }) => readReferences(snapshotId, address, signal),
    ...lasting,
  })
}

export const ddlQuery = (snapshotId: string, address: ObjectAddress) =>
  queryOptions({
    queryKey: ['snapshots', snapshotId, 'ddl', address],
    queryFn: ({ signal }) => readDdl(snapshotId, address, signal),
    ...lasting,
  })

export function useDdl(snapshotId: string, address: ObjectAddress) {
  return useQuery(ddlQuery(snapshotId, address))
}

/** What names alone do not find in a snapshot: columns, types and comments. No words find nothing. */
export function useSnapshotSearch(snapshotId: string, words: string) {
  return useQuery({
    queryKey: ['snapshots', snapshotId, 'search', words],
    queryFn: ({ signal }) => searchSnapshot(snapshotId, words, signal),
    enabled: words !== '',
    placeholderData: (before) => before,
    ...lasting,
  })
}

/** The same over all services' newest snapshots. */
export function useServiceSearch(words: string) {
  return useQuery({
    queryKey: ['search', words],
    queryFn: ({ signal }) => searchServices(words, signal),
    enabled: words !== '',
    placeholderData: (before) => before,
  })
}
