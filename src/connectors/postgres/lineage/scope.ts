import type { Node } from 'libpg-query'
import type { ColumnAddress } from '../../../core/lineage/statement-lineage.ts'
import type { CatalogRelation } from './catalog.ts'
import type { Flow } from './flow.ts'
import type { QueryResult } from './query-result.ts'

/** The flow of a column that is not known but may exist: `name` null asks for all such columns at once. */
export type Rest = (name: string | null) => Flow

/** A column of something in FROM or of a query. With `rest` it stands for any number of columns not known by name. */
export interface Output {
  readonly name: string | null
  readonly flow: Flow
  readonly rest?: Rest
  /** What naming it reads, where that is not its flow: what a query gives was read when the query was resolved. */
  readonly read?: Flow
  /** Where its values, or the elements of its arrays, are rows: of which relation or type. Null for a shape nobody knows. */
  readonly rowType?: () => CatalogRelation | null
}

/** Something in FROM. */
export interface Source {
  /** The name that qualifies its columns; null for a join without alias. */
  readonly name: string | null
  /** Of a relation without alias: it also answers to `schema.name`. */
  readonly schema: string | null
  readonly columns: readonly Output[]
  /** By name, where columns are many; see `findOutput`. */
  readonly index: ReadonlyMap<string, Output> | null
  readonly rest: Rest | null
  /** A stored relation: reading its columns is what `reads` lists. */
  readonly stored: ColumnAddress | null
  /** Of which relation or type its rows are; null for rows of their own shape. */
  readonly rowType: CatalogRelation | null
  /** Of a stored relation: a column that `columns` lacks. */
  readonly other: Rest | null
  /** What count(*) counts. */
  readonly counted: Flow
  /** A function, of which a column of another name is unlikely. */
  readonly unlikely: boolean
  /** False for the sides of a join whose columns the join shows instead. */
  columnsVisible: boolean
}

/** A query of WITH, resolved when it is first named. */
export interface Cte {
  readonly name: string
  resolve(): QueryResult
  readonly next: Cte | null
}

/** What has flowed into the variable or the field of that path; null where there is none of that name. */
export interface Variables {
  (path: readonly string[]): Flow | null
  /** The fields of a variable that holds a row whose columns are all known; null for any other. */
  fieldsOf?(name: string): readonly string[] | null
  /** Whether a variable holds a row of a table, so that its fields are columns that are read. */
  isRow?(name: string): boolean
}

export interface Scope {
  readonly sources: readonly Source[]
  readonly parent: Scope | null
  readonly ctes: Cte | null
  /** Definitions of the WINDOW clause. */
  readonly windows: readonly Node[]
}

export function findCte(ctes: Cte | null, name: string): Cte | null {
  for (let cte = ctes; cte !== null; cte = cte.next) if (cte.name === name) return cte
  return null
}

/** The column of that name; the first where a query has several. */
export function findOutput({ columns, index }: Source, name: string): Output | null {
  if (index !== null) return index.get(name) ?? null
  for (const output of columns) if (output.name === name) return output
  return null
}

/** What may lie beyond the known columns of several outputs: one open relation answers by name, several do not. */
export function restOf(outputs: readonly Output[], unknown: Rest): Rest | null {
  const open = outputs.filter((output) => output.rest !== undefined)
  if (open.length === 0) return null
  const only = open.length === 1 ? open[0]?.rest : undefined
  return only ?? unknown
}

/** The scope of a query in an expression: it sees everything around it. */
export function insideOf(parent: Scope | null): Scope {
  return { sources: [], parent, ctes: parent?.ctes ?? null, windows: [] }
}
