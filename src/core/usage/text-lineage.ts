import { rowColumns } from '../lineage/row-columns.ts'
import type { ColumnAddress, StatementLineage } from '../lineage/statement-lineage.ts'

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
  return { ...entry, reads: [...entry.reads, ...rowColumns({ ...entry, columns })], writes, through }
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

/** Kinds that run code which is not in the text. The server may count what that code runs by itself. */
export const opaqueKinds: ReadonlySet<string> = new Set(['unparsable', 'do', 'call', 'execute'])
