import { endKey } from './geometry.ts'
import type { Graph, GraphEdge, GraphEnd } from './graph.ts'

/** What lies before and behind a place in a graph. */
export interface Reach {
  readonly nodes: ReadonlySet<string>
  readonly edges: ReadonlySet<string>
  /** Column ends, see `endKey`. */
  readonly columns: ReadonlySet<string>
}

/**
 * Everything upstream and downstream of a node, or of one of its columns. From a column the way goes on through that
 * column alone; an edge that names none leads on from every column.
 */
export function reachOf({ edges }: Graph, start: GraphEnd): Reach {
  const found = { nodes: new Set([start.node]), edges: new Set<string>(), columns: new Set([endKey(start)]) }
  follow(found, start, edges, 'from', 'to')
  follow(found, start, edges, 'to', 'from')
  return found
}

interface Growing {
  readonly nodes: Set<string>
  readonly edges: Set<string>
  readonly columns: Set<string>
}

function follow(
  found: Growing,
  start: GraphEnd,
  edges: readonly GraphEdge[],
  near: 'from' | 'to',
  far: 'from' | 'to',
): void {
  const byNode = new Map<string, GraphEdge[]>()
  for (const edge of edges) {
    const own = byNode.get(edge[near].node)
    if (own === undefined) byNode.set(edge[near].node, [edge])
    else own.push(edge)
  }
  const seen = new Set([endKey(start)])
  const pending = [start]
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const edge of byNode.get(at.node) ?? []) {
      if (at.column !== null && edge[near].column !== null && edge[near].column !== at.column) continue
      found.edges.add(edge.id)
      found.columns.add(endKey(edge[near])).add(endKey(edge[far]))
      found.nodes.add(edge[far].node)
      if (seen.has(endKey(edge[far]))) continue
      seen.add(endKey(edge[far]))
      pending.push(edge[far])
    }
  }
}
