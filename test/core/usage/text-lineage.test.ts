import { expect, test } from 'vitest'
import type { SourceColumn, StatementLineage } from '../../../src/core/lineage/statement-lineage.ts'
import { noUsage } from '../../../src/core/usage/add-usage.ts'
import { relationUsage } from '../../../src/core/usage/relation-usage.ts'
import { toTextLineage } from '../../../src/core/usage/text-lineage.ts'

const place = { database: 'd', schema: 's', relation: 't' }
const source = (column: string): SourceColumn => ({ ...place, column, influences: ['direct'] })
const target = { database: null, schema: null, relation: null, column: 'row_to_json' }

type Entry = Pick<StatementLineage, 'reads' | 'columns'> & Partial<StatementLineage>

function usageOf(entry: Entry, lossy = false) {
  const lineage = toTextLineage({ line: 1, kind: 'select', target: null, problems: [], ...entry }, [])
  const sum = { ...noUsage, calls: '3' }
  return relationUsage([{ id: '1', text: '', sum, users: new Map(), lastSeen: null, lineage: [lineage] }], lossy)
}

function usedColumns(entry: Entry): readonly string[] {
  return usageOf(entry).flatMap(({ columns }) => columns.map(({ column, calls }) => `${column} ${calls}`))
}

test('a whole row uses all of its columns', () => {
  const columns = [{ target, sources: [source('a'), source('b')] }]
  expect(usedColumns({ reads: [{ ...place, column: null }], columns })).toEqual(['a 3', 'b 3'])
})

test('counting rows uses no column', () => {
  const columns = [{ target, sources: [{ ...place, column: null, influences: ['direct' as const] }] }]
  expect(usedColumns({ reads: [{ ...place, column: null }], columns })).toEqual([])
})

test('a column that only comes out of a variable was read by another statement', () => {
  expect(usedColumns({ reads: [], columns: [{ target, sources: [source('a')] }] })).toEqual([])
})

const wholeRow = { reads: [{ ...place, column: null }], columns: [] }

test('a whole row that only decides which rows are deleted uses all of its columns', () => {
  const filters = [
    { ...place, column: 'a' },
    { ...place, column: 'b' },
  ]
  const entry = { ...wholeRow, kind: 'delete', target: place, predicates: { joins: [], filters } }
  expect(toTextLineage({ line: 1, problems: [], ...entry }, []).reads.map(({ column }) => column)).toEqual([
    null,
    'a',
    'b',
  ])
  expect(usageOf(entry)).toMatchObject([{ read: { calls: '3' }, written: { calls: '3' } }])
  expect(usedColumns(entry)).toEqual(['a 3', 'b 3'])
})

test('what was only planned was not used', () => {
  expect(usageOf({ ...wholeRow, kind: 'explain' })).toEqual([])
  expect(usageOf({ ...wholeRow, kind: 'explain_analyze', target: place })).toMatchObject([{ written: { calls: '3' } }])
})

test('what is emptied is written', () => {
  const usage = usageOf({ reads: [], columns: [], kind: 'truncate', empties: [place] })
  expect(usage).toMatchObject([{ calls: '3', read: { calls: '0' }, written: { calls: '3' } }])
})

test('where calls of other statements may be missing, figures of a relation are lower bounds', () => {
  const bound = { calls: '3', lowerBound: true }
  const entry = { reads: [{ ...place, column: 'a' }], columns: [] }
  expect(usageOf(entry, true)).toMatchObject([{ ...bound, read: bound, columns: [{ column: 'a', ...bound }] }])
})
