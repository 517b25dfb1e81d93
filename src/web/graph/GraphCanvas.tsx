import '@xyflow/react/dist/style.css'
import { ReactFlow, ReactFlowProvider } from '@xyflow/react'
import { useDeferredValue, useId, useMemo, useRef } from 'react'
import { GraphDrawing } from './GraphDrawing.tsx'
import classes from './GraphView.module.css'
import type { PlacedShape } from './geometry.ts'
import type { Graph } from './graph.ts'
import { type GraphState, GraphStateProvider } from './graph-state.tsx'
import { NodeTip } from './NodeTip.tsx'
import { indexEdges, reachOf } from './reach.ts'
import { useFitting, zooms } from './use-fitting.ts'
import { useGraphInput } from './use-graph-input.ts'
import { ZoomButtons } from './ZoomButtons.tsx'

interface Props {
  readonly label: string
  readonly graph: Graph
  readonly shapes: readonly PlacedShape[]
  readonly expanded: ReadonlySet<string>
  readonly toggle: (node: string) => void
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
  const frame = useRef<HTMLDivElement>(null)
  const hintId = useId()
  const { pointed, selected, active, onPaneClick, ...handlers } = useGraphInput(graph, shapes, frame)
  const lit = useDeferredValue(pointed ?? selected)
  const index = useMemo(() => indexEdges(graph.edges), [graph])
  const reach = useMemo(() => (lit === null ? null : reachOf(index, lit)), [index, lit])
  const state = useMemo<GraphState>(
    () => ({ reach, selected, active, expanded, toggle }),
    [reach, selected, active, expanded, toggle],
  )
  const fit = useFitting(graph, shapes, frame)
  const pointedShape = shapes.find(({ node }) => node.id === pointed?.node)
  return (
    <>
      <div ref={frame} className={classes.canvas} {...handlers}>
        <GraphStateProvider value={state}>
          <ReactFlow
            aria-label={label}
            aria-describedby={hintId}
            minZoom={zooms.least}
            maxZoom={zooms.most}
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
        <ZoomButtons fit={fit} />
      </div>
      <p id={hintId} className={classes.hint}>
        Arrow keys lead from relation to relation, Tab to the columns of one, and Enter highlights a column’s way.
      </p>
    </>
  )
}
