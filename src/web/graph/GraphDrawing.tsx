import { useStore, ViewportPortal } from '@xyflow/react'
import { useCallback, useDeferredValue, useMemo } from 'react'
import { GraphNodes } from './GraphNodes.tsx'
import { GraphSurface } from './GraphSurface.tsx'
import { nearShapes, type PlacedShape } from './geometry.ts'
import type { Graph } from './graph.ts'
import { useGraphState } from './graph-state.tsx'
import { bundleLines } from './lines.ts'

interface Props {
  readonly shapes: readonly PlacedShape[]
  readonly edges: Graph['edges']
}

const noShapes: ReadonlySet<string> = new Set()

/**
 * Relations are written out where they are in sight and large enough to be read; all else is painted. What comes into
 * sight is written out when nothing else waits, and until then stands there as a box.
 */
export function GraphDrawing({ shapes, edges }: Props) {
  const { reach, active } = useGraphState()
  const bundles = useMemo(() => bundleLines(shapes, edges), [shapes, edges])
  const near = useDeferredValue(
    useStore(
      useCallback(
        ({ transform: [x, y, zoom], width, height }) => nearShapes(shapes, { x, y, zoom, width, height }),
        [shapes],
      ),
      isSame,
    ),
    noShapes,
  )
  return (
    <>
      <GraphSurface shapes={shapes} bundles={bundles} near={near} reach={reach} />
      <ViewportPortal>
        <GraphNodes shapes={shapes} near={near} active={active?.node ?? null} />
      </ViewportPortal>
    </>
  )
}

function isSame(before: ReadonlySet<string>, after: ReadonlySet<string>): boolean {
  return before.size === after.size && [...after].every((id) => before.has(id))
}
