import { columnKey, type LineageGraph, type NodeColumn } from './lineage-graph.ts'
import { walkGraph } from './walk-graph.ts'

/**
 * What dropping or changing a relation or a column reaches, however far, as indexes of the graph's origins: views,
 * routines and statements that read it or what comes of it, and what stands on it or on views of it.
 */
export function findImpact(graph: LineageGraph, start: NodeColumn): readonly number[] {
  const { columns } = walkGraph(graph, { start, directions: ['downstream'], depth: 1000, nodesAtMost: 10_000 })
  // Its values reach other tables too, and these stay as they are.
  const shaped = columns.filter(({ node }) => node === start.node || /view$/.test(graph.nodes.get(node)?.kind ?? ''))
  const [readsAny, standsOnAny] = [hits(columns), hits(shaped)]
  return graph.origins.flatMap(({ reads, of, kind }, at) => {
    const isPart = of !== undefined || kind === 'publication'
    return reads.some(isPart ? standsOnAny : readsAny) ? [at] : []
  })
}

function hits(columns: readonly NodeColumn[]): (read: NodeColumn) => boolean {
  const wanted = new Set(columns.map(columnKey))
  const whole = new Set(columns.flatMap(({ node, column }) => (column === null ? [node] : [])))
  return (read) => wanted.has(columnKey(read)) || whole.has(read.node)
}
