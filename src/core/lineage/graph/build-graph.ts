import type { Publication, Routine } from '../../catalog/objects.ts'
import type { QualifiedName } from '../../catalog/place.ts'
import { type Relation, relationKinds } from '../../catalog/relation.ts'
import type { SnapshotObject } from '../../catalog/snapshot.ts'
import { rowColumns } from '../row-columns.ts'
import { type ColumnAddress, confidence, type RelationAddress, type StatementLineage } from '../statement-lineage.ts'
import { followMoves } from './follow-moves.ts'
import { foreignSources, type KnownService } from './foreign-sources.ts'
import {
  columnKey,
  type LineageEdge,
  type LineageGraph,
  type LineageNode,
  type LineageOrigin,
  type NodeColumn,
  nodeKey,
} from './lineage-graph.ts'
import { disagreement, wholeOf } from './recorded-reads.ts'
import { partsOf, publishedColumns, type RelationPart } from './relation-parts.ts'

interface Known {
  /** By `nodeKey`. */
  readonly relations: ReadonlyMap<string, Relation>
  /** By the name that lineage gives them. */
  readonly routines: ReadonlyMap<string, Routine>
}

interface Growing {
  readonly nodes: Map<string, LineageNode>
  readonly edges: Map<string, { from: NodeColumn; to: NodeColumn; direct: boolean; origins: Set<number> }>
  readonly origins: LineageOrigin[]
}

/**
 * The graph of a snapshot: its relations, and what its views, routines and foreign tables lead from one to another. What
 * statements among the entries rename is one relation.
 * `entries` are the lineage of its views and routines, `services` those whose relations foreign tables may stand for.
 */
export function buildLineageGraph(
  objects: readonly SnapshotObject[],
  entries: readonly StatementLineage[],
  services: readonly KnownService[] = [],
): LineageGraph {
  const relations = objects.filter(isRelation)
  const graph: Growing = { nodes: new Map(), edges: new Map(), origins: [] }
  const known: Known = {
    relations: new Map(relations.map((relation) => [keyOf(relation), relation])),
    routines: new Map(objects.filter(isRoutine).map((routine) => [signatureOf(routine), routine])),
  }
  for (const relation of relations) if (relation.partitionBound === null) addRelation(graph, relation)
  const isKnown = (address: RelationAddress) => known.relations.has(nodeKeyOf(address))
  for (const entry of followMoves(entries, isKnown)) addEntry(graph, entry, known)
  for (const { source, relation, columns } of foreignSources(objects, services)) {
    if (!graph.nodes.has(source.key)) graph.nodes.set(source.key, source)
    const origin = addOrigin(graph, { ...originOf('foreign table', relation), reads: [] })
    for (const { from, to } of columns) {
      addEdge(graph, { node: source.key, column: from }, { node: keyOf(relation), column: to }, true, origin)
    }
  }
  for (const relation of relations) addParts(graph, relation, known)
  for (const object of objects) if (object.kind === 'publication') addPublication(graph, object, known)
  return {
    nodes: graph.nodes,
    origins: graph.origins,
    edges: [...graph.edges.values()].map((edge): LineageEdge => ({ ...edge, origins: [...edge.origins] })),
  }
}

const nodeKeyOf = ({ database, schema, relation }: RelationAddress): string => nodeKey(database, schema, relation ?? '')

const isRelation = (object: SnapshotObject): object is Relation =>
  (relationKinds as readonly string[]).includes(object.kind)

const isRoutine = (object: SnapshotObject): object is Routine =>
  object.kind === 'function' || object.kind === 'procedure'

const signatureOf = ({ schema, name, arguments: signature }: Routine): string => `${schema}.${name}(${signature})`

const keyOf = ({ database, schema, name }: Relation): string => nodeKey(database, schema, name)

function addRelation({ nodes }: Growing, relation: Relation): void {
  const { database, schema, name, kind } = relation
  const columns = relation.columns.map((column) => ({ name: column.name, type: column.type }))
  nodes.set(keyOf(relation), { key: keyOf(relation), database, schema, relation: name, kind, columns, service: null })
}

function originOf(kind: LineageOrigin['kind'], { database, schema, name }: Relation) {
  return { kind, database, schema, name, arguments: '', line: 1, confidence: 'certain', problems: [] } as const
}

function addOrigin({ origins }: Growing, origin: LineageOrigin): number {
  return origins.push(origin) - 1
}

function addEntry(graph: Growing, entry: StatementLineage, known: Known): void {
  const { target, routine = null, columns, reads } = entry
  if (target === null && reads.length === 0 && entry.problems.length === 0) return
  const place = (address: ColumnAddress) => nodeColumn(graph, address, routine)
  const origin = addOrigin(graph, toOrigin(entry, known, [...reads, ...rowColumns(entry)].flatMap(place)))
  const shared = sharedSources(entry)
  for (const column of columns) {
    if (target === null) continue
    const [to] = place(column.target)
    for (const source of column.sources) {
      const direct = source.influences[0] === 'direct'
      if (!direct && shared.has(sourceKey(source))) continue
      for (const from of place(source)) if (to !== undefined) addEdge(graph, from, to, direct, origin)
    }
  }
  const [whole] = target === null ? [] : place({ ...target, column: null })
  for (const source of shared.values()) {
    for (const from of place(source)) if (whole !== undefined) addEdge(graph, from, whole, false, origin)
  }
}

