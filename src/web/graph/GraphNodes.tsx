import { memo } from 'react'
import classes from './GraphView.module.css'
import type { PlacedShape } from './geometry.ts'
import { RelationNode } from './RelationNode.tsx'

interface Props {
  readonly shapes: readonly PlacedShape[]
  /** Shapes whose columns are written out. */
  readonly near: ReadonlySet<string>
}

/** All relations, each in its place. */
export const GraphNodes = memo(function GraphNodes({ shapes, near }: Props) {
  return shapes.map((shape) => (
    <div
      key={shape.node.id}
      className={classes.place}
      style={{ transform: `translate(${shape.x}px, ${shape.y}px)`, width: shape.width, height: shape.height }}
    >
      <RelationNode shape={shape} isNear={near.has(shape.node.id)} />
    </div>
  ))
})
