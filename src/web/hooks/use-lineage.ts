import { useQuery } from '@tanstack/react-query'
import { analyzeSql, type LineageWish, readLineage, readLineageProblems } from '../api/lineage.ts'

const lasting = { staleTime: Number.POSITIVE_INFINITY, placeholderData: <T>(before: T | undefined) => before }

/** What lies around a relation or column of a snapshot. */
export function useLineage(snapshotId: string, wish: LineageWish) {
  return useQuery({
    queryKey: ['snapshots', snapshotId, 'lineage', wish],
    queryFn: ({ signal }) => readLineage(snapshotId, wish, signal),
    ...lasting,
  })
}

/** Where a snapshot's lineage is incomplete or a guess; null waits. */
export function useLineageProblems(snapshotId: string | null) {
  return useQuery({
    queryKey: ['snapshots', snapshotId, 'lineage', 'problems'],
    queryFn: ({ signal }) => readLineageProblems(snapshotId ?? '', signal),
    enabled: snapshotId !== null,
    ...lasting,
  })
}

/** Lineage of a text; an empty one waits. */
export function useSqlLineage(sql: string, snapshotId: string | null, database: string | null) {
  return useQuery({
    queryKey: ['lineage', snapshotId, database, sql],
    queryFn: ({ signal }) =>
      analyzeSql(
        { sql, ...(snapshotId === null ? {} : { snapshotId }), ...(database === null ? {} : { database }) },
        signal,
      ),
    enabled: sql.trim() !== '',
    placeholderData: (before) => before,
  })
}
