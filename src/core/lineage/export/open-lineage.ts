import type { LineageEdge, LineageGraph, LineageOrigin, StatementCalls } from '../graph/lineage-graph.ts'
import type { LineageExport } from './lineage-export.ts'
import { nodeName, originText } from './names.ts'

const schemas = {
  event: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent',
  columns: 'https://openlineage.io/spec/facets/1-2-0/ColumnLineageDatasetFacet.json#/$defs/ColumnLineageDatasetFacet',
  sql: 'https://openlineage.io/spec/facets/1-0-1/SQLJobFacet.json#/$defs/SQLJobFacet',
  /** Our own: `calls`, 64-bit as text, and whether there may have been more. */
  usage: 'urn:patchbay:facet:usage:1',
} as const

const producer = 'urn:patchbay'

/**
 * One JobEvent a line: lineage that is known from definitions, and of statements that ran. Of these only how often is
 * known and not when, so that there is no run to tell of.
 */
export function renderOpenLineage({ graph, namespace, at }: LineageExport): string {
  const edgesOf = new Map<number, LineageEdge[]>()
  for (const edge of graph.edges) {
    for (const origin of edge.origins) edgesOf.set(origin, [...(edgesOf.get(origin) ?? []), edge])
  }
  const events = graph.origins.flatMap((origin, number) => {
    const edges = edgesOf.get(number) ?? []
    // A query of a client has no output, and is worth telling of all the same.
    const read = origin.statement === undefined ? [] : origin.reads.map(({ node }) => node)
    const sources = [...new Set([...edges.map(({ from }) => from.node), ...read])]
    if (sources.length === 0) return []
    const outputs = [...new Set(edges.map(({ to }) => to.node))].map((node) => ({
      ...datasetOf(graph, namespace, node),
      facets: {
        columnLineage: columnFacet(
          graph,
          namespace,
          edges.filter(({ to }) => to.node === node),
        ),
      },
    }))
    const inputs = sources.map((node) => datasetOf(graph, namespace, node))
    const job = { namespace, ...jobOf(origin) }
    return [{ eventTime: at, producer, schemaURL: schemas.event, job, inputs, outputs }]
  })
  return events.map((event) => `${JSON.stringify(event)}\n`).join('')
}

function jobOf(origin: LineageOrigin) {
  const { statement, database } = origin
  if (statement !== undefined) return { name: `statement.${statement.id}`, facets: factsOf(statement) }
  return { name: [database, originText(origin)].filter((part) => part !== null).join('.') }
}

const factsOf = ({ text, calls, lowerBound }: StatementCalls) => ({
  sql: { _producer: producer, _schemaURL: schemas.sql, query: text },
  patchbay_usage: { _producer: producer, _schemaURL: schemas.usage, calls, lowerBound },
})

function datasetOf({ nodes }: LineageGraph, namespace: string, key: string) {
  const node = nodes.get(key)
  return { namespace, name: node === undefined ? key : nodeName(node) }
}

function columnFacet(graph: LineageGraph, namespace: string, edges: readonly LineageEdge[]) {
  const field = ({ from, direct }: LineageEdge) => ({
    ...datasetOf(graph, namespace, from.node),
    field: from.column ?? '*',
    transformations: [{ type: direct ? 'DIRECT' : 'INDIRECT' }],
  })
  const fields = new Map<string, ReturnType<typeof field>[]>()
  for (const edge of edges) {
    if (edge.to.column === null) continue
    fields.set(edge.to.column, [...(fields.get(edge.to.column) ?? []), field(edge)])
  }
  return {
    _producer: producer,
    _schemaURL: schemas.columns,
    fields: Object.fromEntries([...fields].map(([column, inputFields]) => [column, { inputFields }])),
    // What decides on whole rows.
    dataset: edges.filter(({ to }) => to.column === null).map(field),
  }
}
