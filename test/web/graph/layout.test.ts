import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlacedShape } from '../../../src/web/graph/geometry.ts'
import type { Graph, GraphEnd } from '../../../src/web/graph/graph.ts'
import { layoutBoxes } from '../../../src/web/graph/layout.ts'
import { moveFrom } from '../../../src/web/graph/neighbours.ts'
import { indexEdges, reachOf } from '../../../src/web/graph/reach.ts'

const boxesOf = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `${at}`, width: 236, height: 50 + (at % 7) * 30 }))

test('no two boxes overlap, whatever the links', () => {
  const links = fc.array(fc.tuple(fc.nat(29), fc.nat(29)), { maxLength: 60 })
  fc.assert(
    fc.property(links, (pairs) => {
      const boxes = boxesOf(30)
      const places = layoutBoxes({ boxes, links: pairs.map(([a, b]) => [`${a}`, `${b}`] as const) })
      for (const [at, box] of boxes.entries()) {
        for (let other = 0; other < at; other++) {
          const [a, b, second] = [places[at], places[other], boxes[other]]
          if (a === undefined || b === undefined || second === undefined) throw new Error('a box has no place')
          const apart =
            a.x >= b.x + second.width || b.x >= a.x + box.width || a.y >= b.y + second.height || b.y >= a.y + box.height
          expect(apart, `${at} and ${other}`).toBe(true)
        }
      }
    }),
    { numRuns: 60 },
  )
})

test('links lead from left to right, but for what closes a circle', () => {
  const links = [
    ['0', '1'],
    ['1', '2'],
    ['0', '2'],
    ['3', '2'],
    ['2', '2'],
    ['4', '5'],
    ['5', '4'],
  ] as const
  const places = layoutBoxes({ boxes: boxesOf(7), links })
  const columns = [...new Set(places.map(({ x }) => x))].sort((a, b) => a - b)
  expect(places.map(({ x }) => columns.indexOf(x))).toEqual([0, 1, 2, 1, 0, 1, 0])
})

const end = (text: string): GraphEnd => ({ node: text[0] ?? '', column: text[1] ?? null })
const edge = (from: string, to: string) => ({
  id: `${from}-${to}`,
  from: end(from),
  to: end(to),
  label: '',
  indirect: false,
})
const edges = [edge('ax', 'bx'), edge('ay', 'by'), edge('bx', 'cx'), edge('by', 'd')]

test('a column lights up what it is part of, and a node everything before and behind it', () => {
  const graph: Graph = { nodes: [], edges }
  const lit = (from: string) => [...reachOf(indexEdges(graph.edges), end(from)).edges].sort()
  expect(lit('ax')).toEqual(['ax-bx', 'bx-cx'])
  expect(lit('b')).toEqual(['ax-bx', 'ay-by', 'bx-cx', 'by-d'])
  expect(lit('d')).toEqual(['ay-by', 'by-d'])
})

test('arrow keys follow edges to the sides, else lead to what is nearest', () => {
  const place = (id: string, x: number, y: number) =>
    ({ node: { id }, x, y, width: 100, height: 50, columns: [] }) as unknown as PlacedShape
  const shapes = [place('a', 0, 0), place('b', 200, 300), place('c', 400, 0), place('d', 200, 0)]
  const from = (node: string, key: Parameters<typeof moveFrom>[3]) =>
    moveFrom(shapes, edges, end(node), key)?.node ?? null
  expect(from('a', 'ArrowRight')).toBe('b')
  expect(from('b', 'ArrowUp')).toBe('d')
  expect(from('d', 'ArrowLeft')).toBe('a')
  expect(from('a', 'ArrowUp')).toBeNull()
})

test('keys lead through the columns of a relation, along their edges and back', () => {
  const place = (id: string, x: number, columns: string) =>
    ({
      node: { id },
      x,
      y: 0,
      width: 100,
      height: 50,
      columns: [...columns].map((name) => ({ name })),
    }) as unknown as PlacedShape
  const shapes = [place('a', 0, 'xyz'), place('b', 200, 'xy'), place('c', 400, ''), place('d', 600, '')]
  const from = (text: string, key: Parameters<typeof moveFrom>[3]) => moveFrom(shapes, edges, end(text), key)
  expect(from('ax', 'ArrowDown')).toEqual(end('ay'))
  expect(from('az', 'ArrowDown')).toBeNull()
  expect(from('ax', 'End')).toEqual(end('az'))
  expect(from('ax', 'ArrowUp')).toEqual(end('a'))
  expect(from('ay', 'Escape')).toEqual(end('a'))
  expect(from('ay', 'ArrowRight')).toEqual(end('by'))
  expect(from('by', 'ArrowLeft')).toEqual(end('ay'))
  // The column at the other end is folded away, so its relation is where the edge leads.
  expect(from('bx', 'ArrowRight')).toEqual(end('c'))
})
