import { type Curve, curveOf, type PlacedShape, pathOf } from './geometry.ts'
import type { Graph, GraphEdge } from './graph.ts'
import { groupBy } from './group-by.ts'
import type { Reach } from './reach.ts'

/** What is drawn once: edges that take the same way, since folded columns share the title of their relation. */
export interface Line {
  readonly from: string
  readonly to: string
  /** Ids of the edges. */
  readonly edges: readonly string[]
  readonly indirect: boolean
  readonly curve: Curve
}

/** All that leads from one node to another. */
export interface Bundle {
  readonly lines: readonly Line[]
  /** Stands for all of them from afar. */
  readonly whole: Line
}

/** Edges whose ends are drawn. */
export function bundleLines(shapes: readonly PlacedShape[], edges: Graph['edges']): readonly Bundle[] {
  const byId = new Map(shapes.map((shape) => [shape.node.id, shape]))
  const pairs = groupBy(edges, ({ from, to }) => JSON.stringify([from.node, to.node]))
  return [...pairs.values()].flatMap((own): readonly Bundle[] => {
    const [from, to] = [byId.get(own[0]?.from.node ?? ''), byId.get(own[0]?.to.node ?? '')]
    if (from === undefined || to === undefined) return []
    const line = (same: readonly GraphEdge[], curve: Curve): Line => ({
      from: from.node.id,
      to: to.node.id,
      edges: same.map(({ id }) => id),
      indirect: same.every(({ indirect }) => indirect),
      curve,
    })
    const ways = own.map((edge) => ({ edge, curve: curveOf(edge, from, to) }))
    const same = groupBy(ways, ({ edge, curve }) => `${edge.indirect} ${pathOf(curve)}`)
    const lines = [...same.values()].flatMap((group) =>
      group.slice(0, 1).map(({ curve }) =>
        line(
          group.map(({ edge }) => edge),
          curve,
        ),
      ),
    )
    const ends = { from: { node: from.node.id, column: null }, to: { node: to.node.id, column: null } }
    return [{ lines, whole: line(own, curveOf(ends, from, to)) }]
  })
}

/**
 * What is drawn of all lines. From afar one stands for all between two nodes. From near each between or from what is in
 * sight is drawn; what only passes by is left out unless it is highlighted.
 */
export function chooseLines(
  bundles: readonly Bundle[],
  near: ReadonlySet<string>,
  reach: Reach | null,
): readonly Line[] {
  return bundles.flatMap(({ lines, whole }) => {
    if (near.has(whole.from) || near.has(whole.to)) return lines
    return near.size === 0 || isLit(whole, reach) ? whole : []
  })
}

/** Whether something that is highlighted goes along a line. */
export function isLit({ edges }: Line, reach: Reach | null): boolean {
  return reach !== null && edges.some((id) => reach.edges.has(id))
}
