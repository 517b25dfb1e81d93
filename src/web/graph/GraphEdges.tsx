import { ViewportPortal } from '@xyflow/react'
import { memo, useMemo } from 'react'
import classes from './GraphView.module.css'
import { edgePath, type PlacedShape } from './geometry.ts'
import type { Graph } from './graph.ts'
import type { Reach } from './reach.ts'

interface Props {
  readonly shapes: readonly PlacedShape[]
  readonly edges: Graph['edges']
  readonly reach: Reach | null
}

/** All edges in one drawing below the nodes; the list says the same in words. */
export const GraphEdges = memo(function GraphEdges({ shapes, edges, reach }: Props) {
  const paths = useMemo(() => toPaths(shapes, edges), [shapes, edges])
  return (
    <ViewportPortal>
      <svg className={classes.edges} aria-hidden="true">
        <defs>
          {['plain', 'lit'].map((look) => (
            <marker
              key={look}
              id={`graph-arrow-${look}`}
              viewBox="0 0 8 8"
              refX="8"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto-start-reverse"
            >
              <path d="M0,0.5 L8,4 L0,7.5 z" className={classes.arrow} data-look={look} />
            </marker>
          ))}
        </defs>
        {paths.map(({ edge, path }) => {
          const look = reach === null ? undefined : reach.edges.has(edge.id) ? 'lit' : 'faint'
          return (
            <path
              key={edge.id}
              d={path}
              className={classes.edge}
              data-look={look}
              data-indirect={edge.indirect || undefined}
              markerEnd={`url(#graph-arrow-${look === 'lit' ? 'lit' : 'plain'})`}
            />
          )
        })}
      </svg>
    </ViewportPortal>
  )
})

/** Edges whose ends are drawn, with their ways. */
export function toPaths(shapes: readonly PlacedShape[], edges: Graph['edges']) {
  const byId = new Map(shapes.map((shape) => [shape.node.id, shape]))
  return edges.flatMap((edge) => {
    const [from, to] = [byId.get(edge.from.node), byId.get(edge.to.node)]
    return from === undefined || to === undefined ? [] : [{ edge, path: edgePath(edge, from, to) }]
  })
}
