import { toCsv } from '../../csv.ts'
import type { KeptUsage, UnusedReport } from '../../usage-api.ts'
import type { ColumnUsage, RelationUsage } from '../relation-usage.ts'

/** A line a statement and user. */
export function statementsCsv({ since, readAt, statements }: KeptUsage): string {
  const number = (text: string | null) => (text === null ? null : BigInt(text))
  return toCsv(
    [
      { label: 'since', value: () => since },
      { label: 'until', value: () => readAt },
      { label: 'database', value: ({ database }) => database },
      { label: 'user', value: ({ user }) => user },
      { label: 'queryid', value: ({ queryid }) => number(queryid) },
      { label: 'calls', value: ({ calls }) => number(calls) },
      { label: 'lower_bound', value: ({ lowerBound }) => lowerBound },
      { label: 'rows', value: ({ rows }) => number(rows) },
      { label: 'total_time_ms', value: ({ totalTimeMs }) => totalTimeMs },
      { label: 'shared_blocks_hit', value: ({ sharedBlocksHit }) => number(sharedBlocksHit) },
      { label: 'shared_blocks_read', value: ({ sharedBlocksRead }) => number(sharedBlocksRead) },
      { label: 'shared_blocks_written', value: ({ sharedBlocksWritten }) => number(sharedBlocksWritten) },
      { label: 'temp_blocks_written', value: ({ tempBlocksWritten }) => number(tempBlocksWritten) },
      { label: 'toplevel', value: ({ toplevel }) => toplevel },
      { label: 'text', value: ({ text }) => text },
    ],
    statements,
  )
}

interface Row {
  readonly usage: RelationUsage
  /** Null for the relation as a whole. */
  readonly column: ColumnUsage | null
}

/** A line a relation, followed by one for each of its columns that was used. */
export function relationsCsv(relations: readonly RelationUsage[]): string {
  const rows = relations.flatMap((usage): Row[] => [
    { usage, column: null },
    ...usage.columns.map((column) => ({ usage, column })),
  ])
  const counted = ({ usage, column }: Row) => column ?? usage
  return toCsv<Row>(
    [
      { label: 'database', value: ({ usage }) => usage.relation.database },
      { label: 'schema', value: ({ usage }) => usage.relation.schema },
      { label: 'relation', value: ({ usage }) => usage.relation.relation },
      { label: 'column', value: ({ column }) => column?.column ?? null },
      { label: 'calls', value: (row) => BigInt(counted(row).calls) },
      { label: 'lower_bound', value: (row) => counted(row).lowerBound },
      { label: 'written', value: (row) => BigInt(counted(row).written.calls) },
      { label: 'filtered', value: ({ column }) => (column === null ? null : BigInt(column.filtered.calls)) },
      { label: 'joined', value: ({ column }) => (column === null ? null : BigInt(column.joined.calls)) },
      { label: 'users', value: ({ usage, column }) => (column === null ? usage.users.length : null) },
      { label: 'last_seen_after', value: (row) => counted(row).lastSeen?.since ?? null },
      { label: 'last_seen_before', value: (row) => counted(row).lastSeen?.until ?? null },
    ],
    rows,
  )
}

/** A line each relation or column that was not seen. `sure` is false where that may be for want of watching. */
export function unusedCsv({ span, gaps, relations }: UnusedReport): string {
  const rows = relations.flatMap(({ relation, kind, columns }) =>
    (columns ?? [null]).map((column) => ({ ...relation, kind, column })),
  )
  return toCsv(
    [
      { label: 'since', value: () => span.since },
      { label: 'until', value: () => span.until },
      { label: 'database', value: ({ database }) => database },
      { label: 'schema', value: ({ schema }) => schema },
      { label: 'relation', value: ({ relation }) => relation },
      { label: 'kind', value: ({ kind }) => kind },
      { label: 'column', value: ({ column }) => column },
      { label: 'sure', value: () => gaps.length === 0 },
    ],
    rows,
  )
}
