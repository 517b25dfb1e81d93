import { downloadBlob, downloadText } from '../components/download.ts'
import { type Drawing, drawGraph, paint, toSvg } from './draw-graph.ts'
import { currentColors } from './drawing-colors.ts'
import type { PlacedShape } from './geometry.ts'
import type { Graph } from './graph.ts'

/** Browsers draw nothing on canvases that are larger. */
const mostPixels = 60_000_000

export function saveSvg(name: string, shapes: readonly PlacedShape[], edges: Graph['edges']): void {
  downloadText(`${name}.svg`, 'image/svg+xml', toSvg(drawGraph(shapes, edges, currentColors())))
}

export function savePng(name: string, shapes: readonly PlacedShape[], edges: Graph['edges']): void {
  const drawing = drawGraph(shapes, edges, currentColors())
  const scale = scaleOf(drawing)
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(drawing.width * scale)
  canvas.height = Math.ceil(drawing.height * scale)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('this browser draws no pictures')
  context.scale(scale, scale)
  paint(context, drawing)
  canvas.toBlob((blob) => {
    if (blob !== null) downloadBlob(`${name}.png`, blob)
  }, 'image/png')
}

/** The graph itself, without where things stand. */
export function saveJson(name: string, graph: Graph): void {
  downloadText(`${name}.json`, 'application/json', JSON.stringify(graph, null, 2))
}

function scaleOf({ width, height }: Drawing): number {
  return Math.min(2, Math.sqrt(mostPixels / (width * height)))
}
