import { useQuery } from '@tanstack/react-query'
import { readSnapshot } from '../api/snapshots.ts'

/** A snapshot never changes. */
export function useSnapshot(id: string) {
  return useQuery({ queryKey: ['snapshots', 'one', id], queryFn: () => readSnapshot(id), staleTime: Infinity })
}
