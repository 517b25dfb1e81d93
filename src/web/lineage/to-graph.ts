import type { LineageAnswer, OriginAnswer } from '../../core/lineage-api.ts'
import { objectPath } from '../catalog/place.ts'
import type { Graph } from '../graph/graph.ts'
import { callWords } from '../usage/usage-words.ts'

/** Where lineage is looked at. */
export interface LineagePlace {
  readonly serviceId: string
  readonly snapshotId: string
  /** The snapshot's number where the address names it; null for the newest. */
  readonly at: number | null
}

export function toLineageGraph({ start, nodes, edges, origins }: LineageAnswer, place: LineagePlace): Graph {
  const known = new Set(nodes.map(({ key }) => key))
  return {
    nodes: nodes.map((node) => ({
      id: node.key,
      title: node.relation,
      place: [node.serviceName, node.schema].filter((part) => part !== null).join(' · '),
      kind: node.kind ?? (node.service === null ? 'not in this snapshot' : 'remote'),
      columns: node.columns.map(({ name, type }) => ({ name, type, key: false })),
      to: pathOf(node, place),
      focus: node.key === start.node,
    })),
    edges: edges
      .filter(({ from, to }) => known.has(from.node) && known.has(to.node))
      .map((edge) => ({
        id: JSON.stringify([edge.from, edge.to, edge.direct]),
        from: edge.from,
        to: edge.to,
        label: edge.origins.map((each) => labelOf(origins[each])).join('; '),
        indirect: !edge.direct,
      })),
  }
}

function pathOf(node: LineageAnswer['nodes'][number], { serviceId, at }: LineagePlace): string | null {
  const address = { database: node.database, schema: node.schema, name: node.relation, arguments: '' }
  if (node.service !== null) return objectPath(node.service, { ...address, kind: 'table' }, null)
  return node.kind === null ? null : objectPath(serviceId, { ...address, kind: node.kind }, at, 'lineage')
}

function labelOf(origin: OriginAnswer | undefined): string {
  const sure = origin === undefined || origin.confidence === 'certain' ? '' : `, ${origin.confidence}`
  return `${originName(origin)}${sure}`
}

export function originName(origin: OriginAnswer | undefined): string {
  if (origin === undefined) return ''
  const { kind, schema, name, arguments: signature, statement } = origin
  if (statement !== null) return `${name.replaceAll('_', ' ')}, ${callWords(statement)}`
  return `${schema === null ? '' : `${schema}.`}${name}${kind === 'function' || kind === 'procedure' ? `(${signature})` : ''}`
}
