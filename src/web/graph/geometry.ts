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
export function anchorY({ y, columns }: PlacedShape, column: string | null): number {
  const at = column === null ? -1 : columns.findIndex(({ name }) => name === column)
  return at === -1 ? y + sizes.head / 2 : y + sizes.head + sizes.padding + (at + 0.5) * sizes.row
}

/** A cubic curve, in the units of the drawing; the head at its end points left or right. */
export interface Curve {
  readonly x1: number
  readonly y1: number
  /** Control points, of the start and of the end. */
  readonly cx1: number
  readonly cy1: number
  readonly cx2: number
  readonly cy2: number
  readonly x2: number
  readonly y2: number
  readonly direction: 1 | -1
}

/** The way of an edge between two nodes. It leaves and enters at the sides that face each other. */
export function curveOf(edge: Pick<GraphEdge, 'from' | 'to'>, from: PlacedShape, to: PlacedShape): Curve {
  const [y1, y2] = [anchorY(from, edge.from.column), anchorY(to, edge.to.column)]
  if (from.node.id === to.node.id) {
    const [x, drop] = [from.x + from.width, y1 === y2 ? 8 : 0]
    return { x1: x, y1, cx1: x + 46, cy1: y1, cx2: x + 46, cy2: y2 + 2 * drop, x2: x, y2: y2 + drop, direction: -1 }
  }
  const forward = from.x + from.width <= to.x
  const backward = to.x + to.width <= from.x
  const x1 = backward ? from.x : from.x + from.width
  const x2 = forward ? to.x : to.x + to.width
  const reach = Math.min(160, Math.max(36, Math.abs(x2 - x1) / 2))
  const [cx1, cx2] = [backward ? x1 - reach : x1 + reach, forward ? x2 - reach : x2 + reach]
  return { x1, y1, cx1, cy1: y1, cx2, cy2: y2, x2, y2, direction: forward ? 1 : -1 }
}

/** As SVG writes it. */
export const pathOf = ({ x1, y1, cx1, cy1, cx2, cy2, x2, y2 }: Curve): string =>
  `M${x1},${y1} C${cx1},${cy1} ${cx2},${cy2} ${x2},${y2}`

/** Edges come in level, so that their heads do not turn. */
export const headOf = ({ x2, y2, direction }: Curve): string => `M${x2},${y2} l${-8 * direction},-3.5 v7 z`

/** What part of a graph a frame shows: where the graph's corner stands in it, in pixels, and how large it is drawn. */
export interface Sight {
  readonly x: number
  readonly y: number
  readonly zoom: number
  readonly width: number
  readonly height: number
}

/** Letters of a column's name are five pixels high there. */
export const readable = 0.45

const noShapes: ReadonlySet<string> = new Set()

/** Shapes that are in sight, or nearly, and large enough to be read. */
export function nearShapes(shapes: readonly PlacedShape[], { x, y, zoom, width, height }: Sight): ReadonlySet<string> {
  if (zoom < readable) return noShapes
  const [left, top, margin] = [-x / zoom, -y / zoom, sizes.row]
  const [right, bottom] = [left + width / zoom, top + height / zoom]
  const isNear = (shape: PlacedShape) =>
    shape.x < right + margin &&
    shape.x + shape.width > left - margin &&
    shape.y < bottom + margin &&
    shape.y + shape.height > top - margin
  return new Set(shapes.filter(isNear).map(({ node }) => node.id))
}
