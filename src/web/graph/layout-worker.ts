import { type LayoutRequest, layoutBoxes } from './layout.ts'

// Arranging hundreds of nodes takes longer than a keystroke may wait.
self.onmessage = ({ data }: MessageEvent<LayoutRequest & { readonly turn: number }>) => {
  self.postMessage({ turn: data.turn, positions: layoutBoxes(data) })
}
