import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { Run } from '../../core/runs.ts'
import { type RunFilter, readRuns } from '../api/runs.ts'

const pageSize = 200
/** Milliseconds between two looks at what is under way. */
const lookEveryMs = 2_000
const liveFilter: RunFilter = { service: null, kind: null, states: ['queued', 'running'] }

/** Runs that wait or run, of all services; looked at again and again. */
function useLiveRuns() {
  return useQuery({
    queryKey: ['runs', 'live'],
    queryFn: () => readRuns(liveFilter, null, 999),
    refetchInterval: lookEveryMs,
  })
}

/** Past and present runs, the newest first, a page at a time; those under way are kept up. */
export function useRuns(filter: RunFilter) {
  const client = useQueryClient()
  const live = useLiveRuns()
  const pages = useInfiniteQuery({
    queryKey: ['runs', 'list', filter],
    queryFn: ({ pageParam }) => readRuns(filter, pageParam, pageSize),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.length < pageSize ? undefined : page.at(-1)?.id),
  })
  // Whenever a run begins, goes on or ends, the list has changed too.
  const underWay = live.data?.map(({ id, state }) => `${id} ${state}`).join()
  useEffect(() => {
    if (underWay !== undefined) void client.invalidateQueries({ queryKey: ['runs', 'list'] })
  }, [underWay, client])
  const runs = useMemo(() => {
    const present = new Map(live.data?.map((run) => [run.id, run]))
    return pages.data?.pages.flat().map((run): Run => present.get(run.id) ?? run)
  }, [pages.data, live.data])
  return { ...pages, runs }
}
