import { useComputedColorScheme } from '@mantine/core'
import { useStoreApi } from '@xyflow/react'
import { memo, useEffect, useMemo, useRef } from 'react'
import { currentColors } from './drawing-colors.ts'
import classes from './GraphView.module.css'
import type { PlacedShape } from './geometry.ts'
import { type Bundle, chooseLines } from './lines.ts'
import { paintView } from './paint-view.ts'
import type { Reach } from './reach.ts'

interface Props {
  readonly shapes: readonly PlacedShape[]
  readonly bundles: readonly Bundle[]
  /** Shapes whose edges are drawn each. */
  readonly near: ReadonlySet<string>
  readonly reach: Reach | null
}

/** Lines and boxes, painted anew with every move; the list says the same in words. */
export const GraphSurface = memo(function GraphSurface({ shapes, bundles, near, reach }: Props) {
  const surface = useRef<HTMLCanvasElement>(null)
  const store = useStoreApi()
  const scheme = useComputedColorScheme()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page's variables differ by scheme
  const colors = useMemo(currentColors, [scheme])
  useEffect(() => {
    const view = { shapes, lines: chooseLines(bundles, near, reach), reach }
    let frame = 0
    const paint = () => {
      frame = 0
      const { transform, width, height } = store.getState()
      const context = surface.current?.getContext('2d')
      if (!context) return
      const [x, y, zoom] = transform
      const scale = window.devicePixelRatio
      fitTo(context.canvas, width * scale, height * scale)
      paintView(context, view, { x, y, zoom, width, height }, scale, colors)
    }
    const ask = () => {
      frame ||= requestAnimationFrame(paint)
    }
    ask()
    const stop = store.subscribe((now, before) => {
      if (now.transform !== before.transform || now.width !== before.width || now.height !== before.height) ask()
    })
    return () => {
      stop()
      cancelAnimationFrame(frame)
    }
  }, [shapes, bundles, near, reach, store, colors])
  return (
    <div className={classes.surface} aria-hidden="true">
      <canvas ref={surface} />
    </div>
  )
})

/** Only where it differs: setting a size empties a canvas. */
function fitTo(canvas: HTMLCanvasElement, width: number, height: number): void {
  const [wide, high] = [Math.round(width), Math.round(height)]
  if (canvas.width !== wide) canvas.width = wide
  if (canvas.height !== high) canvas.height = high
}
