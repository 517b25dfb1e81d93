import type { RelationKind } from '../../catalog/relation.ts'
import type { LineageProblemCode } from '../statement-lineage.ts'
import type { PartKind } from './relation-parts.ts'

/** What is known of where the values of one service's relations come from. */
export interface LineageGraph {
  /** By `nodeKey`. */
  readonly nodes: ReadonlyMap<string, LineageNode>
  readonly edges: readonly LineageEdge[]
  readonly origins: readonly LineageOrigin[]
}

export interface LineageNode {
  readonly key: string
  readonly database: string | null
  readonly schema: string | null
  readonly relation: string
  /** Null for what the snapshot does not hold. */
  readonly kind: string | null
  readonly columns: readonly { readonly name: string; readonly type: string | null }[]
  /** The service that holds it, where that is another one; null for the graph's own. */
  readonly service: string | null
}

export interface LineageEdge {
  readonly from: NodeColumn
  readonly to: NodeColumn
  /** False where it only decides on rows or between values. */
  readonly direct: boolean
  /** Into the graph's `origins`, ascending. */
  readonly origins: readonly number[]
}

/** `column` null: the rows as such; as a target, all columns alike. */
export interface NodeColumn {
  readonly node: string
  readonly column: string | null
}

/** What says that there is an edge, or stands on columns without leading anywhere. */
export interface LineageOrigin {
  readonly kind: 'view' | 'function' | 'procedure' | 'foreign table' | 'statement' | 'publication' | PartKind
  readonly database: string | null
  readonly schema: string | null
  /** Its own, of a routine without arguments; of a statement its kind. */
  readonly name: string
  /** The relation that it is part of. */
  readonly of?: { readonly kind: RelationKind; readonly schema: string; readonly name: string }
  /** Argument types of a routine; '' for all others. */
  readonly arguments: string
  /** Of the statement in its text, from 1. */
  readonly line: number
  readonly confidence: 'certain' | 'assumed' | 'partial'
  readonly problems: readonly OriginProblem[]
  /** Columns it reads, whether or not they go anywhere. */
  readonly reads: readonly NodeColumn[]
  /** Of a statement that ran: which one, and how often. */
  readonly statement?: StatementCalls
}

/** A statement that readings saw run. */
export interface StatementCalls {
  /** See `statementId`. */
  readonly id: string
  readonly text: string
  /** 64-bit, as text; at least so many where it says `lowerBound`. */
  readonly calls: string
  readonly lowerBound: boolean
}

export interface OriginProblem {
  /** `LINEAGE_DISAGREES`: the server recorded other columns than were found in the text. */
  readonly code: LineageProblemCode | 'LINEAGE_DISAGREES'
  readonly message: string
}

export function nodeKey(database: string | null, schema: string | null, relation: string): string {
  return JSON.stringify([database, schema, relation])
}

export const columnKey = ({ node, column }: NodeColumn): string => JSON.stringify([node, column])
