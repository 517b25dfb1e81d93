import { expect, test } from 'vitest'
import type { Graph, GraphEdge } from '../../../src/web/graph/graph.ts'
import { listEdges } from '../../../src/web/graph/list-edges.ts'

const node = (id: string) => ({ id, title: id, place: 'public', kind: 'table', columns: [], to: null, focus: false })
const edge = (from: [string, string | null], to: [string, string | null], indirect = false): GraphEdge => ({
  id: JSON.stringify([from, to]),
  from: { node: from[0], column: from[1] },
  to: { node: to[0], column: to[1] },
  label: 'fill',
  indirect,
})

test('edges to the same relation for the same reason are one line, told from both ends', () => {
  const graph: Graph = {
    nodes: [node('orders'), node('totals')],
    edges: [
      edge(['orders', 'customer'], ['totals', 'customer']),
      edge(['orders', 'amount'], ['totals', 'sum']),
      edge(['orders', 'status'], ['totals', null], true),
    ],
  }
  const lines = [...listEdges(graph)].map(([id, list]) => [
    id,
    list.map(({ way, name, pairs, label }) => `${way} ${name}: ${pairs.join(', ')} (${label})`),
  ])
  expect(lines).toEqual([
    ['orders', ['to public.totals: customer, amount to sum (fill)', 'decides on public.totals: status (fill)']],
    ['totals', ['from public.orders: customer, amount to sum (fill)', 'decided by public.orders: status (fill)']],
  ])
})

test('a reason that is one of the two relations is not said again', () => {
  const view = { ...edge(['orders', 'id'], ['open_orders', 'id']), label: 'public.open_orders; refill()' }
  const list = listEdges({ nodes: [node('orders'), node('open_orders')], edges: [view] })
  expect(list.get('open_orders')).toMatchObject([{ way: 'from', name: 'public.orders', label: 'refill()' }])
})
