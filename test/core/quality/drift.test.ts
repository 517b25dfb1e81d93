import { describe, expect, test } from 'vitest'
import { notableChanges } from '../../../src/core/quality/drift.ts'
import type { Basis, ColumnMetrics, Measure, RelationProfile } from '../../../src/core/quality/profile.ts'
import { withholdValues } from '../../../src/core/quality/withhold-values.ts'

const exact = <Value>(value: Value) => of(value, 'exact', '10000')
const of = <Value>(value: Value, basis: Basis, rows: string, error?: number) =>
  ({ value, basis, rows, ...(error === undefined ? {} : { error }) }) as Measure<never>

const at = '2026-03-10T12:00:00.000Z'

function profile(
  rows: Measure<string> | null,
  columns: Readonly<Record<string, readonly [string, ColumnMetrics]>> = {},
) {
  const found: RelationProfile = {
    database: 'shop',
    schema: 'public',
    relation: 'orders',
    kind: 'table',
    profiledAt: at,
    durationMs: 1,
    rows,
    bytes: null,
    columns: Object.entries(columns).map(([column, [type, metrics]]) => ({ column, type, metrics })),
    problems: [],
  }
  return found
}

const said = (before: RelationProfile, after: RelationProfile): readonly string[] =>
  notableChanges(before, after).map(({ what, column, message }) => `${what} ${column ?? '-'}: ${message}`)

const column = (type: string, before: ColumnMetrics, after: ColumnMetrics): readonly string[] =>
  said(profile(exact('10000'), { x: [type, before] }), profile(exact('10000'), { x: [type, after] }))

const nulls = (value: number, basis: Basis = 'exact', rows = '10000'): ColumnMetrics => ({
  nullFraction: of(value, basis, rows),
})
const distinct = (count: string, nullCount = '0'): ColumnMetrics => ({
  rowCount: exact('10000'),
  nullCount: exact(nullCount),
  distinctCount: exact(count),
})
const bounds = (min: number, max: number, basis: Basis = 'exact'): ColumnMetrics => ({
  min: of(min, basis, '10000'),
  max: of(max, basis, '10000'),
})
const middle = (q1: number, median: number, q3: number, rows = '5000'): ColumnMetrics => ({
  q1: of(q1, 'sampled', rows),
  median: of(median, 'sampled', rows),
  q3: of(q3, 'sampled', rows),
})
const newest = (max: string): ColumnMetrics => ({ max: exact(max) })

