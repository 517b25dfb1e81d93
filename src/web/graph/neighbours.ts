import type { PlacedShape } from './geometry.ts'
import type { Graph } from './graph.ts'

const arrows = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const
export type Arrow = (typeof arrows)[number]

export function isArrow(key: string): key is Arrow {
  return (arrows as readonly string[]).includes(key)
}

/**
 * The node that an arrow key leads to: along an edge to the side, else to the nearest one in that direction. Null where
 * there is none.
 */
export function neighbourOf(
  shapes: readonly PlacedShape[],
  edges: Graph['edges'],
  from: string,
  arrow: Arrow,
): string | null {
  const here = shapes.find(({ node }) => node.id === from)
  if (here === undefined) return null
  const linked = new Set(
    edges.flatMap(({ from: a, to: b }) => (a.node === from ? [b.node] : b.node === from ? [a.node] : [])),
  )
  let best: { id: string; cost: number } | null = null
  for (const there of shapes) {
    const cost = costOf(here, there, arrow)
    if (there === here || cost === null) continue
    const sideways = arrow === 'ArrowLeft' || arrow === 'ArrowRight'
    const whole = cost + (sideways && !linked.has(there.node.id) ? 100_000 : 0)
    if (best === null || whole < best.cost) best = { id: there.node.id, cost: whole }
  }
  return best?.id ?? null
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
