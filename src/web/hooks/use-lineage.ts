import { useQuery } from '@tanstack/react-query'
import { analyzeSql, type LineageWish, readLineage, readLineageProblems } from '../api/lineage.ts'

const moving = { placeholderData: <T>(before: T | undefined) => before }
const lasting = { ...moving, staleTime: Number.POSITIVE_INFINITY }

/** What lies around a relation or column of a snapshot. */
export function useLineage(snapshotId: string, wish: LineageWish) {
  return useQuery({
    queryKey: ['snapshots', snapshotId, 'lineage', wish],
    queryFn: ({ signal }) => readLineage(snapshotId, wish, signal),
    // A snapshot stays what it is; further readings see further statements.
    ...(wish.statements ? moving : lasting),
  })
}

/** Where a snapshot's lineage is incomplete or a guess; null waits. */
export function useLineageProblems(snapshotId: string | null, statements: boolean) {
  return useQuery({
    queryKey: ['snapshots', snapshotId, 'lineage', 'problems', statements],
    queryFn: ({ signal }) => readLineageProblems(snapshotId ?? '', statements, signal),
    enabled: snapshotId !== null,
    ...(statements ? moving : lasting),
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
