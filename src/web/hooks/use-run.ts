import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { RunEvent } from '../../core/events.ts'
import { isEnded, type Run } from '../../core/runs.ts'
import { cancelRun, readRun, retryRun } from '../api/runs.ts'
import { watchRun } from '../api/watch-run.ts'

const runKey = (id: string) => ['runs', 'one', id] as const

/** What is known of runs has changed: lists and services show it. */
const runsKey = ['runs'] as const

interface WatchedRun {
  readonly run: Run | undefined
  /** Everything but the progress, in order. */
  readonly events: readonly RunEvent[]
  /** The server went away; the stream is resumed as soon as it is back. */
  readonly away: boolean
  readonly error: Error | null
  readonly retry: () => void
}

/** A run as it goes on: read once, then kept up by its events. */
export function useRun(id: string): WatchedRun {
  const client = useQueryClient()
  const query = useQuery({ queryKey: runKey(id), queryFn: () => readRun(id), refetchOnWindowFocus: false })
  const [events, setEvents] = useState<readonly RunEvent[]>([])
  const [away, setAway] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  useEffect(() => {
    const leaving = new AbortController()
    const watch = async () => {
      setEvents([])
      for await (const event of watchRun(id, leaving.signal, setAway)) {
        client.setQueryData<Run>(runKey(id), (run) => (run === undefined ? run : withEvent(run, event)))
        if (event.type === 'progress') continue
        setEvents((before) => [...before, event])
        // How it ended says more than its event: the snapshot, and when it began.
        if (event.type === 'ended') await client.invalidateQueries({ queryKey: runsKey })
      }
    }
    watch().catch(setError)
    return () => leaving.abort()
  }, [id, client])
  const retry = () => void query.refetch()
  return { run: query.data, events, away, error: query.error ?? error, retry }
}

/** The run after one more event; one that has ended stays as it is. */
function withEvent(run: Run, event: RunEvent): Run {
  if (isEnded(run.state)) return run
  switch (event.type) {
    case 'queued':
      return run
    case 'started':
      return { ...run, state: 'running', attempt: event.attempt, startedAt: run.startedAt ?? event.at, progress: null }
    case 'progress':
      return { ...run, progress: event.progress }
    case 'cancel-requested':
      return { ...run, cancelRequested: true }
    case 'interrupted':
      return { ...run, state: 'queued', progress: null }
    case 'ended':
      return {
        ...run,
        state: event.state,
        reason: event.reason,
        result: event.result,
        endedAt: event.at,
        progress: null,
      }
  }
}

export function useCancelRun() {
  const client = useQueryClient()
  return useMutation({ mutationFn: cancelRun, onSuccess: (run) => client.setQueryData(runKey(run.id), run) })
}

export function useRetryRun() {
  const client = useQueryClient()
  return useMutation({ mutationFn: retryRun, onSuccess: () => client.invalidateQueries({ queryKey: runsKey }) })
}
