import { ViewportPortal } from '@xyflow/react'
import { memo, useMemo } from 'react'
import classes from './GraphView.module.css'
import { type EdgeShape, edgeShape, type PlacedShape } from './geometry.ts'
import type { Graph, GraphEdge } from './graph.ts'
import type { Reach } from './reach.ts'

interface Props {
  readonly shapes: readonly PlacedShape[]
  readonly edges: Graph['edges']
  readonly reach: Reach | null
}

const looks = ['faint', 'plain', 'lit'] as const
type Look = (typeof looks)[number]

/**
 * All edges in one drawing below the nodes; the list says the same in words. Those that look the same are one path: a
 * graph of 300 relations has thousands of edges, and as many elements would keep the browser busy.
 */
export const GraphEdges = memo(function GraphEdges({ shapes, edges, reach }: Props) {
  const lines = useMemo(() => toLines(shapes, edges), [shapes, edges])
  const groups = useMemo(() => groupLines(lines, reach), [lines, reach])
  return (
    <ViewportPortal>
      <svg className={classes.edges} aria-hidden="true">
        {looks.map((look) => {
          const { direct, indirect, heads } = groups[look]
          return (
            <g key={look} data-look={look}>
              <path d={indirect.join(' ')} className={classes.edge} data-indirect />
              <path d={direct.join(' ')} className={classes.edge} />
              <path d={heads.join(' ')} className={classes.head} />
            </g>
          )
        })}
      </svg>
    </ViewportPortal>
  )
})

function groupLines(lines: readonly Line[], reach: Reach | null) {
  const empty = () => ({ direct: [] as string[], indirect: [] as string[], heads: [] as string[] })
  const groups: Record<Look, ReturnType<typeof empty>> = { faint: empty(), plain: empty(), lit: empty() }
  // Folded columns share the title of their relation: one line is enough.
  const drawn = new Set<string>()
  for (const { edge, path, head } of lines) {
    const look = reach === null ? 'plain' : reach.edges.has(edge.id) ? 'lit' : 'faint'
    const key = `${look} ${edge.indirect} ${path}`
    if (drawn.has(key)) continue
    drawn.add(key)
    groups[look][edge.indirect ? 'indirect' : 'direct'].push(path)
    groups[look].heads.push(head)
  }
  return groups
}

interface Line extends EdgeShape {
  readonly edge: GraphEdge
}

/** Edges whose ends are drawn, with their ways. */
export function toLines(shapes: readonly PlacedShape[], edges: Graph['edges']): readonly Line[] {
  const byId = new Map(shapes.map((shape) => [shape.node.id, shape]))
  return edges.flatMap((edge) => {
    const [from, to] = [byId.get(edge.from.node), byId.get(edge.to.node)]
    return from === undefined || to === undefined ? [] : [{ edge, ...edgeShape(edge, from, to) }]
  })
}
