import type { SnapshotObject } from '../core/catalog/snapshot.ts'
import { AppError } from '../core/error.ts'
import { type SnapshotId, toConnectorId } from '../core/ids.ts'
import { addStatements } from '../core/lineage/graph/add-statements.ts'
import { buildLineageGraph } from '../core/lineage/graph/build-graph.ts'
import type { KnownService } from '../core/lineage/graph/foreign-sources.ts'
import { findImpact } from '../core/lineage/graph/impact.ts'
import { type LineageGraph, type LineageOrigin, nodeKey } from '../core/lineage/graph/lineage-graph.ts'
import { type Walk, walkGraph } from '../core/lineage/graph/walk-graph.ts'
import type { StatementLineage } from '../core/lineage/statement-lineage.ts'
import type { LineageAnswer, LineageProblems, OriginAnswer } from '../core/lineage-api.ts'
import type { RunContext } from './context.ts'
import { listServices } from './services.ts'
import { requireSnapshot } from './snapshots.ts'
import { readCalledStatements, readingsUntil } from './usage/called-statements.ts'

/**
 * Graphs that were looked at last, by all that they are made of: a snapshot, the saved services that foreign tables may
 * stand for, and where statements are part of them the readings. What was worked out stays right.
 */
const graphs = new Map<string, Promise<LineageGraph>>()
const graphsAtMost = 4

function keepGraph(key: string, make: () => Promise<LineageGraph>): Promise<LineageGraph> {
  const known = graphs.get(key)
  if (known !== undefined) return known
  const graph = make()
  graphs.set(key, graph)
  const [oldest] = graphs.keys()
  if (graphs.size > graphsAtMost && oldest !== undefined) graphs.delete(oldest)
  graph.catch(() => graphs.delete(key))
  return graph
}

/**
 * A snapshot's lineage, with statements that readings saw run where that is asked for. Worked out when it is first asked
 * for. Throws SNAPSHOT_NOT_FOUND, CONNECTOR_NOT_FOUND.
 */
export async function readGraph(context: RunContext, id: SnapshotId, statements: boolean): Promise<LineageGraph> {
  const services = await knownServices(context)
  const key = `${id} ${JSON.stringify(services)}`
  const base = () => keepGraph(key, () => makeGraph(context, id, services))
  if (!statements) return await base()
  const snapshot = await requireSnapshot(context.store, id)
  const readings = await readingsUntil(context, snapshot)
  if (readings === null) return await base()
  return await keepGraph(`${key} ${readings.first.number} ${readings.last.number}`, async () =>
    addStatements(await base(), await readCalledStatements(context, snapshot, readings)),
  )
}

async function makeGraph(
  context: RunContext,
  id: SnapshotId,
  services: readonly KnownService[],
): Promise<LineageGraph> {
  const objects = await readObjects(context, id)
  const entries: StatementLineage[] = []
  const lineage = (await connectorOf(context, id)).readLineage({ sql: null, objects, database: null })
  for await (const batch of lineage) entries.push(...batch)
  return buildLineageGraph(objects, entries, services)
}

async function connectorOf({ store, findConnector }: RunContext, id: SnapshotId) {
  const { connector } = (await requireSnapshot(store, id)).header
  const found = findConnector(toConnectorId(connector))
  if (found !== null) return found
  throw new AppError('CONNECTOR_NOT_FOUND', `No connector here knows lineage of ${connector}.`)
}

async function readObjects({ store }: RunContext, id: SnapshotId): Promise<readonly SnapshotObject[]> {
  await requireSnapshot(store, id)
  const objects: SnapshotObject[] = []
  await store.snapshots.readObjects(id, async (lines) => {
    for (const line of lines) objects.push(JSON.parse(line) as SnapshotObject)
  })
  return objects
}

/** Saved services by where they connect to: `host:port/database`. */
async function knownServices(context: RunContext): Promise<readonly KnownService[]> {
  const services = await listServices(context)
  return services.flatMap(({ id, name, target }) => {
    const [, host, port = '5432', database = ''] = /^(?:\[([^\]]+)\]|[^:/]+)?(?::(\d+))?(?:\/(.*))?$/.exec(target) ?? []
    const plain = host ?? target.split(/[:/]/)[0] ?? ''
    return plain === '' ? [] : [{ id, name, host: plain, port, database: database === '' ? null : database }]
  })
}

