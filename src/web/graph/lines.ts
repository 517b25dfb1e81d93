import { type EdgeShape, edgeShape, type PlacedShape } from './geometry.ts'
import type { Graph, GraphEdge } from './graph.ts'
import { groupBy } from './group-by.ts'
import type { Reach } from './reach.ts'

/** An edge with its way. */
export interface Line extends EdgeShape {
  readonly edge: GraphEdge
}

/** Edges whose ends are drawn. */
export function toLines(shapes: readonly PlacedShape[], edges: Graph['edges']): readonly Line[] {
  const byId = new Map(shapes.map((shape) => [shape.node.id, shape]))
  return edges.flatMap((edge) => {
    const [from, to] = [byId.get(edge.from.node), byId.get(edge.to.node)]
    return from === undefined || to === undefined ? [] : [{ edge, ...edgeShape(edge, from, to) }]
  })
}

/** All that leads from one node to another. */
export interface Bundle {
  readonly from: string
  readonly to: string
  readonly lines: readonly Line[]
  /** Stands for all of them from afar. */
  readonly whole: Line
}

export function bundleLines(lines: readonly Line[], shapes: readonly PlacedShape[]): readonly Bundle[] {
  const bundles = groupBy(lines, ({ edge }) => JSON.stringify([edge.from.node, edge.to.node]))
  const wholes = [...bundles].map(([id, own]): GraphEdge => {
    const [from, to] = [own[0]?.edge.from.node ?? '', own[0]?.edge.to.node ?? '']
    const indirect = own.every(({ edge }) => edge.indirect)
    return { id, from: { node: from, column: null }, to: { node: to, column: null }, label: '', indirect }
  })
  return toLines(shapes, wholes).map((whole) => ({
    from: whole.edge.from.node,
    to: whole.edge.to.node,
    lines: bundles.get(whole.edge.id) ?? [],
    whole,
  }))
}

export const looks = ['faint', 'plain', 'lit'] as const
type Look = (typeof looks)[number]

/** What is drawn at once, since it looks the same. */
export interface LineGroup {
  readonly direct: readonly Line[]
  readonly indirect: readonly Line[]
}

/** Lines that leave sight and are drawn each; a browser takes seconds for thousands that long. */
const leavingAtMost = 300

/**
 * Lines by their looks. From afar one stands for all between two nodes. From near each edge between what is in sight is
 * drawn, and those that leave it where they are few; what only passes by is left out unless it is highlighted.
 */
export function groupLines(
  bundles: readonly Bundle[],
  near: ReadonlySet<string>,
  reach: Reach | null,
): Readonly<Record<Look, LineGroup>> {
  const empty = () => ({ direct: new Map<string, Line>(), indirect: new Map<string, Line>() })
  const groups = { faint: empty(), plain: empty(), lit: empty() }
  const isLit = ({ edge }: Line) => reach?.edges.has(edge.id) ?? false
  const add = (line: Line, lit: boolean) => {
    const { direct, indirect } = groups[reach === null ? 'plain' : lit ? 'lit' : 'faint']
    // Folded columns share the title of their relation: one line is enough.
    const drawn = line.edge.indirect ? indirect : direct
    drawn.set(line.path, line)
  }
  const leaving = bundles.filter(({ from, to }) => near.has(from) !== near.has(to))
  const areFew = leaving.reduce((sum, { lines }) => sum + lines.length, 0) <= leavingAtMost
  for (const { from, to, lines, whole } of bundles) {
    const [starts, ends] = [near.has(from), near.has(to)]
    if (areFew ? starts || ends : starts && ends) for (const line of lines) add(line, isLit(line))
    else if (near.size === 0 || starts || ends || lines.some(isLit)) add(whole, lines.some(isLit))
  }
  const flat = ({ direct, indirect }: ReturnType<typeof empty>) => ({
    direct: [...direct.values()],
    indirect: [...indirect.values()],
  })
  return { faint: flat(groups.faint), plain: flat(groups.plain), lit: flat(groups.lit) }
}

/** In pixels of the drawing. Dashes of more come to many thousands, with which a browser does not get done. */
const dashedAtMost = 40_000

/** Whether what decides, but hands on no value, can be dashed. */
export function canDash(lines: readonly Line[]): boolean {
  return lines.reduce((sum, { edge, length }) => sum + (edge.indirect ? length : 0), 0) < dashedAtMost
}
