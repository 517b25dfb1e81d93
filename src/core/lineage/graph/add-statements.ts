import { isBuiltIn } from '../../usage/text-lineage.ts'
import type { ColumnAddress, StatementLineage } from '../statement-lineage.ts'
import { buildLineageGraph } from './build-graph.ts'
import { followPastMoves } from './follow-moves.ts'
import { columnKey, type LineageEdge, type LineageGraph, type StatementCalls } from './lineage-graph.ts'

/** A statement that ran, and what it reads and writes. */
export interface CalledStatement extends StatementCalls {
  readonly entry: StatementLineage
}

/**
 * The same graph with what statements lead from one relation to another. What they do to the server's own catalogs, and
 * to relations that the snapshot does not hold, such as temporary tables, is no part of it.
 */
export function addStatements(graph: LineageGraph, statements: readonly CalledStatement[]): LineageGraph {
  const origins = [...graph.origins]
  const edges = new Map(graph.edges.map((edge) => [edgeKey(edge), edge]))
  for (const { entry, ...statement } of followPastMoves(statements, graph.nodes)) {
    const own = buildLineageGraph([], [withoutBuiltIns(entry)])
    const [origin] = own.origins
    const isKnown = ({ node }: { readonly node: string }) => graph.nodes.has(node)
    const reads = origin?.reads.filter(isKnown) ?? []
    const found = own.edges.filter(({ from, to }) => isKnown(from) && isKnown(to))
    // One that only says that it was not understood is told of as well.
    if (origin === undefined || (reads.length + found.length === 0 && origin.problems.length === 0)) continue
    const number = origins.push({ ...origin, reads, statement }) - 1
    for (const edge of found) {
      const key = edgeKey(edge)
      edges.set(key, { ...edge, origins: [...(edges.get(key)?.origins ?? []), number] })
    }
  }
  return { nodes: graph.nodes, edges: [...edges.values()], origins }
}

const edgeKey = ({ from, to, direct }: LineageEdge): string => JSON.stringify([columnKey(from), columnKey(to), direct])

function withoutBuiltIns(entry: StatementLineage): StatementLineage {
  const isOwn = ({ schema }: ColumnAddress) => !isBuiltIn(schema)
  return {
    ...entry,
    reads: entry.reads.filter(isOwn),
    columns: entry.columns.map(({ target, sources }) => ({ target, sources: sources.filter(isOwn) })),
  }
}
