import { memo, useMemo } from 'react'
import classes from './GraphView.module.css'
import type { PlacedShape } from './geometry.ts'
import type { Graph } from './graph.ts'
import { bundleLines, canDash, groupLines, looks, toLines } from './lines.ts'
import type { Reach } from './reach.ts'

interface Props {
  readonly shapes: readonly PlacedShape[]
  readonly edges: Graph['edges']
  /** Shapes whose columns are written out. */
  readonly near: ReadonlySet<string>
  readonly reach: Reach | null
}

/**
 * All edges in one drawing below the nodes; the list says the same in words. Those that look the same are one path, and
 * from afar those between the same nodes one line: a graph of 300 relations has thousands of edges, and as many lines
 * and elements would keep the browser busy.
 */
export const GraphEdges = memo(function GraphEdges({ shapes, edges, near, reach }: Props) {
  const bundles = useMemo(() => bundleLines(toLines(shapes, edges), shapes), [shapes, edges])
  const groups = useMemo(() => groupLines(bundles, near, reach), [bundles, near, reach])
  return (
    <svg className={classes.edges} aria-hidden="true">
      {looks.map((look) => {
        const { direct, indirect } = groups[look]
        return (
          <g key={look} data-look={look}>
            <path
              d={indirect.map(({ path }) => path).join(' ')}
              className={classes.edge}
              data-dashed={canDash(indirect) || undefined}
            />
            <path d={direct.map(({ path }) => path).join(' ')} className={classes.edge} />
            <path d={[...indirect, ...direct].map(({ head }) => head).join(' ')} className={classes.head} />
          </g>
        )
      })}
    </svg>
  )
})
