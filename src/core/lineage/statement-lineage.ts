/** A relation as lineage names it. Names are unquoted; null is what cannot be known without a snapshot. */
export interface RelationAddress {
  readonly database: string | null
  readonly schema: string | null
  readonly relation: string | null
}

/** Equal for equal relations. */
export const relationKey = ({ database, schema, relation }: RelationAddress): string =>
  JSON.stringify([database, schema, relation])

/** A column; `column` null stands for the relation's rows, or for columns that are not known by name. */
export interface ColumnAddress extends RelationAddress {
  readonly column: string | null
}

/**
 * How a source reaches a target. `direct`: its value goes into the target's. All others are indirect: they decide
 * which rows or which of several values, in OpenLineage's terms.
 */
export const influences = ['direct', 'filter', 'join', 'group', 'sort', 'window', 'conditional'] as const
export type Influence = (typeof influences)[number]

export interface SourceColumn extends ColumnAddress {
  /** In the order of `influences`; at least one. */
  readonly influences: readonly Influence[]
}

/** One target column and all that it comes from. */
export interface ColumnLineage {
  /** Of a plain query: its output, with nothing but a name. */
  readonly target: ColumnAddress
  readonly sources: readonly SourceColumn[]
}

export const lineageProblemCodes = [
  'LINEAGE_SYNTAX',
  'LINEAGE_TEXT_TRUNCATED',
  'LINEAGE_TEXT_REPAIRED',
  'LINEAGE_TEXT_MASKED',
  'LINEAGE_TEXT_TOO_LONG',
  'LINEAGE_TOO_DEEP',
  'LINEAGE_TOO_COMPLEX',
  'LINEAGE_ABORTED',
  'LINEAGE_RELATION_UNKNOWN',
  'LINEAGE_COLUMN_UNKNOWN',
  'LINEAGE_COLUMN_AMBIGUOUS',
  'LINEAGE_COLUMN_ASSUMED',
  'LINEAGE_TARGETS_ASSUMED',
  'LINEAGE_DYNAMIC_SQL',
  'LINEAGE_ROUTINE_UNPARSABLE',
] as const
export type LineageProblemCode = (typeof lineageProblemCodes)[number]

/** Why lineage may be incomplete or a guess. */
export interface LineageProblem {
  readonly code: LineageProblemCode
  readonly message: string
  /** In the text that was given, from 1. */
  readonly line: number
}

/** How a statement finds its rows. */
export interface StatementPredicates {
  /** Columns of two relations that are compared for equality, each pair once. */
  readonly joins: readonly (readonly [ColumnAddress, ColumnAddress])[]
  /** Columns that stand in conditions otherwise. */
  readonly filters: readonly ColumnAddress[]
}

/** What becomes of a relation: another name or schema, or nothing. */
export interface RelationMove {
  readonly from: RelationAddress
  /** Null where it is dropped. */
  readonly to: RelationAddress | null
}

export interface StatementLineage {
  /** Where texts were given by themselves: which of them, from 0. */
  readonly text?: number
  /** The same: how the statement as a whole finds its rows. */
  readonly predicates?: StatementPredicates
  /** Of the statement's first word, from 1. */
  readonly line: number
  /** Such as `select`, `insert`, `create_view`; `unparsable` where the grammar refuses the text. */
  readonly kind: string
  /** What it writes; null for a plain query and for statements that move no rows. */
  readonly target: RelationAddress | null
  /** The routine whose body holds the statement: `schema.name(argument types)`. */
  readonly routine?: string
  /**
   * Columns read anywhere in it. A relation of which no column is read, or which is read by whole rows as in
   * `row_to_json(t)`, has an entry with `column` null; what of such a row goes where is in `columns`.
   */
  readonly reads: readonly ColumnAddress[]
  readonly columns: readonly ColumnLineage[]
  /** Relations that it renames, moves to another schema or drops; absent where it does none of that. */
  readonly moves?: readonly RelationMove[]
  /** Relations that TRUNCATE leaves without rows; absent for all other statements. */
  readonly empties?: readonly RelationAddress[]
  readonly problems: readonly LineageProblem[]
}

/** How far an answer can be trusted: `certain` only where nothing had to be assumed or left out. */
export function confidence({ problems }: Pick<StatementLineage, 'problems'>): 'certain' | 'assumed' | 'partial' {
  if (problems.length === 0) return 'certain'
  return problems.every(({ code }) => code.endsWith('_ASSUMED')) ? 'assumed' : 'partial'
}

/** One entry as the command and the API print it: each source once per kind, direct first. */
export function toLineageEntry({ columns, text: _, predicates: __, ...statement }: StatementLineage): object {
  return {
    ...statement,
    columns: columns.map(({ target, sources }) => ({
      target,
      sources: sources.flatMap(({ influences: found, ...column }) => [
        ...(found[0] === 'direct' ? [{ ...column, kind: 'direct' }] : []),
        ...(found.some((influence) => influence !== 'direct') ? [{ ...column, kind: 'indirect' }] : []),
      ]),
    })),
  }
}
