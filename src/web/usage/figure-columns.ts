import type { UserUsage } from '../../core/usage/rank-statements.ts'
import type { DataColumn } from '../components/DataTable.tsx'
import { countWords, timeWords, toCount } from './usage-words.ts'

type Figures = Pick<UserUsage, 'calls' | 'totalTimeMs' | 'rows' | 'lowerBound'>

export const callsColumn: DataColumn<Figures> = {
  id: 'calls',
  label: 'Calls',
  value: ({ calls }) => toCount(calls),
  render: ({ calls, lowerBound }) => countWords(calls, lowerBound),
  numeric: true,
}

export const timeColumn: DataColumn<Figures> = {
  id: 'time',
  label: 'Total time',
  value: ({ totalTimeMs }) => totalTimeMs,
  render: ({ totalTimeMs, lowerBound }) => timeWords(totalTimeMs, lowerBound),
  numeric: true,
}

export const rowsColumn: DataColumn<Figures> = {
  id: 'rows',
  label: 'Rows',
  value: ({ rows }) => toCount(rows),
  render: ({ rows, lowerBound }) => countWords(rows, lowerBound),
  numeric: true,
}
