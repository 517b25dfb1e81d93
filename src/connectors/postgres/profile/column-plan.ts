import { hashRate } from '../../../core/quality/estimates.ts'
import type { TypedColumn } from './columns.ts'

/** How the number of distinct values is found. */
export type DistinctPlan =
  | { readonly way: 'none' }
  /** A unique index says that no value is there twice. */
  | { readonly way: 'unique' }
  /** The server's statistics are good enough. */
  | { readonly way: 'statistics' }
  /** Rows are grouped by value, which tells the most frequent values too. */
  | { readonly way: 'grouped' }
  /** Values are sorted within the reading of everything else. */
  | { readonly way: 'sorted' }
  /** Hashes of one in `rate` values are gathered within the reading of everything else, or in one of their own. */
  | { readonly way: 'hashed'; readonly hash: (value: string) => string; readonly rate: number; readonly apart: boolean }

export interface ColumnPlan {
  readonly distinct: DistinctPlan
  readonly quantiles: boolean
  /** Whatever takes its time is measured too. */
  readonly thorough: boolean
  /** The rows are few. */
  readonly small: boolean
  /** After arithmetic overflowed: slower, and without limits. */
  readonly careful: boolean
}

/** Where ANALYZE saw each value so often on average, it hardly missed one. */
const sightings = 10
/** So many groups fit into memory, and where each has so many rows finding them costs less than sorting. */
const groupedValues = 300_000
const groupedRows = 10
/** Where all values are to be counted, the choice is between grouping and sorting them. */
const exactGroups = 2_000_000
const exactGroupedRows = 3
/** So many hashes may be gathered in one array. */
const gatheredHashes = 2_000_000

export interface Depth {
  /** Everything is measured from the rows themselves, as they are few. */
  readonly small: boolean
  readonly exact: boolean
  readonly rows: number
  /** Arrays are gathered by workers that share the reading (Postgres 16). */
  readonly gathersInParallel: boolean
  readonly careful: boolean
}

export function planColumn(column: TypedColumn, depth: Depth): ColumnPlan {
  const thorough = depth.small || depth.exact
  return {
    distinct: planDistinct(column, depth),
    quantiles: thorough,
    thorough,
    small: depth.small,
    careful: depth.careful,
  }
}

function planDistinct(column: TypedColumn, { small, exact, rows, gathersInParallel, careful }: Depth): DistinctPlan {
  if (!column.sortable || column.typeKind === 'composite') return { way: 'none' }
  if (small) return { way: 'grouped' }
  if (column.isUnique) return { way: 'unique' }
  const expected = expectedDistinct(column, rows)
  // Whole documents hardly ever repeat, and comparing them takes longer than all else.
  if (column.typeName === 'jsonb' && !exact) return { way: 'statistics' }
  const areFew = (most: number, each: number) => expected !== null && expected <= Math.min(most, rows / each)
  if (exact) return { way: areFew(exactGroups, exactGroupedRows) ? 'grouped' : 'sorted' }
  const analyzed = Math.min(column.statistics?.sampledRows ?? 0, rows)
  if (expected !== null && expected * sightings <= analyzed) return { way: 'statistics' }
  // Some days are beyond what their hash can be made of.
  if (column.hash === null || careful) return { way: expected === null ? 'none' : 'statistics' }
  if (areFew(groupedValues, groupedRows)) return { way: 'grouped' }
  const rate = hashRate(expected ?? rows)
  return { way: 'hashed', hash: column.hash, rate, apart: !gathersInParallel || rows / rate > gatheredHashes }
}

export function expectedDistinct({ statistics }: TypedColumn, rows: number): number | null {
  if (statistics === null) return null
  return statistics.distinct < 0 ? -statistics.distinct * rows : statistics.distinct
}
