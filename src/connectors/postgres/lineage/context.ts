import type { Node } from 'libpg-query'
import type { ColumnAddress, LineageProblemCode, RelationAddress } from '../../../core/lineage/statement-lineage.ts'
import type { CatalogRelation } from './catalog.ts'
import { type Flow, role } from './flow.ts'
import type { Predicates } from './predicates.ts'
import type { Output, Rest, Variables } from './scope.ts'
import type { Session } from './session.ts'

/** What one write does to its target; `rows` decides which rows are written. */
export interface Write {
  readonly kind: string
  readonly location: number
  readonly target: RelationAddress
  readonly columns: readonly { readonly target: ColumnAddress; readonly flow: Flow }[]
  readonly rows: Flow
  readonly reads: Reads
}

/** What is read: columns, and relations as such. */
export interface Reads {
  readonly columns: Set<ColumnAddress>
  /** Rows of relations, whatever is read of them: addresses whose column is null. */
  readonly relations: Set<ColumnAddress>
  /** Relations that are read as whole rows, such as in `row_to_json(t)`; among `relations` too. */
  readonly rows: Set<ColumnAddress>
}

/** Goes along through the resolution of one statement. */
export interface Context {
  readonly session: Session
  /** Of the write under way: a modifying WITH query has its own. */
  reads: Reads
  /** Finished writes of modifying WITH queries, in order. */
  readonly writes: Write[]
  readonly variables: Variables | null
  /** Notes a problem; `location` is the AST's, in bytes from the statement's start. */
  note(code: LineageProblemCode, message: string, location?: number): void
  /** Counts work, and throws a TooComplex once there was too much of it. */
  spend(): void
  /** Null unless they are wanted. */
  readonly predicates: Predicates | null
  /** Columns that could not be attributed to a relation, interned. */
  readonly strays: Map<string | null, Flow>
  /** Relations that no catalog knows, interned. */
  readonly unknown: Map<string, CatalogRelation>
}

/** Thrown where a statement asks for more work than any honest one. */
export class TooComplex extends Error {}

export const emptyReads = (): Reads => ({ columns: new Set(), relations: new Set(), rows: new Set() })

export function addReads(into: Reads, { columns, relations, rows }: Reads): void {
  for (const column of columns) into.columns.add(column)
  for (const relation of relations) into.relations.add(relation)
  for (const row of rows) into.rows.add(row)
}

/** A column of nobody knows which relation. */
export function strayOf(context: Context): Rest {
  return (name) => {
    const before = context.strays.get(name)
    if (before !== undefined) return before
    const stray: ColumnAddress = { database: null, schema: null, relation: null, column: name }
    const flow: Flow = new Map([[stray, role.direct]])
    context.strays.set(name, flow)
    return flow
  }
}

export function noteReads({ reads }: Context, flow: Flow): void {
  for (const column of flow.keys()) reads.columns.add(column)
}

export function noteOutputs(context: Context, outputs: readonly Output[]): void {
  for (const { flow } of outputs) noteReads(context, flow)
}

/** The single tag of an AST node. */
export function tagOf(node: Node): string {
  for (const tag in node) return tag
  return ''
}

/** The text of a String node; empty for any other. */
export function textOf(node: Node | undefined): string {
  return node !== undefined && 'String' in node ? (node.String.sval ?? '') : ''
}
