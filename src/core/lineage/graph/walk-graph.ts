import { columnKey, type LineageEdge, type LineageGraph, type NodeColumn } from './lineage-graph.ts'

/** The part of a graph that lies around a relation or one of its columns. */
export interface LineagePart {
  /** Nodes by key with how many steps away they are; before the start is negative. */
  readonly distances: ReadonlyMap<string, number>
  readonly edges: readonly LineageEdge[]
  /** Columns reached, start included; null for a node's rows or all its columns. */
  readonly columns: readonly NodeColumn[]
  /** There is more than was taken. */
  readonly more: boolean
}

export interface Walk {
  readonly start: NodeColumn
  readonly directions: readonly ('upstream' | 'downstream')[]
  /** Relations away. */
  readonly depth: number
  readonly nodesAtMost: number
}

/** Follows edges from the start. From a column the way goes on through what that column is part of alone. */
export function walkGraph(graph: LineageGraph, { start, directions, depth, nodesAtMost }: Walk): LineagePart {
  const distances = new Map([[start.node, 0]])
  const edges = new Set<LineageEdge>()
  const columns = new Map([[columnKey(start), start]])
  let more = false
  for (const direction of directions) {
    const [near, far] = direction === 'upstream' ? (['to', 'from'] as const) : (['from', 'to'] as const)
    const byNode = new Map<string, LineageEdge[]>()
    for (const edge of graph.edges) {
      const list = byNode.get(edge[near].node)
      if (list === undefined) byNode.set(edge[near].node, [edge])
      else list.push(edge)
    }
    const seen = new Set([columnKey(start)])
    let layer: readonly NodeColumn[] = [start]
    for (let step = 1; layer.length > 0; step++) {
      const next: NodeColumn[] = []
      for (const at of layer) {
        for (const edge of byNode.get(at.node) ?? []) {
          if (!leads(at, edge[near], direction)) continue
          // UPDATE t … WHERE t.a = 1 decides which rows change, and makes not every column of t depend on a.
          if (!edge.direct && edge.from.node === edge.to.node) {
            edges.add(edge)
            continue
          }
          const end = edge[far]
          const isNew = !distances.has(end.node)
          if (isNew && (step > depth || distances.size >= nodesAtMost)) {
            more = true
            continue
          }
          if (isNew) distances.set(end.node, direction === 'upstream' ? -step : step)
          edges.add(edge)
          columns.set(columnKey(end), end)
          if (seen.has(columnKey(end))) continue
          seen.add(columnKey(end))
          next.push(end)
        }
      }
      layer = next
    }
  }
  return { distances, edges: [...edges], columns: [...columns.values()], more }
}

/**
 * A relation goes on through every edge. For a column, what decides on all columns lies upstream; what only counts rows
 * does not lie downstream of it.
 */
function leads(at: NodeColumn, near: NodeColumn, direction: 'upstream' | 'downstream'): boolean {
  if (at.column === null || at.column === near.column) return true
  return near.column === null && direction === 'upstream'
}
