import type { DrawingColors } from './drawing-colors.ts'
import { headOf, type PlacedShape, pathOf, sizes } from './geometry.ts'
import type { Graph } from './graph.ts'
import { bundleLines } from './lines.ts'

/** One piece of a drawing: what both SVG and a canvas can show. */
export type Piece =
  | {
      readonly kind: 'line'
      readonly path: string
      readonly head: string
      readonly color: string
      readonly dashed: boolean
    }
  | {
      readonly kind: 'box'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly fill: string
      readonly stroke: string
    }
  | {
      readonly kind: 'text'
      readonly x: number
      readonly y: number
      readonly text: string
      readonly size: number
      readonly bold: boolean
      readonly fill: string
      readonly right: boolean
    }

export interface Drawing {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly background: string
  readonly pieces: readonly Piece[]
}

const margin = 32

/** A laid-out graph as boxes, lines and texts. */
export function drawGraph(shapes: readonly PlacedShape[], edges: Graph['edges'], colors: DrawingColors): Drawing {
  const left = Math.min(...shapes.map(({ x }) => x), 0) - margin
  const top = Math.min(...shapes.map(({ y }) => y), 0) - margin
  const right = Math.max(...shapes.map(({ x, width }) => x + width), 0) + margin
  const bottom = Math.max(...shapes.map(({ y, height }) => y + height), 0) + margin
  const lines = bundleLines(shapes, edges)
    .flatMap((bundle) => bundle.lines)
    .map(
      ({ curve, indirect }): Piece => ({
        kind: 'line',
        path: pathOf(curve),
        head: headOf(curve),
        color: colors.line,
        dashed: indirect,
      }),
    )
  return {
    left,
    top,
    width: right - left,
    height: bottom - top,
    background: colors.body,
    pieces: [...lines, ...shapes.flatMap((shape) => drawShape(shape, colors))],
  }
}

function drawShape({ x, y, width, height, node, columns, hidden }: PlacedShape, colors: DrawingColors): Piece[] {
  const word = (
    text: string,
    down: number,
    fill: string,
    look: { size?: number; bold?: boolean; right?: boolean } = {},
  ): Piece => ({
    kind: 'text',
    x: look.right ? x + width - 10 : x + 10,
    y: y + down,
    text,
    size: look.size ?? 12,
    bold: look.bold ?? false,
    fill,
    right: look.right ?? false,
  })
  const rows = columns.flatMap(({ name, type, key }, at) => {
    const down = sizes.head + sizes.padding + (at + 0.5) * sizes.row + 4
    return [
      word(cut(key ? `${name} (key)` : name, 20), down, colors.text),
      ...(type === null ? [] : [word(cut(type, 16), down, colors.dim, { size: 11, right: true })]),
    ]
  })
  return [
    { kind: 'box', x, y, width, height, fill: colors.box, stroke: colors.line },
    { kind: 'box', x, y, width, height: sizes.head, fill: colors.head, stroke: colors.line },
    word(cut(`${node.place} · ${node.kind}`, 36), 17, colors.dim, { size: 11 }),
    word(cut(node.title, 30), 35, colors.text, { size: 13, bold: true }),
    ...rows,
    ...(hidden > 0 ? [word(`${hidden} more`, height - 8, colors.dim, { size: 11 })] : []),
  ]
}

const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1)}…`

const family = 'ui-sans-serif, system-ui, sans-serif'

export function toSvg({ left, top, width, height, background, pieces }: Drawing): string {
  const inside = pieces.map((piece) => {
    if (piece.kind === 'line') {
      const { path, head, color, dashed } = piece
      const dashes = dashed ? ' stroke-dasharray="5 4"' : ''
      return `<path d="${path}" fill="none" stroke="${color}" stroke-width="1.3"${dashes}/><path d="${head}" fill="${color}"/>`
    }
    if (piece.kind === 'box') {
      const { x, y, fill, stroke } = piece
      return `<rect x="${x}" y="${y}" width="${piece.width}" height="${piece.height}" rx="6" fill="${fill}" stroke="${stroke}"/>`
    }
    const { x, y, size, bold, right, fill, text } = piece
    return `<text x="${x}" y="${y}" font-size="${size}"${bold ? ' font-weight="600"' : ''}${right ? ' text-anchor="end"' : ''} fill="${fill}">${escapeXml(text)}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" width="${width}" height="${height}" font-family="${family}">
<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${background}"/>
${inside.join('\n')}
</svg>
`
}

function escapeXml(text: string): string {
  const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/g, (found) => names[found] ?? found)
}

/** Draws in the units of the drawing; the canvas is scaled before. */
export function paint(
  canvas: CanvasRenderingContext2D,
  { left, top, width, height, background, pieces }: Drawing,
): void {
  canvas.fillStyle = background
  canvas.fillRect(0, 0, width, height)
  canvas.translate(-left, -top)
  canvas.lineWidth = 1.3
  for (const piece of pieces) {
    if (piece.kind === 'line') {
      canvas.strokeStyle = piece.color
      canvas.fillStyle = piece.color
      canvas.setLineDash(piece.dashed ? [5, 4] : [])
      canvas.stroke(new Path2D(piece.path))
      canvas.setLineDash([])
      canvas.fill(new Path2D(piece.head))
    } else if (piece.kind === 'box') {
      canvas.fillStyle = piece.fill
      canvas.strokeStyle = piece.stroke
      canvas.beginPath()
      canvas.roundRect(piece.x, piece.y, piece.width, piece.height, 6)
      canvas.fill()
      canvas.stroke()
    } else {
      canvas.fillStyle = piece.fill
      canvas.font = `${piece.bold ? '600 ' : ''}${piece.size}px ${family}`
      canvas.textAlign = piece.right ? 'right' : 'left'
      canvas.fillText(piece.text, piece.x, piece.y)
    }
  }
}
