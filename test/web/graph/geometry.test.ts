import { expect, test } from 'vitest'
import { nearShapes, type PlacedShape, toShapes } from '../../../src/web/graph/geometry.ts'

const graph = {
  nodes: ['a', 'b', 'c'].map((id) => ({
    id,
    title: id,
    place: 'public',
    kind: 'table',
    columns: [],
    to: null,
    focus: false,
  })),
  edges: [],
}
const shapes = toShapes(graph, new Set()).map((shape, at): PlacedShape => ({ ...shape, x: at * 2000, y: 0 }))

test('columns are written out for what is in sight and large enough to be read', () => {
  const frame = { y: 0, width: 1000, height: 500 }
  const near = (x: number, zoom: number) => [...nearShapes(shapes, { ...frame, x, zoom })]
  expect(near(0, 1)).toEqual(['a'])
  expect(near(-2000, 1)).toEqual(['b'])
  expect(near(0, 0.5)).toEqual(['a', 'b'])
  expect(near(0, 0.2)).toEqual([])
})
