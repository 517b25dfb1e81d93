import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { RunKind } from '../../core/runs.ts'
import { startRun } from '../api/runs.ts'

interface Wish {
  readonly serviceId: string
  readonly kind: RunKind
  /** Of a profile or checks; null for everything. */
  readonly relations?: readonly string[] | null
}

/** Queues a run of a service. */
export function useStartRun() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ serviceId, kind, relations = null }: Wish) => startRun(serviceId, kind, relations),
    onSuccess: () => client.invalidateQueries({ queryKey: ['runs'] }),
  })
}
