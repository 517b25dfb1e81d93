import type { LineageGraph, LineageOrigin, NodeColumn } from '../graph/lineage-graph.ts'
import { nodeName, originText } from './names.ts'
import { renderOpenLineage } from './open-lineage.ts'

/** What a graph can be written as. */
export const lineageFormats = ['csv', 'dot', 'mermaid', 'openlineage'] as const
export type LineageFormat = (typeof lineageFormats)[number]

export interface LineageExport {
  readonly graph: LineageGraph
  /** Of the datasets' server, such as `postgres://db.internal:5432`. */
  readonly namespace: string
  /** When what the graph says was true, ISO 8601. */
  readonly at: string
}

/** The whole graph as text for other tools, ending with a line break. */
export function renderLineage(format: LineageFormat, request: LineageExport): string {
  switch (format) {
    case 'csv':
      return renderCsv(request.graph)
    case 'dot':
      return renderDot(request.graph)
    case 'mermaid':
      return renderMermaid(request.graph)
    case 'openlineage':
      return renderOpenLineage(request)
  }
}

/** One line an edge, as RFC 4180 wants it; what a spreadsheet would take for a formula is led by a quote. */
function renderCsv({ nodes, edges, origins }: LineageGraph): string {
  const head = ['from', 'from column', 'to', 'to column', 'kind', 'comes from', 'confidence']
  const end = ({ node, column }: NodeColumn) => {
    const found = nodes.get(node)
    return [found === undefined ? node : nodeName(found), column ?? '']
  }
  const rows = edges.map(({ from, to, direct, origins: of }) => [
    ...end(from),
    ...end(to),
    direct ? 'direct' : 'indirect',
    of
      .flatMap((at) => origins[at] ?? [])
      .map(originText)
      .join('; '),
    surest(of.flatMap((at) => origins[at] ?? [])),
  ])
  return [head, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('')
}

const confidences = ['certain', 'assumed', 'partial'] as const

/** One origin that is sure is enough. */
const surest = (origins: readonly LineageOrigin[]): string =>
  confidences.find((each) => origins.some(({ confidence }) => confidence === each)) ?? ''

function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Relations and one arrow for each pair, whole where a value goes along. */
function relationEdges({ nodes, edges }: LineageGraph) {
  const pairs = new Map<string, { from: string; to: string; direct: boolean }>()
  for (const { from, to, direct } of edges) {
    const key = JSON.stringify([from.node, to.node])
    const before = pairs.get(key)
    pairs.set(key, { from: from.node, to: to.node, direct: direct || (before?.direct ?? false) })
  }
  const used = new Set([...pairs.values()].flatMap(({ from, to }) => [from, to]))
  const shown = [...nodes.values()].filter(({ key }) => used.has(key))
  const numbers = new Map(shown.map(({ key }, at) => [key, `n${at}`]))
  return {
    shown: shown.map((node) => ({
      id: numbers.get(node.key) ?? '',
      name: nodeName(node),
      kind: node.kind ?? 'unknown',
    })),
    arrows: [...pairs.values()].map(({ from, to, direct }) => ({
      from: numbers.get(from) ?? '',
      to: numbers.get(to) ?? '',
      direct,
    })),
  }
}

function renderDot(graph: LineageGraph): string {
  const { shown, arrows } = relationEdges(graph)
  const quote = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
  return [
    'digraph lineage {',
    '  rankdir=LR;',
    '  node [shape=box];',
    ...shown.map(({ id, name, kind }) => `  ${id} [label=${quote(`${name}\n${kind}`)}];`),
    ...arrows.map(({ from, to, direct }) => `  ${from} -> ${to}${direct ? '' : ' [style=dashed]'};`),
    '}',
    '',
  ].join('\n')
}

function renderMermaid(graph: LineageGraph): string {
  const { shown, arrows } = relationEdges(graph)
  // Mermaid reads character references by number in labels, and nothing else safely.
  const label = (text: string) => text.replace(/[^\p{L}\p{N} _.$-]/gu, (found) => `#${found.codePointAt(0)};`)
  return [
    'flowchart LR',
    ...shown.map(({ id, name, kind }) => `  ${id}["${label(name)}<br/>${kind}"]`),
    ...arrows.map(({ from, to, direct }) => `  ${from} ${direct ? '-->' : '-.->'} ${to}`),
    '',
  ].join('\n')
}
