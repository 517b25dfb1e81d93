import type { PlacedShape } from './geometry.ts'
import type { Graph, GraphEnd } from './graph.ts'

const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'Escape'] as const
type Key = (typeof keys)[number]
type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'

export function isMoveKey(key: string): key is Key {
  return (keys as readonly string[]).includes(key)
}

/**
 * Where a key leads to, null for nowhere. From a relation the arrows go to others; from a column up and down to its
 * neighbours, sideways along an edge to the column at its other end, and Escape back to the relation.
 */
export function moveFrom(
  shapes: readonly PlacedShape[],
  edges: Graph['edges'],
  from: GraphEnd,
  key: Key,
): GraphEnd | null {
  const here = shapes.find(({ node }) => node.id === from.node)
  if (here === undefined) return null
  if (from.column === null) return isArrow(key) ? relationBeside(shapes, edges, here, key) : null
  const names = here.columns.map(({ name }) => name)
  const at = names.indexOf(from.column)
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    return columnBeside(shapes, edges, from, here, key) ?? relationBeside(shapes, edges, here, key)
  }
  const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: names.length - 1, Escape: -1 }[key]
  return next >= names.length ? null : { node: from.node, column: names[next] ?? null }
}

const isArrow = (key: Key): key is Arrow => key.startsWith('Arrow')

function columnBeside(
  shapes: readonly PlacedShape[],
  edges: Graph['edges'],
  { node, column }: GraphEnd,
  here: PlacedShape,
  arrow: 'ArrowLeft' | 'ArrowRight',
): GraphEnd | null {
  const byId = new Map(shapes.map((shape) => [shape.node.id, shape]))
  for (const { from, to } of edges) {
    const [own, other] = from.node === node ? [from, to] : [to, from]
    if (own.node !== node || own.column !== column) continue
    const there = byId.get(other.node)
    const isAhead = there !== undefined && (arrow === 'ArrowRight' ? there.x > here.x : there.x < here.x)
    if (isAhead && there.columns.some(({ name }) => name === other.column)) return other
  }
  return null
}

/** Along an edge to the side, else the nearest one in that direction. */
function relationBeside(
  shapes: readonly PlacedShape[],
  edges: Graph['edges'],
  here: PlacedShape,
  arrow: Arrow,
): GraphEnd | null {
  const own = here.node.id
  const linked = new Set(
    edges.flatMap(({ from, to }) => (from.node === own ? [to.node] : to.node === own ? [from.node] : [])),
  )
  let best: { node: string; cost: number } | null = null
  for (const there of shapes) {
    const cost = costOf(here, there, arrow)
    if (there === here || cost === null) continue
    const sideways = arrow === 'ArrowLeft' || arrow === 'ArrowRight'
    const whole = cost + (sideways && !linked.has(there.node.id) ? 100_000 : 0)
    if (best === null || whole < best.cost) best = { node: there.node.id, cost: whole }
  }
  return best === null ? null : { node: best.node, column: null }
}

/** Distance in the arrow's direction, plus more for what is off to its side; null for what lies elsewhere. */
function costOf(here: PlacedShape, there: PlacedShape, arrow: Arrow): number | null {
  const across = there.x + there.width / 2 - (here.x + here.width / 2)
  const down = there.y + there.height / 2 - (here.y + here.height / 2)
  const [ahead, aside] =
    arrow === 'ArrowLeft'
      ? [-across, down]
      : arrow === 'ArrowRight'
        ? [across, down]
        : arrow === 'ArrowUp'
          ? [-down, across]
          : [down, across]
  return ahead <= 1 ? null : ahead + 2 * Math.abs(aside)
}
