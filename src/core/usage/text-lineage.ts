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
  return { ...entry, writes, through }
}

/** Whether nothing of the statement escapes. */
export function isWholeLineage({ kind, problems }: Pick<TextLineage, 'kind' | 'problems'>): boolean {
  return !opaqueKinds.has(kind) && problems.length === 0
}

/** Kinds that run code which is not in the text. */
const opaqueKinds: ReadonlySet<string> = new Set(['unparsable', 'do', 'call', 'execute'])

export const relationKey = ({ database, schema, relation }: RelationAddress): string =>
  JSON.stringify([database, schema, relation])
