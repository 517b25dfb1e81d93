import { endKey } from './geometry.ts'
import type { Graph, GraphEdge, GraphEnd } from './graph.ts'
import { groupBy } from './group-by.ts'

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
  const keyed = edges.map((edge) => ({ edge, from: endKey(edge.from), to: endKey(edge.to) }))
  follow(found, start, keyed, 'from', 'to')
  follow(found, start, keyed, 'to', 'from')
  return found
}

interface Growing {
  readonly nodes: Set<string>
  readonly edges: Set<string>
  readonly columns: Set<string>
}

/** An edge with the keys of its ends: making these is what takes the time. */
interface Keyed {
  readonly edge: GraphEdge
  readonly from: string
  readonly to: string
}

function follow(
  found: Growing,
  start: GraphEnd,
  edges: readonly Keyed[],
  near: 'from' | 'to',
  far: 'from' | 'to',
): void {
  const byNode = groupBy(edges, ({ edge }) => edge[near].node)
  const byEnd = groupBy(edges, (each) => each[near])
  const seen = new Set([endKey(start)])
  const pending = [start]
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const whole = { node: at.node, column: null }
    const next =
      at.column === null ? byNode.get(at.node) : [...(byEnd.get(endKey(at)) ?? []), ...(byEnd.get(endKey(whole)) ?? [])]
    for (const each of next ?? []) {
      found.edges.add(each.edge.id)
      found.columns.add(each[near]).add(each[far])
      found.nodes.add(each.edge[far].node)
      if (seen.has(each[far])) continue
      seen.add(each[far])
      pending.push(each.edge[far])
    }
  }
}
