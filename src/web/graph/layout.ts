import { layout as arrange, Graph as Dagre } from '@dagrejs/dagre'

/** What the thread that arranges nodes is given; it knows of sizes alone. */
export interface LayoutRequest {
  readonly boxes: readonly { readonly id: string; readonly width: number; readonly height: number }[]
  readonly links: readonly (readonly [from: string, to: string])[]
}

/** Left upper corners, in the order of the boxes. */
export type Positions = readonly { readonly x: number; readonly y: number }[]

const gap = { rank: 96, node: 22, block: 60 }

/** From left to right along the links; boxes without any stand below, in rows. */
export function layoutBoxes({ boxes, links }: LayoutRequest): Positions {
  const linked = new Set(links.flatMap(([from, to]) => (from === to ? [] : [from, to])))
  const graph = new Dagre()
  graph.setGraph({ rankdir: 'LR', ranksep: gap.rank, nodesep: gap.node, ranker: 'longest-path' })
  for (const { id, width, height } of boxes) if (linked.has(id)) graph.setNode(id, { width, height })
  for (const [from, to] of links) if (from !== to) graph.setEdge(from, to, {})
  if (linked.size > 0) arrange(graph)
  const bottom = Math.max(0, ...graph.nodes().map((id) => half(graph.node(id)).bottom + gap.block))
  const loose = inRows(
    boxes.filter(({ id }) => !linked.has(id)),
    bottom,
    Math.max(1200, graph.graph().width ?? 0),
  )
  return boxes.map(({ id }) => {
    const free = loose.get(id)
    if (free !== undefined) return free
    const { left, top } = half(graph.node(id))
    return { x: left, y: top }
  })
}

/** Dagre speaks of middles. */
function half({ x = 0, y = 0, width, height }: { x?: number; y?: number; width: number; height: number }) {
  return { left: x - width / 2, top: y - height / 2, bottom: y + height / 2 }
}

function inRows(boxes: LayoutRequest['boxes'], top: number, widest: number) {
  const places = new Map<string, { x: number; y: number }>()
  let [x, y, tallest] = [0, top, 0]
  for (const { id, width, height } of boxes) {
    if (x > 0 && x + width > widest) [x, y, tallest] = [0, y + tallest + gap.node, 0]
    places.set(id, { x, y })
    x += width + gap.node
    tallest = Math.max(tallest, height)
  }
  return places
}
