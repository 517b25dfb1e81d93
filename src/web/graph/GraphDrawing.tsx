import { useStore, ViewportPortal } from '@xyflow/react'
import { useCallback, useMemo } from 'react'
import { GraphNodes } from './GraphNodes.tsx'
import { GraphSurface } from './GraphSurface.tsx'
import { nearShapes, type PlacedShape } from './geometry.ts'
import type { Graph } from './graph.ts'
import { useGraphState } from './graph-state.tsx'
import { bundleLines } from './lines.ts'
import { useSlices } from './use-slices.ts'

interface Props {
  readonly shapes: readonly PlacedShape[]
  readonly edges: Graph['edges']
}

/**
 * Everything is painted; relations that are in sight and large enough to be read are written out above their boxes, one
 * after another.
 */
export function GraphDrawing({ shapes, edges }: Props) {
  const { reach, active } = useGraphState()
  const bundles = useMemo(() => bundleLines(shapes, edges), [shapes, edges])
  const near = useStore(
    useCallback(
      ({ transform: [x, y, zoom], width, height }) => nearShapes(shapes, { x, y, zoom, width, height }),
      [shapes],
    ),
    isSame,
  )
  const written = useSlices(near)
  return (
    <>
      <GraphSurface shapes={shapes} bundles={bundles} near={near} reach={reach} />
      <ViewportPortal>
        <GraphNodes shapes={shapes} near={near} written={written} active={active} />
      </ViewportPortal>
    </>
  )
}

function isSame(before: ReadonlySet<string>, after: ReadonlySet<string>): boolean {
  return before.size === after.size && [...after].every((id) => before.has(id))
}
