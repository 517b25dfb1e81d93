import type { Graph, GraphEdge, GraphEnd, GraphNode } from './graph.ts'

export const sizes = { width: 236, head: 46, row: 22, foot: 24, padding: 5 } as const

/** Columns of a node that is not expanded: those that edges lead to, then keys. */
const collapsedAtMost = 8

export interface Shape {
  readonly node: GraphNode
  readonly columns: GraphNode['columns']
  /** Columns that are not shown. */
  readonly hidden: number
  readonly width: number
  readonly height: number
}

export interface PlacedShape extends Shape {
  readonly x: number
  readonly y: number
}

/** What each node shows, and how large that is. */
export function toShapes({ nodes, edges }: Graph, expanded: ReadonlySet<string>): readonly Shape[] {
  const linked = new Set(edges.flatMap(({ from, to }) => [endKey(from), endKey(to)]))
  return nodes.map((node) => {
    const chosen = node.columns.filter(({ name, key }) => key || linked.has(endKey({ node: node.id, column: name })))
    const columns = expanded.has(node.id) ? node.columns : chosen.slice(0, collapsedAtMost)
    const hidden = node.columns.length - columns.length
    const folds = hidden > 0 || (expanded.has(node.id) && chosen.length < node.columns.length)
    const { width, head, row, foot, padding } = sizes
    const list = columns.length === 0 ? 0 : columns.length * row + 2 * padding
    return { node, columns, hidden, width, height: head + list + (folds ? foot : 0) }
  })
}

export const endKey = ({ node, column }: GraphEnd): string => JSON.stringify([node, column])

/** Height at which an edge meets a node: its column's, else the title's. */
function anchorY({ y, columns }: PlacedShape, column: string | null): number {
  const at = column === null ? -1 : columns.findIndex(({ name }) => name === column)
  return at === -1 ? y + sizes.head / 2 : y + sizes.head + sizes.padding + (at + 0.5) * sizes.row
}

/** How an edge is drawn: SVG paths of its line and of the head at its end. */
export interface EdgeShape {
  readonly path: string
  readonly head: string
  /** Roughly, in pixels of the drawing. */
  readonly length: number
}

/** An edge between two nodes. It leaves and enters at the sides that face each other. */
export function edgeShape(edge: GraphEdge, from: PlacedShape, to: PlacedShape): EdgeShape {
  const [y1, y2] = [anchorY(from, edge.from.column), anchorY(to, edge.to.column)]
  if (from.node.id === to.node.id) {
    const x = from.x + from.width
    const end = y2 + (y1 === y2 ? 8 : 0)
    const path = `M${x},${y1} C${x + 46},${y1} ${x + 46},${y2 + (y1 === y2 ? 16 : 0)} ${x},${end}`
    return { path, head: headAt(x, end, -1), length: 92 + Math.abs(y2 - y1) }
  }
  const forward = from.x + from.width <= to.x
  const backward = to.x + to.width <= from.x
  const x1 = backward ? from.x : from.x + from.width
  const x2 = forward ? to.x : to.x + to.width
  const reach = Math.min(160, Math.max(36, Math.abs(x2 - x1) / 2))
  const path = `M${x1},${y1} C${backward ? x1 - reach : x1 + reach},${y1} ${forward ? x2 - reach : x2 + reach},${y2} ${x2},${y2}`
  return { path, head: headAt(x2, y2, forward ? 1 : -1), length: Math.hypot(x2 - x1, y2 - y1) }
}

/** Edges come in level, so that their heads do not turn. */
const headAt = (x: number, y: number, direction: 1 | -1): string => `M${x},${y} l${-8 * direction},-3.5 v7 z`

/** What part of a graph a frame shows: where the graph's corner stands in it, in pixels, and how large it is drawn. */
interface Sight {
  readonly x: number
  readonly y: number
  readonly zoom: number
  readonly width: number
  readonly height: number
}

/** Letters of a column's name are five pixels high there. */
const readable = 0.45

const noShapes: ReadonlySet<string> = new Set()

/** Shapes that are in sight, or nearly, and large enough to be read. */
export function nearShapes(shapes: readonly PlacedShape[], { x, y, zoom, width, height }: Sight): ReadonlySet<string> {
  if (zoom < readable) return noShapes
  const [left, top, margin] = [-x / zoom, -y / zoom, sizes.width]
  const [right, bottom] = [left + width / zoom, top + height / zoom]
  const isNear = (shape: PlacedShape) =>
    shape.x < right + margin &&
    shape.x + shape.width > left - margin &&
    shape.y < bottom + margin &&
    shape.y + shape.height > top - margin
  return new Set(shapes.filter(isNear).map(({ node }) => node.id))
}
