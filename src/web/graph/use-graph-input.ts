import { useReactFlow } from '@xyflow/react'
import { type FocusEvent, type KeyboardEvent, type MouseEvent, type RefObject, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { anchorY, endKey, type PlacedShape, readable } from './geometry.ts'
import type { Graph, GraphEnd } from './graph.ts'
import { endOf, sameAs } from './graph-ends.ts'
import { isMoveKey, moveFrom } from './neighbours.ts'
import { glide } from './use-fitting.ts'

/** Columns can be read at ease. */
const comfortable = 0.7

/** What is pointed at, selected and visited by keyboard in a graph, and what keys and pointer do. */
export function useGraphInput(graph: Graph, shapes: readonly PlacedShape[], frame: RefObject<HTMLElement | null>) {
  const [pointed, point] = useState<GraphEnd | null>(null)
  const [selected, setSelected] = useState<GraphEnd | null>(null)
  const [visited, visit] = useState<GraphEnd | null>(null)
  const goTo = useGoTo(shapes, frame, visit)
  const shapeAt = useShapeAt(shapes)
  const active = useMemo(() => knownOf(graph, visited) ?? startOf(graph), [visited, graph])
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isMoveKey(event.key)) return
    const from = endOf(event.target)
    if (event.key === 'Escape') setSelected(null)
    if (from === null) return
    const next = moveFrom(shapes, graph.edges, from, event.key)
    if (event.key !== 'Escape' || next !== null) event.preventDefault()
    if (next !== null) goTo(next)
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
  const onFocus = ({ target }: FocusEvent) => {
    const end = endOf(target)
    if (end === null) return
    visit((before) => sameAs(before, end))
    point((before) => sameAs(before, end))
  }
  const leave = () => point(null)
  return {
    pointed: knownOf(graph, pointed),
    selected: knownOf(graph, selected),
    active,
    onPaneClick,
    onKeyDown,
    onFocus,
    onBlur: leave,
    onMouseMove,
    onMouseLeave: leave,
    onClick,
  }
}

/** Brings the keyboard to a relation or a column, and that into the middle. */
function useGoTo(
  shapes: readonly PlacedShape[],
  frame: RefObject<HTMLElement | null>,
  visit: (end: GraphEnd) => void,
): (end: GraphEnd) => void {
  const { getViewport, setCenter } = useReactFlow()
  return (end) => {
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
}

/** Finds what the pointer is at: from afar the relations are painted, and it is over none of them. */
function useShapeAt(shapes: readonly PlacedShape[]) {
  const { getViewport, screenToFlowPosition } = useReactFlow()
  return ({ clientX, clientY }: MouseEvent | globalThis.MouseEvent) => {
    if (getViewport().zoom >= readable) return undefined
    const at = screenToFlowPosition({ x: clientX, y: clientY })
    return shapes.find(({ x, y, width, height }) => at.x >= x && at.x <= x + width && at.y >= y && at.y <= y + height)
  }
}

/** Null for what a graph that is shown no more had. */
const knownOf = ({ nodes }: Graph, end: GraphEnd | null): GraphEnd | null =>
  nodes.some(({ id }) => id === end?.node) ? end : null

/** What the graph is about. */
function startOf({ nodes }: Graph): GraphEnd | null {
  const node = nodes.find(({ focus }) => focus) ?? nodes[0]
  return node === undefined ? null : { node: node.id, column: null }
}

/** Of a relation its middle, so that as much of it is in sight as can be; of a column its row. */
const middleOf = (shape: PlacedShape, column: string | null): number =>
  column === null ? shape.y + shape.height / 2 : anchorY(shape, column)
