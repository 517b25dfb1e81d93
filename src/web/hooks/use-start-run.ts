import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { RunKind } from '../../core/runs.ts'
import { startRun } from '../api/runs.ts'

/** Queues a run of a service. */
export function useStartRun() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ serviceId, kind }: { readonly serviceId: string; readonly kind: RunKind }) =>
      startRun(serviceId, kind),
    onSuccess: () => client.invalidateQueries({ queryKey: ['runs'] }),
  })
}
