import type { Graph, GraphEdge } from './graph.ts'

/** Edges of one relation that lead to or from the same other one for the same reason. */
export interface Listed {
  readonly key: string
  readonly way: 'to' | 'from' | 'decides on' | 'decided by'
  /** The other relation. */
  readonly name: string
  /** Own column and the other's where both are known, as `amount to total`; names that are the same stand once. */
  readonly pairs: readonly string[]
  readonly label: string
}

/** What leads to and from each node, by node: first what comes in, then what goes out. */
export function listEdges({ nodes, edges }: Graph): ReadonlyMap<string, readonly Listed[]> {
  const names = new Map(nodes.map((node) => [node.id, `${node.place}.${node.title}`]))
  const lists = new Map<string, Map<string, Listed & { pairs: string[] }>>(nodes.map(({ id }) => [id, new Map()]))
  const add = (edge: GraphEdge, leaves: boolean) => {
    const [own, other] = leaves ? [edge.from, edge.to] : [edge.to, edge.from]
    const way = edge.indirect ? (leaves ? 'decides on' : 'decided by') : leaves ? 'to' : 'from'
    const label = labelBeside(edge.label, [names.get(own.node), names.get(other.node)])
    const key = JSON.stringify([way, other.node, label])
    const list = lists.get(own.node)
    const listed = list?.get(key) ?? {
      key,
      way,
      name: names.get(other.node) ?? other.node,
      pairs: [],
      label,
    }
    const pair = pairOf(edge)
    if (pair !== null && !listed.pairs.includes(pair)) listed.pairs.push(pair)
    list?.set(key, listed)
  }
  for (const edge of edges) add(edge, false)
  for (const edge of edges) add(edge, true)
  return new Map([...lists].map(([id, list]) => [id, [...list.values()]]))
}

/** Of several reasons those that are not the relations themselves: that a view is read is said by its own definition. */
const labelBeside = (label: string, names: readonly (string | undefined)[]): string =>
  label
    .split('; ')
    .filter((part) => !names.includes(part))
    .join('; ')

/** Columns from the side that the values come from; null where none is named. */
function pairOf({ from, to }: GraphEdge): string | null {
  if (from.column === to.column) return from.column
  if (from.column === null || to.column === null) return from.column ?? to.column
  return `${from.column} to ${to.column}`
}
