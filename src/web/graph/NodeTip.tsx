import { useViewport } from '@xyflow/react'
import classes from './GraphView.module.css'
import { type PlacedShape, readable } from './geometry.ts'

/** The name of what is pointed at or focused, where it is too small to be read. */
export function NodeTip({ shape }: { readonly shape: PlacedShape }) {
  const { x, y, zoom } = useViewport()
  if (zoom >= readable) return null
  const { node, width } = shape
  const [left, top] = [x + (shape.x + width / 2) * zoom, y + shape.y * zoom]
  return (
    <div className={classes.tip} style={{ left, top }} aria-hidden="true">
      <strong>{node.title}</strong>
      <span className="dim">
        {node.place} · {node.kind}
      </span>
    </div>
  )
}
