import { getViewportForBounds, useReactFlow, type Viewport } from '@xyflow/react'
import { type RefObject, useEffect, useRef } from 'react'
import type { PlacedShape } from './geometry.ts'
import type { Graph } from './graph.ts'

/** How small and how large a graph can be drawn. */
export const zooms = { least: 0.05, most: 2 } as const

/** Shows all; small graphs are not made larger than they are. */
function viewportOf(shapes: readonly PlacedShape[], { clientWidth, clientHeight }: HTMLElement): Viewport {
  const [left, top] = [Math.min(...shapes.map(({ x }) => x)), Math.min(...shapes.map(({ y }) => y))]
  const right = Math.max(...shapes.map(({ x, width }) => x + width))
  const bottom = Math.max(...shapes.map(({ y, height }) => y + height))
  const bounds = { x: left, y: top, width: right - left, height: bottom - top }
  return getViewportForBounds(bounds, clientWidth, clientHeight, zooms.least, 1, 0.08)
}

/** Shows all of a graph as soon as it is arranged; gives what does so again. */
export function useFitting(
  graph: Graph,
  shapes: readonly PlacedShape[],
  frame: RefObject<HTMLElement | null>,
): () => void {
  const { setViewport } = useReactFlow()
  // Nothing of a new graph may stand outside of the frame; when one of the same is arranged anew, nothing moves away.
  const fitted = useRef<Graph | null>(null)
  const isArranged = shapes[0] !== undefined && shapes[0].node === graph.nodes[0]
  useEffect(() => {
    if (fitted.current === graph || !isArranged || frame.current === null) return
    fitted.current = graph
    void setViewport(viewportOf(shapes, frame.current))
  }, [graph, shapes, isArranged, setViewport, frame])
  return () => {
    if (frame.current !== null) void setViewport(viewportOf(shapes, frame.current), glide())
  }
}

/** Moves are followed more easily than jumps, except by those who asked for none. */
export function glide(): { readonly duration: number } {
  return { duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 180 }
}
