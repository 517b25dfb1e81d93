import type { SampledColumn } from '../../../core/quality/sensitive/find-sensitive.ts'
import { quoteIdentifier } from '../catalog/quote.ts'
import type { QueryRows } from '../connection.ts'
import { columnKind, columnSql } from './column-kind.ts'
import type { TypedColumn } from './columns.ts'

/** Values of a column that are looked at, and characters of each. */
const sampledValues = 500
const longestSample = 2_000
/** Rows that are drawn, as some have no value. */
const drawnRows = 1_500
/** Up to so many rows drawing them one by one is quick; of more, whole pages are drawn. */
const readQuickly = 20_000

export interface SampleSource {
  /** Name of the relation in SQL. */
  readonly name: string
  readonly canDraw: boolean
  /** A condition on the rows, or null. */
  readonly where: string | null
  readonly expectedRows: number
}

/** A statement for some rows of a relation with the texts of their values. They are for judging, and not to be kept. */
export function sampleValuesSql(
  columns: readonly TypedColumn[],
  { name, canDraw, where, expectedRows }: SampleSource,
): string {
  const drawn = expectedRows > readQuickly ? drawnRows : 4 * drawnRows
  const percent = Math.min(100, (100 * drawn) / Math.max(1, expectedRows))
  const method = expectedRows > readQuickly ? 'system' : 'bernoulli'
  const drawing = canDraw && percent < 100 ? ` tablesample ${method} (${percent})` : ''
  const condition = where === null ? '' : ` where (${where}\n)`
  const inner = columns.map((column) => `s.${quoteIdentifier(column.name)}`)
  const texts = columns.map(
    (column) =>
      `${isTelling(column) ? `pg_catalog."left"(${columnSql(column)}::pg_catalog.text, ${longestSample})` : 'null::pg_catalog.text'}`,
  )
  return `select ${texts.join(', ')} from (select ${inner.join(', ')} from ${name} s${drawing}${condition} limit ${drawnRows}) s`
}

/** Bytes and composites are not read as anything. */
function isTelling(column: TypedColumn): boolean {
  const kind = columnKind(column)
  return kind !== 'bytes' && kind !== 'opaque' && kind !== 'boolean'
}

export function readSamples(columns: readonly TypedColumn[], answer: QueryRows | undefined): SampledColumn[] {
  const rows = answer?.rows ?? []
  return columns.map(({ name, base }, at) => ({
    column: name,
    type: base,
    values: rows.flatMap((row) => row[at] ?? []).slice(0, sampledValues),
  }))
}