export interface LineageWish extends Pick<Walk, 'directions' | 'depth'> {
  readonly database: string
  readonly schema: string
  readonly relation: string
  /** Null for the whole relation. */
  readonly column: string | null
  /** With statements that readings saw run. */
  readonly statements: boolean
}

const nodesAtMost = 400

/** What lies around a relation or column. Throws SNAPSHOT_NOT_FOUND, OBJECT_NOT_FOUND. */
export async function showLineage(context: RunContext, id: SnapshotId, wish: LineageWish): Promise<LineageAnswer> {
  const graph = await readGraph(context, id, wish.statements)
  const start = { node: nodeKey(wish.database, wish.schema, wish.relation), column: wish.column }
  if (!graph.nodes.has(start.node)) {
    throw new AppError('OBJECT_NOT_FOUND', 'The snapshot holds no such relation.', {
      hint: 'A partition is part of its parent: ask for that.',
    })
  }
  const part = walkGraph(graph, { start, directions: wish.directions, depth: wish.depth, nodesAtMost })
  const readers = wish.directions.includes('downstream') ? findImpact(graph, start) : []
  const used = [...new Set([...part.edges.flatMap(({ origins }) => origins), ...readers])].sort((a, b) => a - b)
  const numbers = new Map(used.map((origin, at) => [origin, at]))
  const names = new Map((await knownServices(context)).map((service) => [service.id, service.name]))
  return {
    start,
    nodes: [...part.distances].flatMap(([key, distance]) => {
      const node = graph.nodes.get(key)
      const serviceName = node?.service == null ? null : (names.get(node.service) ?? null)
      return node === undefined ? [] : [{ ...node, distance, serviceName }]
    }),
    edges: part.edges.map((edge) => ({ ...edge, origins: edge.origins.flatMap((each) => numbers.get(each) ?? []) })),
    origins: used.flatMap((origin) => graph.origins[origin] ?? []).map(withoutReads),
    readers: readers.flatMap((origin) => numbers.get(origin) ?? []),
    more: part.more,
  }
}

/** Where a snapshot's lineage is incomplete or a guess. Throws SNAPSHOT_NOT_FOUND. */
export async function listLineageProblems(
  context: RunContext,
  id: SnapshotId,
  statements: boolean,
): Promise<LineageProblems> {
  const { origins } = await readGraph(context, id, statements)
  return origins.filter(({ problems }) => problems.length > 0).map(withoutReads)
}

function withoutReads({ reads: _, statement, of, ...origin }: LineageOrigin): OriginAnswer {
  return { ...origin, statement: statement ?? null, of: of ?? null }
}

export interface SqlWish {
  readonly sql: string
  /** By whose objects names are resolved; null for none. */
  readonly snapshotId: SnapshotId | null
  /** Null for the snapshot's first. */
  readonly database: string | null
  readonly connector: string
}

const statementsAtMost = 500

/** Lineage of statements that somebody typed. Throws SNAPSHOT_NOT_FOUND, CONNECTOR_NOT_FOUND. */
export async function analyzeSql(
  context: RunContext,
  { sql, snapshotId, database, connector }: SqlWish,
  signal: AbortSignal,
): Promise<{ readonly statements: readonly StatementLineage[]; readonly more: boolean }> {
  const objects = snapshotId === null ? null : await readObjects(context, snapshotId)
  const code =
    snapshotId === null ? context.findConnector(toConnectorId(connector)) : await connectorOf(context, snapshotId)
  if (code === null) throw new AppError('CONNECTOR_NOT_FOUND', 'There is no such connector.')
  const first = objects?.find((object) => object.kind === 'schema')?.database ?? null
  const statements: StatementLineage[] = []
  for await (const batch of code.readLineage({ sql, objects, database: database ?? first, signal })) {
    statements.push(...batch)
    if (statements.length > statementsAtMost) break
  }
  return { statements: statements.slice(0, statementsAtMost), more: statements.length > statementsAtMost }
}
