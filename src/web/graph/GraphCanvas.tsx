import '@xyflow/react/dist/style.css'
import { ActionIcon } from '@mantine/core'
import { getViewportForBounds, ReactFlow, ReactFlowProvider, useReactFlow, type Viewport } from '@xyflow/react'
import { Maximize, ZoomIn, ZoomOut } from 'lucide-react'
import {
  type KeyboardEvent,
  type MouseEvent,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { flushSync } from 'react-dom'
import { GraphDrawing } from './GraphDrawing.tsx'
import classes from './GraphView.module.css'
import { anchorY, endKey, type PlacedShape, readable } from './geometry.ts'
import type { Graph, GraphEnd } from './graph.ts'
import { type GraphState, GraphStateProvider } from './graph-state.tsx'
import { NodeTip } from './NodeTip.tsx'
import { isMoveKey, moveFrom } from './neighbours.ts'
import { indexEdges, reachOf } from './reach.ts'

interface Props {
  readonly label: string
  readonly graph: Graph
  readonly shapes: readonly PlacedShape[]
  readonly expanded: ReadonlySet<string>
  readonly toggle: (node: string) => void
}

const zoom = { least: 0.05, most: 2 } as const

/** Columns can be read at ease. */
const comfortable = 0.7

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
  const { setViewport, getViewport, zoomIn, zoomOut, setCenter, screenToFlowPosition } = useReactFlow()
  const frame = useRef<HTMLDivElement>(null)
  const hintId = useId()
  const [pointed, point] = useState<GraphEnd | null>(null)
  const [selected, setSelected] = useState<GraphEnd | null>(null)
  const [visited, visit] = useState<GraphEnd | null>(null)
  const lit = useDeferredValue(pointed ?? selected)
  const index = useMemo(() => indexEdges(graph.edges), [graph])
  const reach = useMemo(() => (lit === null ? null : reachOf(index, lit)), [index, lit])
  const active = useMemo(() => visited ?? startOf(graph), [visited, graph])
  const state = useMemo<GraphState>(
    () => ({ reach, selected, active, expanded, toggle }),
    [reach, selected, active, expanded, toggle],
  )
  const fit = () => frame.current !== null && void setViewport(viewportOf(shapes, frame.current), glide())
  // Nothing of a new graph may stand outside of the frame; when one of the same is arranged anew, nothing moves away.
  const fitted = useRef<Graph | null>(null)
  const isArranged = shapes[0] !== undefined && shapes[0].node === graph.nodes[0]
  useEffect(() => {
    if (fitted.current === graph || !isArranged || frame.current === null) return
    fitted.current = graph
    void setViewport(viewportOf(shapes, frame.current))
  }, [graph, shapes, isArranged, setViewport])

  const goTo = (end: GraphEnd) => {
    const shape = shapes.find(({ node }) => node.id === end.node)
    if (shape === undefined || frame.current === null) return
    // What is out of sight is only written out when the keyboard comes there.
    flushSync(() => visit(end))
    const title = frame.current.querySelector<HTMLElement>(`[data-node="${CSS.escape(end.node)}"]`)
    const row = frame.current.querySelector<HTMLElement>(`button[data-end="${CSS.escape(endKey(end))}"]`)
    ;(row ?? title)?.focus({ preventScroll: true })
    const zoom = Math.max(getViewport().zoom, comfortable)
    void setCenter(shape.x + shape.width / 2, middleOf(shape, end.column), { zoom, ...glide() })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isMoveKey(event.key)) return
    const from = endOf(event.target)
    if (event.key === 'Escape') setSelected(null)
    if (from === null) return
    const next = moveFrom(shapes, graph.edges, from, event.key)
    if (event.key !== 'Escape' || next !== null) event.preventDefault()
    if (next !== null) goTo(next)
  }
  /** From afar the nodes are painted, and the pointer is over none of them. */
  const shapeAt = ({ clientX, clientY }: MouseEvent | globalThis.MouseEvent) => {
    if (getViewport().zoom >= readable) return undefined
    const at = screenToFlowPosition({ x: clientX, y: clientY })
    return shapes.find(({ x, y, width, height }) => at.x >= x && at.x <= x + width && at.y >= y && at.y <= y + height)
  }
  const onMouseMove = (event: MouseEvent) => {
    const found = shapeAt(event)
    const end = found === undefined ? endOf(event.target) : { node: found.node.id, column: null }
    point((before) => sameAs(before, end))
  }
  const onClick = ({ target }: MouseEvent) => {
    const end = endOf(target)
    if (end?.column) setSelected((before) => (sameAs(before, end) === before ? null : end))
  }
  const onPaneClick = (event: MouseEvent | globalThis.MouseEvent) => {
    const found = shapeAt(event)
    if (found === undefined) setSelected(null)
    else goTo({ node: found.node.id, column: null })
  }
  const onFocus = (end: GraphEnd | null) => {
    if (end === null) return
    visit((before) => sameAs(before, end))
    point((before) => sameAs(before, end))
  }
  const pointedShape = shapes.find(({ node }) => node.id === pointed?.node)
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys and clicks belong to the names inside of it */}
      <div
        ref={frame}
        className={classes.canvas}
        onKeyDown={onKeyDown}
        onFocus={({ target }) => onFocus(endOf(target))}
        onBlur={() => point(null)}
        onMouseMove={onMouseMove}
        onClick={onClick}
        onMouseLeave={() => point(null)}
      >
        <GraphStateProvider value={state}>
          <ReactFlow
            aria-label={label}
            aria-describedby={hintId}
            minZoom={zoom.least}
            maxZoom={zoom.most}
            elementsSelectable={false}
            disableKeyboardA11y
            zoomOnScroll={false}
            panOnScroll={false}
            preventScrolling={false}
            zoomActivationKeyCode={['Meta', 'Control']}
            proOptions={{ hideAttribution: true }}
            onPaneClick={onPaneClick}
          >
            <GraphDrawing shapes={shapes} edges={graph.edges} />
          </ReactFlow>
        </GraphStateProvider>
        {pointedShape !== undefined && <NodeTip shape={pointedShape} />}
        <div className={classes.zoom}>
          <ActionIcon aria-label="Larger" onClick={() => void zoomIn(glide())}>
            <ZoomIn size={16} aria-hidden="true" />
          </ActionIcon>
          <ActionIcon aria-label="Smaller" onClick={() => void zoomOut(glide())}>
            <ZoomOut size={16} aria-hidden="true" />
          </ActionIcon>
          <ActionIcon aria-label="Show all" onClick={fit}>
            <Maximize size={16} aria-hidden="true" />
          </ActionIcon>
        </div>
      </div>
      <p id={hintId} className={classes.hint}>
        Arrow keys lead from relation to relation, Tab to the columns of one, and Enter highlights a column’s way.
      </p>
    </>
  )
}

/** What the graph is about. */
function startOf({ nodes }: Graph): GraphEnd | null {
  const node = nodes.find(({ focus }) => focus) ?? nodes[0]
  return node === undefined ? null : { node: node.id, column: null }
}

/** Of a relation its middle, so that as much of it is in sight as can be; of a column its row. */
const middleOf = (shape: PlacedShape, column: string | null): number =>
  column === null ? shape.y + shape.height / 2 : anchorY(shape, column)

/** What an element stands for, or what it is part of. */
function endOf(target: EventTarget): GraphEnd | null {
  const named = target instanceof Element ? target.closest<HTMLElement>('[data-end]') : null
  if (named?.dataset.end === undefined) return null
  const [node, column]: [string, string | null] = JSON.parse(named.dataset.end)
  return { node, column }
}

/** The one before where nothing changed, so that nothing is drawn anew. */
const sameAs = (before: GraphEnd | null, end: GraphEnd | null): GraphEnd | null =>
  before !== null && end !== null && endKey(before) === endKey(end) ? before : end

/** Moves are followed more easily than jumps, except by those who asked for none. */
function glide(): { readonly duration: number } {
  return { duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 180 }
}
