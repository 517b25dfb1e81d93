import type { DrawingColors } from './drawing-colors.ts'
import { type Curve, type PlacedShape, readable, type Sight, sizes } from './geometry.ts'
import { isLit, type Line } from './lines.ts'
import type { Reach } from './reach.ts'

/** What a canvas shows below the nodes that are written out. */
export interface View {
  readonly shapes: readonly PlacedShape[]
  readonly lines: readonly Line[]
  readonly reach: Reach | null
}

/** Part of the drawing that is in sight, in its units. */
interface Window {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/**
 * Lines, and boxes below the relations that are written out. As elements thousands of curves kept the browser busy for
 * seconds, since it draws them in tiles, in sight or not; a canvas is as large as the frame whatever the graph.
 */
export function paintView(
  canvas: CanvasRenderingContext2D,
  { shapes, lines, reach }: View,
  { x, y, zoom, width, height }: Sight,
  scale: number,
  colors: DrawingColors,
): void {
  canvas.setTransform(1, 0, 0, 1, 0, 0)
  canvas.clearRect(0, 0, width * scale, height * scale)
  canvas.setTransform(zoom * scale, 0, 0, zoom * scale, x * scale, y * scale)
  const seen: Window = { left: -x / zoom, top: -y / zoom, right: (width - x) / zoom, bottom: (height - y) / zoom }
  const inSight = lines.filter(({ curve }) => touches(curve, seen))
  const [lit, others] = [inSight.filter((line) => isLit(line, reach)), inSight.filter((line) => !isLit(line, reach))]
  // From afar a line that were scaled with the rest would be a tenth of a pixel.
  const pixel = Math.max(1, 1 / zoom)
  // From afar they lie in heaps, out of which boxes have to stand.
  canvas.globalAlpha = reach === null && zoom < readable ? 0.6 : 1
  paintLines(canvas, others, reach === null ? colors.line : colors.faint, pixel, zoom)
  canvas.globalAlpha = 1
  paintLines(canvas, lit, colors.accent, 1.7 * pixel, zoom)
  for (const shape of shapes) {
    const { width: wide, height: high } = shape
    const isSeen =
      shape.x < seen.right && shape.x + wide > seen.left && shape.y < seen.bottom && shape.y + high > seen.top
    if (isSeen) paintBox(canvas, shape, reach, zoom, colors)
  }
}

function touches({ x1, y1, cx1, cx2, cy1, cy2, x2, y2 }: Curve, { left, top, right, bottom }: Window): boolean {
  return (
    Math.min(x1, cx1, cx2, x2) < right &&
    Math.max(x1, cx1, cx2, x2) > left &&
    Math.min(y1, cy1, cy2, y2) < bottom &&
    Math.max(y1, cy1, cy2, y2) > top
  )
}

function paintLines(
  canvas: CanvasRenderingContext2D,
  lines: readonly Line[],
  color: string,
  thickness: number,
  zoom: number,
): void {
  canvas.strokeStyle = color
  canvas.fillStyle = color
  canvas.lineWidth = thickness
  for (const { curve, indirect } of lines) {
    // Each by itself: browsers fill one path of hundreds of curves far more slowly.
    canvas.setLineDash(indirect ? [5, 4].map((each) => each * Math.max(1, 0.5 / zoom)) : [])
    canvas.beginPath()
    canvas.moveTo(curve.x1, curve.y1)
    canvas.bezierCurveTo(curve.cx1, curve.cy1, curve.cx2, curve.cy2, curve.x2, curve.y2)
    canvas.stroke()
    if (zoom >= readable / 2) paintHead(canvas, curve)
  }
  canvas.setLineDash([])
}

function paintHead(canvas: CanvasRenderingContext2D, { x2, y2, direction }: Curve): void {
  canvas.beginPath()
  canvas.moveTo(x2, y2)
  canvas.lineTo(x2 - 8 * direction, y2 - 3.5)
  canvas.lineTo(x2 - 8 * direction, y2 + 3.5)
  canvas.fill()
}

/** Size of a title on the screen, in pixels; boxes that are narrower on it stay without. */
const [letters, narrowest] = [10, 46]

function paintBox(
  canvas: CanvasRenderingContext2D,
  { x, y, width, height, node }: PlacedShape,
  reach: Reach | null,
  zoom: number,
  colors: DrawingColors,
): void {
  const isReached = reach?.nodes.has(node.id) ?? false
  const isMeant = node.focus || isReached
  const border = (isMeant && zoom < readable ? 1.5 : 1) / zoom
  canvas.lineWidth = border
  canvas.strokeStyle = isMeant ? colors.accent : reach === null ? colors.line : colors.faint
  canvas.fillStyle = isMeant ? colors.tint : reach === null ? colors.head : colors.box
  // Within the box that is written out above it, down to the corners.
  canvas.beginPath()
  canvas.roundRect(x + border / 2, y + border / 2, width - border, height - border, 8)
  canvas.fill()
  canvas.stroke()
  if (width * zoom < narrowest) return
  canvas.save()
  canvas.beginPath()
  canvas.rect(x, y, width - 4 / zoom, height)
  canvas.clip()
  canvas.font = `600 ${letters / zoom}px ${colors.font}`
  canvas.fillStyle = reach === null || isMeant ? colors.text : colors.dim
  canvas.fillText(node.title, x + 4 / zoom, y + Math.min(sizes.head / 2, height / 2) + 4 / zoom)
  canvas.restore()
}
