import type { LineageNode, LineageOrigin, NodeColumn, StatementCalls } from './lineage/graph/lineage-graph.ts'

/** `GET /api/snapshots/:id/lineage?…`: what lies around a relation or a column. */
export interface LineageAnswer {
  readonly start: NodeColumn
  readonly nodes: readonly (LineageNode & {
    /** Steps from the start; negative is upstream. */
    readonly distance: number
    /** Name of the other service that holds it. */
    readonly serviceName: string | null
  })[]
  readonly edges: readonly {
    readonly from: NodeColumn
    readonly to: NodeColumn
    readonly direct: boolean
    /** Into `origins`. */
    readonly origins: readonly number[]
  }[]
  /** What the edges come from, and what only reads the start. */
  readonly origins: readonly OriginAnswer[]
  /**
   * Into `origins`: what reads the start, or anything that depends on it, whether or not it goes on anywhere; and the
   * indexes, constraints, policies and the like that stand on the start and on views of it.
   */
  readonly readers: readonly number[]
  /** There is more than is given. */
  readonly more: boolean
}

/** `GET /api/snapshots/:id/lineage/problems`: where lineage is incomplete or a guess. */
export type LineageProblems = readonly OriginAnswer[]

export interface OriginAnswer extends Omit<LineageOrigin, 'reads' | 'statement' | 'of'> {
  /** The relation that it is part of; null for what is no part of one. */
  readonly of: NonNullable<LineageOrigin['of']> | null
  /** Which statement ran, and how often; null of all that was read from definitions. */
  readonly statement: StatementCalls | null
}
