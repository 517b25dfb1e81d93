import type { CallCount, LastSeen } from '../../core/usage/relation-usage.ts'
import type { DataColumn } from '../components/DataTable.tsx'
import { RelativeTime } from '../components/RelativeTime.tsx'
import { betweenWords, countWords, timeWords } from './usage-words.ts'

/** A column of counts; nothing counted is a quiet dash. */
export function countColumn<Row>(id: string, label: string, count: (row: Row) => CallCount): DataColumn<Row> {
  return {
    id,
    label,
    value: (row) => BigInt(count(row).calls),
    render: (row) => {
      const { calls, lowerBound } = count(row)
      return calls === '0' && !lowerBound ? null : countWords(calls, lowerBound)
    },
    numeric: true,
  }
}

export function timeColumn<Row extends CallCount & { readonly totalTimeMs: number }>(): DataColumn<Row> {
  return {
    id: 'time',
    label: 'Total time',
    value: ({ totalTimeMs }) => totalTimeMs,
    render: ({ totalTimeMs, lowerBound }) => timeWords(totalTimeMs, lowerBound),
    numeric: true,
  }
}

/** Between which readings it was called last. */
export function lastSeenColumn<Row extends { readonly lastSeen: LastSeen | null }>(): DataColumn<Row> {
  return {
    id: 'seen',
    label: 'Last seen',
    value: ({ lastSeen }) => lastSeen?.until ?? null,
    render: ({ lastSeen }) =>
      lastSeen === null ? null : (
        <span title={betweenWords(lastSeen)}>
          <RelativeTime at={lastSeen.until} />
        </span>
      ),
  }
}
