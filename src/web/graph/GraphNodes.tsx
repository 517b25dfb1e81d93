import { memo } from 'react'
import classes from './GraphView.module.css'
import type { PlacedShape } from './geometry.ts'
import { RelationNode } from './RelationNode.tsx'

interface Props {
  readonly shapes: readonly PlacedShape[]
  readonly written: ReadonlySet<string>
  /** The one that the keyboard is at; it is there even from afar, without its columns. */
  readonly active: string | null
}

/** Relations, each in its place. */
export const GraphNodes = memo(function GraphNodes({ shapes, written, active }: Props) {
  return shapes
    .filter(({ node }) => written.has(node.id) || node.id === active)
    .map((shape) => (
      <div
        key={shape.node.id}
        className={classes.place}
        style={{ transform: `translate(${shape.x}px, ${shape.y}px)`, width: shape.width, height: shape.height }}
      >
        <RelationNode shape={shape} isNear={written.has(shape.node.id)} />
      </div>
    ))
})
