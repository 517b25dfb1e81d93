import type { ColumnAddress, RelationAddress, StatementLineage } from '../lineage/statement-lineage.ts'

/** What one text does, without where each column comes from: what usage needs to know of it. */
export interface TextLineage extends Omit<StatementLineage, 'columns' | 'text'> {
  /** Columns of the target that are written; null stands for columns not known by name. */
  readonly writes: readonly (string | null)[]
  /** Columns that the views it reads read in turn, as the server says. */
  readonly through: readonly ColumnAddress[]
}

export function toTextLineage(
  { columns, text: _, ...entry }: StatementLineage,
  through: readonly ColumnAddress[],
): TextLineage {
  const writes = entry.target === null ? [] : [...new Set(columns.map(({ target }) => target.column))]
  return { ...entry, reads: [...entry.reads, ...unlistedSources(entry.reads, columns)], writes, through }
}

/** Columns that go along in whole rows, as in `row_to_json(t)`: of those `reads` has the relation alone. */
function unlistedSources(
  reads: readonly ColumnAddress[],
  columns: StatementLineage['columns'],
): readonly ColumnAddress[] {
  const keyOf = ({ column, ...relation }: ColumnAddress) => `${relationKey(relation)}${column ?? ''}`
  const whole = new Set(reads.filter(({ column }) => column === null).map(keyOf))
  const listed = new Set(reads.map(keyOf))
  const found = new Map<string, ColumnAddress>()
  for (const { sources } of columns) {
    for (const { influences: _, ...source } of sources) {
      const isWhole = whole.has(keyOf({ ...source, column: null }))
      if (isWhole && !listed.has(keyOf(source))) found.set(keyOf(source), source)
    }
  }
  return [...found.values()]
}

/** Whether no relation or column of the statement escapes. What it does to the server's own catalogs does not matter. */
export function isWholeLineage({ kind, problems, reads }: Pick<TextLineage, 'kind' | 'problems' | 'reads'>): boolean {
  if (opaqueKinds.has(kind)) return false
  const onlyBuiltIn = reads.length > 0 && reads.every(({ schema }) => isBuiltIn(schema))
  // A constant put in the place of a parameter leaves out no name.
  return problems.every(({ code }) => code === 'LINEAGE_TEXT_REPAIRED' || (onlyBuiltIn && code.endsWith('_ASSUMED')))
}

/** Whether every server has that schema. */
export const isBuiltIn = (schema: string | null): boolean =>
  schema !== null && (schema.startsWith('pg_') || schema === 'information_schema')

/** Kinds that run code which is not in the text. */
const opaqueKinds: ReadonlySet<string> = new Set(['unparsable', 'do', 'call', 'execute'])

export const relationKey = ({ database, schema, relation }: RelationAddress): string =>
  JSON.stringify([database, schema, relation])
