import type { LineageEdge, LineageGraph } from '../graph/lineage-graph.ts'
import type { LineageExport } from './lineage-export.ts'
import { nodeName, originText } from './names.ts'

const schemas = {
  event: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent',
  columns: 'https://openlineage.io/spec/facets/1-2-0/ColumnLineageDatasetFacet.json#/$defs/ColumnLineageDatasetFacet',
} as const

const producer = 'urn:patchbay'

/** One JobEvent a line: lineage that is known from definitions alone, with no run of anything. */
export function renderOpenLineage({ graph, namespace, at }: LineageExport): string {
  const events = graph.origins.flatMap((origin, number) => {
    const edges = graph.edges.filter(({ origins }) => origins.includes(number))
    if (edges.length === 0) return []
    const inputs = [...new Set(edges.map(({ from }) => from.node))].map((node) => datasetOf(graph, namespace, node))
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
    const name = [origin.database, originText(origin)].filter((part) => part !== null).join('.')
    return [{ eventTime: at, producer, schemaURL: schemas.event, job: { namespace, name }, inputs, outputs }]
  })
  return events.map((event) => `${JSON.stringify(event)}\n`).join('')
}

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