/** Indexes, constraints and the like; a generated column has its value from those that it is computed from. */
function addParts(graph: Growing, relation: Relation, known: Known): void {
  const { kind, database, schema, name } = relation
  for (const part of partsOf(relation, finder(known, database))) {
    const reads = partReads(graph, known, database, part.reads)
    const of = { kind, schema, name }
    const own = { schema: part.schema, name: part.name, of, reads }
    const origin = addOrigin(graph, { ...originOf(part.kind, relation), ...own })
    if (part.kind !== 'generated column') continue
    for (const from of reads)
      if (from.column !== null) addEdge(graph, from, { ...from, column: part.name }, true, origin)
  }
}

function addPublication(graph: Growing, publication: Publication, known: Known): void {
  const { database, name } = publication
  const reads = partReads(graph, known, database, publishedColumns(publication, finder(known, database)))
  const rest = { arguments: '', line: 1, confidence: 'certain', problems: [] } as const
  if (reads.length > 0) addOrigin(graph, { kind: 'publication', database, schema: null, name, ...rest, reads })
}

const finder =
  ({ relations }: Known, database: string | null) =>
  ({ schema, name }: QualifiedName) =>
    relations.get(nodeKey(database, schema, name))

/** Each once; of a partition as of what it is part of. */
function partReads(
  { nodes }: Growing,
  { relations }: Known,
  database: string | null,
  reads: RelationPart['reads'],
): readonly NodeColumn[] {
  const found = reads.flatMap(({ schema, name, column }) => {
    const whole = wholeOf({ schema, name }, (each) => relations.get(nodeKey(database, each.schema, each.name)))
    const node = nodeKey(database, whole.schema, whole.name)
    return nodes.has(node) ? [{ node, column }] : []
  })
  return [...new Map(found.map((read) => [columnKey(read), read])).values()]
}

const sourceKey = ({ database, schema, relation, column }: ColumnAddress): string =>
  JSON.stringify([database, schema, relation, column])

/** What decides on whole rows is a source of every column: one edge to the relation stands for all of these. */
function sharedSources({ columns }: StatementLineage): ReadonlyMap<string, ColumnAddress> {
  const found = new Map<string, { source: ColumnAddress; times: number }>()
  for (const { sources } of columns) {
    for (const source of sources) {
      if (source.influences.every((influence) => influence === 'direct')) continue
      const before = found.get(sourceKey(source))
      found.set(sourceKey(source), { source, times: (before?.times ?? 0) + 1 })
    }
  }
  const everywhere = [...found].filter(([, { times }]) => times === columns.length)
  return new Map(everywhere.map(([key, { source }]) => [key, source]))
}

/** None where it is not known which relation it is. Temporary tables are the routine's own. */
function nodeColumn({ nodes }: Growing, address: ColumnAddress, routine: string | null): NodeColumn[] {
  const { database, relation, column } = address
  if (relation === null) return []
  const schema = address.schema === 'pg_temp' && routine !== null ? `pg_temp of ${routine}` : address.schema
  const key = nodeKey(database, schema, relation)
  const node = nodes.get(key) ?? { key, database, schema, relation, kind: null, columns: [], service: null }
  const isNew = column !== null && node.kind === null && !node.columns.some(({ name }) => name === column)
  nodes.set(key, isNew ? { ...node, columns: [...node.columns, { name: column, type: null }] } : node)
  return [{ node: key, column }]
}

function addEdge({ edges }: Growing, from: NodeColumn, to: NodeColumn, direct: boolean, origin: number): void {
  const key = JSON.stringify([columnKey(from), columnKey(to), direct])
  const edge = edges.get(key) ?? { from, to, direct, origins: new Set<number>() }
  edge.origins.add(origin)
  edges.set(key, edge)
}

function toOrigin(
  entry: StatementLineage,
  { relations, routines }: Known,
  reads: readonly NodeColumn[],
): LineageOrigin {
  const { target, routine = null, line } = entry
  const problems = entry.problems.map(({ code, message }) => ({ code, message }))
  const rest = { line, confidence: confidence(entry), problems, reads } as const
  if (routine !== null) return { ...routineParts(routine, routines.get(routine)), ...rest }
  const { database = null, schema = null, relation = null } = target ?? {}
  const view = target === null ? undefined : relations.get(nodeKey(database, schema, relation ?? ''))
  if (view?.reads == null || !entry.kind.startsWith('create_')) {
    return { kind: 'statement', database, schema, name: entry.kind, arguments: '', ...rest }
  }
  const found = disagreement(view, entry, relations)
  const all = found === null ? problems : [...problems, { code: 'LINEAGE_DISAGREES', message: found } as const]
  return { ...originOf('view', view), ...rest, problems: all, confidence: found === null ? rest.confidence : 'partial' }
}

/** One that the snapshot does not hold was made by the text itself. */
function routineParts(name: string, routine: Routine | undefined) {
  const unknown = { database: null, schema: null, name, arguments: '' } as const
  const { database, schema, name: own, arguments: signature } = routine ?? unknown
  return {
    kind: routine?.kind === 'procedure' ? 'procedure' : 'function',
    database,
    schema,
    name: own,
    arguments: signature,
  } as const
}
