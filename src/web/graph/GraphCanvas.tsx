import '@xyflow/react/dist/style.css'
import { ActionIcon } from '@mantine/core'
import { getViewportForBounds, ReactFlow, ReactFlowProvider, useReactFlow, type Viewport } from '@xyflow/react'
import { Maximize, ZoomIn, ZoomOut } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { GraphDrawing } from './GraphDrawing.tsx'
import classes from './GraphView.module.css'
import type { PlacedShape } from './geometry.ts'
import type { Graph, GraphEnd } from './graph.ts'
import { type GraphState, GraphStateProvider } from './graph-state.tsx'
import { isArrow, neighbourOf } from './neighbours.ts'
import { reachOf } from './reach.ts'

interface Props {
  readonly label: string
  readonly graph: Graph
  readonly shapes: readonly PlacedShape[]
  readonly expanded: ReadonlySet<string>
  readonly toggle: (node: string) => void
}

const zoom = { least: 0.05, most: 2 } as const

/** Shows all; small graphs are not made larger than they are. */
function viewportOf(shapes: readonly PlacedShape[], { clientWidth, clientHeight }: HTMLElement): Viewport {
  const [left, top] = [Math.min(...shapes.map(({ x }) => x)), Math.min(...shapes.map(({ y }) => y))]
  const right = Math.max(...shapes.map(({ x, width }) => x + width))
  const bottom = Math.max(...shapes.map(({ y, height }) => y + height))
  const bounds = { x: left, y: top, width: right - left, height: bottom - top }
  return getViewportForBounds(bounds, clientWidth, clientHeight, zoom.least, 1, 0.08)
}

/** The drawing: moves and zooms with mouse, fingers and keys. */
export function GraphCanvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  )
}

function Canvas({ label, graph, shapes, expanded, toggle }: Props) {
  const { setViewport, zoomIn, zoomOut, setCenter, getZoom } = useReactFlow()
  const frame = useRef<HTMLDivElement>(null)
  const [pointed, point] = useState<GraphEnd | null>(null)
  const [selected, setSelected] = useState<GraphEnd | null>(null)
  const [focused, setFocused] = useState<string | null>(null)
  const lit = useDeferredValue(pointed ?? selected)
  const reach = useMemo(() => (lit === null ? null : reachOf(graph, lit)), [graph, lit])
  const active = focused ?? graph.nodes.find(({ focus }) => focus)?.id ?? graph.nodes[0]?.id ?? null
  const state = useMemo<GraphState>(
    () => ({
      reach,
      selected,
      active,
      expanded,
      point,
      toggle,
      select: (end) =>
        setSelected((before) => (before?.node === end.node && before.column === end.column ? null : end)),
    }),
    [reach, selected, active, expanded, toggle],
  )
  const fit = () => frame.current !== null && void setViewport(viewportOf(shapes, frame.current))
  // Nothing of a new graph may stand outside of the frame; when one of the same is arranged anew, nothing moves away.
  const fitted = useRef<Graph | null>(null)
  const isArranged = shapes[0] !== undefined && shapes[0].node === graph.nodes[0]
  useEffect(() => {
    if (fitted.current === graph || !isArranged || frame.current === null) return
    fitted.current = graph
    void setViewport(viewportOf(shapes, frame.current))
  }, [graph, shapes, isArranged, setViewport])
  const onKeyDown = (event: KeyboardEvent) => {
    const from = event.target instanceof HTMLElement ? event.target.dataset.node : undefined
    if (event.key === 'Escape') setSelected(null)
    if (from === undefined || !isArrow(event.key)) return
    event.preventDefault()
    const next = neighbourOf(shapes, graph.edges, from, event.key)
    const shape = shapes.find(({ node }) => node.id === next)
    if (next === null || shape === undefined) return
    setFocused(next)
    frame.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(next)}"]`)?.focus({ preventScroll: true })
    void setCenter(shape.x + shape.width / 2, shape.y + shape.height / 2, { zoom: Math.max(getZoom(), 0.7) })
  }
  const onFocus = (node: string | undefined) => {
    if (node === undefined) return
    setFocused(node)
    point({ node, column: null })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the names inside of it
    <div
      ref={frame}
      className={classes.canvas}
      onKeyDown={onKeyDown}
      onFocus={({ target }) => onFocus(target instanceof HTMLElement ? target.dataset.node : undefined)}
      onBlur={() => point(null)}
    >
      <GraphStateProvider value={state}>
        <ReactFlow
          aria-label={label}
          minZoom={zoom.least}
          maxZoom={zoom.most}
          elementsSelectable={false}
          disableKeyboardA11y
          zoomOnScroll={false}
          panOnScroll={false}
          preventScrolling={false}
          zoomActivationKeyCode={['Meta', 'Control']}
          proOptions={{ hideAttribution: true }}
          onPaneClick={() => setSelected(null)}
        >
          <GraphDrawing shapes={shapes} edges={graph.edges} reach={reach} />
        </ReactFlow>
      </GraphStateProvider>
      <div className={classes.zoom}>
        <ActionIcon aria-label="Larger" onClick={() => void zoomIn()}>
          <ZoomIn size={16} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon aria-label="Smaller" onClick={() => void zoomOut()}>
          <ZoomOut size={16} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon aria-label="Show all" onClick={fit}>
          <Maximize size={16} aria-hidden="true" />
        </ActionIcon>
      </div>
    </div>
  )
}
