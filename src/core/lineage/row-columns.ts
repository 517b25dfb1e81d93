import { type ColumnAddress, relationKey, type StatementLineage } from './statement-lineage.ts'

/** Columns that are read in whole rows, as in `row_to_json(t)` or `WHERE t IS NULL`: of those `reads` has the relation alone. */
export function rowColumns({
  reads,
  columns,
  predicates,
}: Pick<StatementLineage, 'reads' | 'columns' | 'predicates'>): readonly ColumnAddress[] {
  const keyOf = ({ column, ...relation }: ColumnAddress) => `${relationKey(relation)}${column ?? ''}`
  const whole = new Set(reads.filter(({ column }) => column === null).map(keyOf))
  const listed = new Set(reads.map(keyOf))
  const found = new Map<string, ColumnAddress>()
  const sources = columns.flatMap((each) => each.sources.map(({ influences: _, ...source }) => source))
  for (const source of [...sources, ...(predicates?.filters ?? [])]) {
    const isWhole = whole.has(keyOf({ ...source, column: null }))
    if (isWhole && !listed.has(keyOf(source))) found.set(keyOf(source), source)
  }
  return [...found.values()]
}
