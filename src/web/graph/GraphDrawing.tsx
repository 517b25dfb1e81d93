import { useStore, ViewportPortal } from '@xyflow/react'
import { useCallback, useDeferredValue } from 'react'
import { GraphEdges } from './GraphEdges.tsx'
import { GraphNodes } from './GraphNodes.tsx'
import { nearShapes, type PlacedShape } from './geometry.ts'
import type { Graph } from './graph.ts'
import type { Reach } from './reach.ts'

interface Props {
  readonly shapes: readonly PlacedShape[]
  readonly edges: Graph['edges']
  readonly reach: Reach | null
}

const none: readonly PlacedShape[] = []

/**
 * Edges and nodes. Columns are written out where they are large enough to be read and in sight: a graph of 300 relations
 * has thousands. What is not there yet comes when nothing else waits.
 */
export function GraphDrawing({ shapes, edges, reach }: Props) {
  const shown = useDeferredValue(shapes, none)
  const near = useDeferredValue(
    useStore(
      useCallback(
        ({ transform: [x, y, zoom], width, height }) => nearShapes(shapes, { x, y, zoom, width, height }),
        [shapes],
      ),
      isSame,
    ),
  )
  return (
    <ViewportPortal>
      <GraphEdges shapes={shown} edges={edges} near={near} reach={reach} />
      <GraphNodes shapes={shown} near={near} />
    </ViewportPortal>
  )
}

function isSame(before: ReadonlySet<string>, after: ReadonlySet<string>): boolean {
  return before.size === after.size && [...after].every((id) => before.has(id))
}