describe('what is notable between two profiles', () => {
  const rows = (before: Measure<string>, after: Measure<string>) => said(profile(before), profile(after))

  test.each<readonly [string, readonly string[], readonly string[]]>([
    ['a relation that lost its rows', rows(exact('5000'), exact('0')), ['volume -: It is empty; it had 5,000 rows.']],
    [
      'a third fewer rows',
      rows(exact('9000'), exact('6000')),
      ['volume -: It has 33 % fewer rows: 6,000, 9,000 before.'],
    ],
    ['some more rows', rows(exact('9000'), exact('12000')), []],
    ['few rows that doubled', rows(exact('20'), exact('60')), []],
    ['an estimate that halves', rows(of('9000', 'estimate', '0'), of('5000', 'estimate', '0')), []],
    [
      'nulls where none were',
      column('text', nulls(0), nulls(0.001)),
      ['nulls x: 0.1 % of the values are missing; none were.'],
    ],
    [
      'more nulls',
      column('text', nulls(0.002), nulls(0.041)),
      ['nulls x: 4.1 % of the values are missing, 0.2 % before.'],
    ],
    ['about as many nulls', column('text', nulls(0.4), nulls(0.42)), []],
    ['fewer nulls', column('text', nulls(0.5), nulls(0)), ['nulls x: 0 % of the values are missing, 50 % before.']],
    [
      'a difference that a small sample may have by chance',
      column('text', nulls(0.1, 'sampled', '40'), nulls(0.2, 'sampled', '40')),
      [],
    ],
    [
      'the same difference in a large sample',
      column('text', nulls(0.1, 'sampled', '4000'), nulls(0.2, 'sampled', '4000')),
      ['nulls x: 20 % of the values are missing, 10 % before.'],
    ],
    [
      'a null that a sample did not meet before',
      column('text', nulls(0, 'sampled', '100'), nulls(0.02, 'sampled', '100')),
      [],
    ],
    [
      'values of a unique column that repeat',
      column('bigint', distinct('10000'), distinct('9990')),
      ['distinct x: Values repeat: 10 of 10,000 are not the first of their kind. All were distinct.'],
    ],
    [
      'many more different values',
      column('text', distinct('12'), distinct('40')),
      ['distinct x: There are 40 different values, 12 before.'],
    ],
    ['a few more different values', column('text', distinct('12'), distinct('13')), []],
    [
      'values far beyond',
      column('numeric', bounds(0, 100), bounds(0, 900)),
      ['range x: The greatest value is 900, 100 before.'],
    ],
    ['values a little beyond', column('numeric', bounds(0, 100), bounds(0, 150)), []],
    [
      'negative values',
      column('integer', bounds(0, 100), bounds(-1, 100)),
      ['range x: There are negative values now, the least -1.'],
    ],
    ['bounds of samples', column('integer', bounds(0, 100, 'sampled'), bounds(0, 900, 'sampled')), []],
    [
      'a median that left the middle',
      column('integer', middle(10, 20, 30), middle(30, 45, 60)),
      ['range x: The median is 45, 20 before.'],
    ],
    ['a median of few rows', column('integer', middle(10, 20, 30, '20'), middle(30, 45, 60, '20')), []],
    [
      'text that is no range',
      column('text', { min: exact('a'), max: exact('b') }, { min: exact('0'), max: exact('z') }),
      [],
    ],
    [
      'a table that is no longer written to',
      column('timestamp with time zone', newest('2026-03-10 11:00:00+00'), newest('2026-03-05 12:00:00+00')),
      ['freshness x: The newest value is 5 days old, 1 h before.'],
    ],
    ['a table that never was', column('date', newest('2020-01-01'), newest('2020-01-01')), []],
    ['a time that never ends', column('timestamp without time zone', newest('infinity'), newest('infinity')), []],
  ])('%s', (_, changes, expected) => {
    expect(changes).toEqual(expected)
  })

  test('columns that came, went and changed', () => {
    const before = profile(exact('1'), { a: ['integer', {}], b: ['text', {}] })
    const after = profile(exact('1'), { b: ['integer', {}], c: ['text', {}] })
    expect(said(before, after)).toEqual([
      'columns b: Its type is integer, text before.',
      'columns c: It is new.',
      'columns a: It is gone, or no longer readable.',
    ])
  })
})

test('values withheld: what is frequent and what bounds text goes, how often and how long stays', () => {
  const metrics = {
    ...bounds(1, 2),
    ...middle(1, 2, 3),
    maxLength: exact(3),
    topValues: exact([{ value: 'Ada', fraction: 0.5 }]),
    histogram: exact({ bounds: [1, 2] }),
  } as ColumnMetrics
  const kept = (type: string) => withholdValues(profile(null, { x: [type, metrics] })).columns[0]?.metrics
  expect(Object.keys(kept('text') ?? {})).toEqual(['maxLength', 'topValues'])
  expect(Object.keys(kept('integer[]') ?? {})).toEqual(['maxLength', 'topValues'])
  expect(Object.keys(kept('public.salary') ?? {})).toEqual(['maxLength', 'topValues'])
  for (const type of ['text', 'integer', 'numeric(10,2)', 'timestamp with time zone']) {
    expect(kept(type)?.topValues?.value).toEqual([{ value: null, fraction: 0.5 }])
  }
  expect(kept('numeric(10,2)')).toMatchObject({
    min: metrics.min,
    median: metrics.median,
    histogram: metrics.histogram,
  })
  expect(kept('boolean')).toEqual(metrics)
})
