import { useQuery } from '@tanstack/react-query'
import { type DiagramWish, readKeyDiagram } from '../api/diagrams.ts'

/** Foreign keys of a schema or around a table. Snapshots never change, so what was read of one stays right. */
export function useKeyDiagram(snapshotId: string, wish: DiagramWish) {
  return useQuery({
    queryKey: ['snapshots', snapshotId, 'keys', wish],
    queryFn: ({ signal }) => readKeyDiagram(snapshotId, wish, signal),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
  })
}
