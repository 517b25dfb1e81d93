import { useEffect, useRef, useState } from 'react'
import type { PlacedShape, Shape } from './geometry.ts'
import type { Graph } from './graph.ts'
import type { LayoutRequest, Positions } from './layout.ts'

interface Answer {
  readonly turn: number
  readonly positions: Positions
}

/** Where each shape stands; null until the first layout is there. Later ones replace it when they are ready. */
export function useLayout(shapes: readonly Shape[], edges: Graph['edges']): readonly PlacedShape[] | null {
  const [placed, setPlaced] = useState<readonly PlacedShape[] | null>(null)
  const worker = useRef<Worker | null>(null)
  const turn = useRef(0)
  useEffect(() => {
    const thread = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' })
    worker.current = thread
    return () => thread.terminate()
  }, [])
  useEffect(() => {
    const thread = worker.current
    if (thread === null) return
    turn.current += 1
    const request: LayoutRequest & { turn: number } = {
      turn: turn.current,
      boxes: shapes.map(({ node, width, height }) => ({ id: node.id, width, height })),
      links: toLinks(edges),
    }
    const receive = ({ data }: MessageEvent<Answer>) => {
      if (data.turn !== request.turn) return
      setPlaced(shapes.map((shape, at) => ({ ...shape, ...(data.positions[at] ?? { x: 0, y: 0 }) })))
    }
    thread.addEventListener('message', receive)
    thread.postMessage(request)
    return () => thread.removeEventListener('message', receive)
  }, [shapes, edges])
  return placed
}

/** One link for each pair of nodes, whatever number of edges. */
function toLinks(edges: Graph['edges']): LayoutRequest['links'] {
  const pairs = new Map<string, readonly [string, string]>()
  for (const { from, to } of edges) pairs.set(JSON.stringify([from.node, to.node]), [from.node, to.node])
  return [...pairs.values()]
}
