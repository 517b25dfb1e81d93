import { memo, useMemo } from 'react'
import { Link } from 'wouter'
import classes from './GraphView.module.css'
import type { Graph, GraphNode } from './graph.ts'
import { type Listed, listEdges } from './list-edges.ts'

interface Props {
  readonly graph: Graph
  readonly label: string
}

/** What the drawing shows, in words: each relation with what leads to and from it. */
export const GraphList = memo(function GraphList({ graph, label }: Props) {
  const edges = useMemo(() => listEdges(graph), [graph])
  return (
    <ul className={classes.list} aria-label={label}>
      {graph.nodes.map((node) => (
        <li key={node.id}>
          {node.to === null ? <strong>{node.title}</strong> : <Link to={node.to}>{node.title}</Link>}{' '}
          <span className="dim">
            {node.kind} in {node.place}
          </span>
          <ListedEdges node={node} edges={edges} />
        </li>
      ))}
    </ul>
  )
})

interface EdgesProps {
  readonly node: GraphNode
  readonly edges: ReadonlyMap<string, readonly Listed[]>
}

function ListedEdges({ node, edges }: EdgesProps) {
  const own = edges.get(node.id) ?? []
  if (own.length === 0) return null
  return (
    <ul>
      {own.map(({ key, way, name, pairs, label }) => (
        <li key={key}>
          {way} <span className={classes.other}>{name}</span>
          {pairs.length > 0 && `: ${pairs.join(', ')}`}
          {label !== '' && <span className="dim"> ({label})</span>}
        </li>
      ))}
    </ul>
  )
}
