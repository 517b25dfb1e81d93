import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { readChangeScript, readChanges, readDifference, readSnapshots } from '../api/changes.ts'

/** A service's snapshots, the newest first. */
export function useSnapshots(serviceId: string) {
  return useQuery({ queryKey: ['snapshots', 'of', serviceId], queryFn: () => readSnapshots(serviceId) })
}

/** Two snapshots never change, and so does what differs between them. */
export function useDifference(from: string, to: string) {
  return useQuery({
    queryKey: ['difference', from, to],
    queryFn: () => readDifference(from, to),
    staleTime: Infinity,
    gcTime: 60_000,
  })
}

/** The statements of a difference; read when `wanted`, since both snapshots have to be read whole for it. */
export function useChangeScript(from: string, to: string, wanted: boolean) {
  return useQuery({
    queryKey: ['change-script', from, to],
    queryFn: () => readChangeScript(from, to),
    enabled: wanted,
    staleTime: Infinity,
    gcTime: 60_000,
  })
}

const lookedAt = 20

/** How a service changed from snapshot to snapshot, the newest first, a page at a time. */
export function useTimeline(serviceId: string) {
  return useInfiniteQuery({
    queryKey: ['changes', serviceId],
    queryFn: ({ pageParam }) => readChanges(serviceId, pageParam, lookedAt),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next ?? undefined,
  })
}

/** How a service changed from the snapshot before to snapshot `number`; null where it did not, or there is none before. */
export function useStepTo(serviceId: string, number: number | null) {
  return useQuery({
    queryKey: ['changes', serviceId, number],
    queryFn: async () => (await readChanges(serviceId, (number ?? 0) + 1, 1)).steps[0] ?? null,
    enabled: number !== null,
  })
}
