import { Link } from 'wouter'
import classes from './GraphView.module.css'
import type { Graph, GraphEdge, GraphNode } from './graph.ts'

/** What the drawing shows, in words: each relation with what leads to and from it. */
export function GraphList({ graph, label }: { readonly graph: Graph; readonly label: string }) {
  const titles = new Map(graph.nodes.map((node) => [node.id, `${node.place}.${node.title}`]))
  return (
    <ul className={classes.list} aria-label={label}>
      {graph.nodes.map((node) => (
        <li key={node.id}>
          {node.to === null ? <strong>{node.title}</strong> : <Link to={node.to}>{node.title}</Link>}{' '}
          <span className="dim">
            {node.kind} in {node.place}
          </span>
          <ListedEdges node={node} edges={graph.edges} titles={titles} />
        </li>
      ))}
    </ul>
  )
}

interface EdgesProps {
  readonly node: GraphNode
  readonly edges: readonly GraphEdge[]
  readonly titles: ReadonlyMap<string, string>
}

function ListedEdges({ node, edges, titles }: EdgesProps) {
  const touching = edges.filter(({ from, to }) => from.node === node.id || to.node === node.id)
  if (touching.length === 0) return null
  return (
    <ul>
      {touching.map((edge) => {
        const leaves = edge.from.node === node.id
        const [own, other] = leaves ? [edge.from, edge.to] : [edge.to, edge.from]
        const name = titles.get(other.node) ?? other.node
        return (
          <li key={edge.id}>
            {own.column === null ? '' : `${own.column} `}
            {leaves ? 'to' : 'from'} {name}
            {other.column === null ? '' : `.${other.column}`}
            {edge.label === '' ? '' : ` (${edge.label}${edge.indirect ? ', indirect' : ''})`}
          </li>
        )
      })}
    </ul>
  )
}
