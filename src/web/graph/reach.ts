import { endKey } from './geometry.ts'
import type { GraphEdge, GraphEnd } from './graph.ts'
import { groupBy } from './group-by.ts'

/** What lies before and behind a place in a graph. */
export interface Reach {
  readonly nodes: ReadonlySet<string>
  readonly edges: ReadonlySet<string>
  /** Column ends, see `endKey`. */
  readonly columns: ReadonlySet<string>
}

/** Edges by where they leave and where they arrive: made once for a graph, since it takes longer than a way through it. */
export interface EdgeIndex {
  readonly leaving: Ends
  readonly arriving: Ends
}

interface Ends {
  readonly byNode: ReadonlyMap<string, readonly Keyed[]>
  /** By `endKey`. */
  readonly byEnd: ReadonlyMap<string, readonly Keyed[]>
  /** By node, those that name no column of it. */
  readonly ofWhole: ReadonlyMap<string, readonly Keyed[]>
}

/** An edge with the keys of its ends. */
interface Keyed {
  readonly edge: GraphEdge
  readonly from: string
  readonly to: string
}

export function indexEdges(edges: readonly GraphEdge[]): EdgeIndex {
  const keyed = edges.map((edge) => ({ edge, from: endKey(edge.from), to: endKey(edge.to) }))
  const by = (near: 'from' | 'to'): Ends => ({
    byNode: groupBy(keyed, ({ edge }) => edge[near].node),
    byEnd: groupBy(keyed, (each) => each[near]),
    ofWhole: groupBy(
      keyed.filter(({ edge }) => edge[near].column === null),
      ({ edge }) => edge[near].node,
    ),
  })
  return { leaving: by('from'), arriving: by('to') }
}

/**
 * Everything upstream and downstream of a node, or of one of its columns. From a column the way goes on through that
 * column alone; an edge that names none leads on from every column.
 */
export function reachOf({ leaving, arriving }: EdgeIndex, start: GraphEnd): Reach {
  const found = { nodes: new Set([start.node]), edges: new Set<string>(), columns: new Set([endKey(start)]) }
  follow(found, start, leaving, 'from', 'to')
  follow(found, start, arriving, 'to', 'from')
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
  { byNode, byEnd, ofWhole }: Ends,
  near: 'from' | 'to',
  far: 'from' | 'to',
): void {
  const seen = new Set([endKey(start)])
  const pending = [{ at: start, key: endKey(start) }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { at, key } = next
    const ways = at.column === null ? [byNode.get(at.node) ?? []] : [byEnd.get(key) ?? [], ofWhole.get(at.node) ?? []]
    for (const each of ways.flat()) {
      found.edges.add(each.edge.id)
      found.columns.add(each[near]).add(each[far])
      found.nodes.add(each.edge[far].node)
      if (seen.has(each[far])) continue
      seen.add(each[far])
      pending.push({ at: each.edge[far], key: each[far] })
    }
  }
}
