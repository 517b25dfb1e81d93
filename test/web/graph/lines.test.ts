import { expect, test } from 'vitest'
import { drawGraph, toSvg } from '../../../src/web/graph/draw-graph.ts'
import type { DrawingColors } from '../../../src/web/graph/drawing-colors.ts'
import { type PlacedShape, toShapes } from '../../../src/web/graph/geometry.ts'
import type { Graph } from '../../../src/web/graph/graph.ts'
import { bundleLines, chooseLines } from '../../../src/web/graph/lines.ts'
import { indexEdges, reachOf } from '../../../src/web/graph/reach.ts'

const node = (id: string) => ({
  id,
  title: `t<${id}>`,
  place: 'public',
  kind: 'table',
  columns: ['x', 'y'].map((name) => ({ name, type: 'text', key: false })),
  to: null,
  focus: false,
})
const edge = (from: [string, string | null], to: [string, string | null], indirect = false) => ({
  id: JSON.stringify([from, to, indirect]),
  from: { node: from[0], column: from[1] },
  to: { node: to[0], column: to[1] },
  label: '',
  indirect,
})
const graph: Graph = {
  nodes: ['a', 'b', 'c'].map(node),
  edges: [edge(['a', 'x'], ['b', 'x']), edge(['a', 'y'], ['b', null], true), edge(['b', 'y'], ['c', 'y'])],
}
const shapes = toShapes(graph, new Set()).map((shape, at): PlacedShape => ({ ...shape, x: at * 400, y: 0 }))
const bundles = bundleLines(shapes, graph.edges)
const drawn = (near: readonly string[], lit: string | null = null) =>
  chooseLines(
    bundles,
    new Set(near),
    lit === null ? null : reachOf(indexEdges(graph.edges), { node: lit, column: 'y' }),
  ).map(({ edges }) => edges.length)

test('from afar one line stands for all between two relations, from near each edge has its own', () => {
  expect(drawn([])).toEqual([2, 1])
  expect(drawn(['a'])).toEqual([1, 1])
  expect(drawn(['a', 'c'])).toEqual([1, 1, 1])
  // Out of sight, but on the way of what is highlighted.
  expect(drawn(['a'], 'c')).toEqual([1, 1, 1])
})

test('a saved drawing has every relation and every edge, with its head and its dashes', () => {
  const names = ['body', 'box', 'head', 'text', 'dim', 'line', 'faint', 'accent', 'tint', 'font']
  const colors = Object.fromEntries(names.map((name) => [name, `#${name}`])) as unknown as DrawingColors
  const svg = toSvg(drawGraph(shapes, graph.edges, colors))
  expect(svg.match(/<path [^>]*stroke="#line"/g)).toHaveLength(3)
  expect(svg.match(/<path [^>]*fill="#line"/g)).toHaveLength(3)
  expect(svg.match(/stroke-dasharray/g)).toHaveLength(1)
  expect(svg.match(/t&lt;[abc]&gt;/g)).toHaveLength(3)
})
