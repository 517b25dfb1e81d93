import { memo } from 'react'
import classes from './GraphView.module.css'
import type { PlacedShape } from './geometry.ts'
import type { GraphEnd } from './graph.ts'
import { RelationNode } from './RelationNode.tsx'

interface Props {
  readonly shapes: readonly PlacedShape[]
  /** Shapes that are in sight and can be read. */
  readonly near: ReadonlySet<string>
  /** Those of them that are written out by now. */
  readonly written: ReadonlySet<string>
  /** Where the keyboard is; that is there at once, and even from afar. */
  readonly active: GraphEnd | null
}

/** Relations, each in its place. */
export const GraphNodes = memo(function GraphNodes({ shapes, near, written, active }: Props) {
  const isNear = (id: string) => written.has(id) || (id === active?.node && (near.has(id) || active.column !== null))
  return shapes
    .filter(({ node }) => written.has(node.id) || node.id === active?.node)
    .map((shape) => (
      <div
        key={shape.node.id}
        className={classes.place}
        style={{ transform: `translate(${shape.x}px, ${shape.y}px)`, width: shape.width, height: shape.height }}
      >
        <RelationNode shape={shape} isNear={isNear(shape.node.id)} />
      </div>
    ))
})
