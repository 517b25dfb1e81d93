import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { isEnded, type Run, type RunKind } from '../../core/runs.ts'
import { watchRun } from '../api/watch-run.ts'
import { qualityKey } from '../hooks/use-quality.ts'
import { useStartRun } from '../hooks/use-start-run.ts'

/** Starts a run and stays on the page: what it found is shown as soon as it has ended. */
export function useRunHere(serviceId: string) {
  const client = useQueryClient()
  const start = useStartRun()
  const [run, setRun] = useState<Run | null>(null)
  const [lost, setLost] = useState<Error | null>(null)
  const id = run?.id ?? null
  useEffect(() => {
    if (id === null) return
    const leaving = new AbortController()
    const watch = async () => {
      for await (const event of watchRun(id, leaving.signal, () => undefined)) {
        if (event.type !== 'ended') continue
        setRun((before) => before && { ...before, state: event.state, reason: event.reason })
        await client.invalidateQueries({ queryKey: qualityKey })
      }
    }
    watch().catch(setLost)
    return () => leaving.abort()
  }, [id, client])
  return {
    run,
    isUnderWay: start.isPending || (run !== null && !isEnded(run.state)),
    error: start.error ?? lost,
    begin: (kind: RunKind, relations: readonly string[] | null) =>
      start.mutate({ serviceId, kind, relations }, { onSuccess: setRun }),
  }
}
