import { useQuery } from '@tanstack/react-query'
import { readActivity } from '../api/runs.ts'

/** Milliseconds between two looks while something is under way, and otherwise. */
const lookEveryMs = 2_000
const calmMs = 15_000

/** What was last read of each service, by its id. */
export function useActivity() {
  return useQuery({
    queryKey: ['runs', 'activity'],
    queryFn: async () => new Map((await readActivity()).map((activity) => [activity.serviceId as string, activity])),
    refetchInterval: ({ state }) => {
      const reads = [...(state.data?.values() ?? [])].map(({ newestRead }) => newestRead?.state)
      return reads.some((state) => state === 'queued' || state === 'running') ? lookEveryMs : calmMs
    },
  })
}
