import { expect, test } from 'vitest'
import type { JsonValue } from '../../src/core/json.ts'
import type { ColumnProfile } from '../../src/core/quality/profile.ts'
import { histogramBins } from '../../src/web/quality/histogram-bins.ts'

const bins = (type: string, bounds: readonly JsonValue[]) => {
  const column: ColumnProfile = {
    column: 'x',
    type,
    metrics: { histogram: { value: { bounds }, basis: 'exact', rows: '100' } },
  }
  return histogramBins(column)
}
const whole = (shares: readonly number[] | undefined) => (shares ?? []).reduce((sum, share) => sum + share, 0)

test('equal shares between even bounds are an even histogram', () => {
  const found = bins('integer', [0, 25, 50, 75, 100])
  expect(found).toMatchObject({ from: '0', to: '100', trimmed: false })
  for (const share of found?.shares ?? []) expect(share).toBeCloseTo(1 / 24, 5)
})

test('half of the values in a tenth of the range are a peak there', () => {
  const found = bins('numeric(10,2)', ['0', '5', '10', '55', '100'])
  expect(whole(found?.shares)).toBeCloseTo(1, 5)
  expect(whole(found?.shares.slice(0, 3))).toBeGreaterThan(0.5)
})

test('a value that many rows have is a bar of its own', () => {
  const found = bins('integer', [0, 50, 50, 50, 100])
  expect(Math.max(...(found?.shares ?? []))).toBeGreaterThan(0.5)
  expect(whole(found?.shares)).toBeCloseTo(1, 5)
})

test('what is far off is left out, and that is said', () => {
  const bounds = [...Array.from({ length: 20 }, (_, at) => at), 1_000_000]
  const found = bins('bigint', bounds.map(String))
  expect(found).toMatchObject({ trimmed: true, from: '1', to: '19' })
})

test('times lie as moments do, and what has no scale has no histogram', () => {
  expect(bins('timestamp with time zone', ['2026-01-01 00:00:00+00', '2026-01-02 00:00:00+00'])?.shares).toHaveLength(
    24,
  )
  expect(bins('date', ['2026-01-01', '2026-06-01', 'infinity'])).toBeNull()
  expect(bins('text', ['a', 'b'])).toBeNull()
  expect(bins('integer', [7, 7, 7])).toBeNull()
})
