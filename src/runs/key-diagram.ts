import type { QualifiedName } from '../core/catalog/place.ts'
import { nameKey } from '../core/catalog/references.ts'
import type { Relation } from '../core/catalog/relation.ts'
import { type KeyDiagram, keyTargets, tableKinds, toKeyDiagram } from '../core/diagram/key-diagram.ts'
import { AppError } from '../core/error.ts'
import type { SnapshotId } from '../core/ids.ts'
import type { FoundObjectText } from '../store/catalog.ts'
import type { SnapshotRow } from '../store/snapshots.ts'
import type { RunContext } from './context.ts'
import { requireSnapshot } from './snapshots.ts'

type StoreOnly = Pick<RunContext, 'store'>

/** More than this nobody can look at. */
const tablesAtMost = 500

interface Around extends QualifiedName {
  readonly database: string
  /** How many foreign keys away, either way. */
  readonly depth: number
}

/** Tables that foreign keys lead to from one table. Throws SNAPSHOT_NOT_FOUND, OBJECT_NOT_FOUND. */
export async function diagramAround({ store }: StoreOnly, id: SnapshotId, around: Around): Promise<KeyDiagram> {
  const snapshot = await requireSnapshot(store, id)
  const read = (names: readonly QualifiedName[]) => readTables(store, snapshot, around.database, names)
  const found = new Map<string, Relation>()
  const add = (relations: readonly Relation[]) => {
    const fresh = relations.filter((relation) => relation.partitionBound === null && !found.has(nameKey(relation)))
    for (const relation of fresh.slice(0, tablesAtMost - found.size)) found.set(nameKey(relation), relation)
    return fresh
  }
  let edge = add(await read([around]))
  if (edge.length === 0) throw new AppError('OBJECT_NOT_FOUND', 'The snapshot holds no such table.')
  let more = false
  for (let step = 0; step < around.depth && edge.length > 0 && !more; step++) {
    const [targets, referring] = await Promise.all([
      read(edge.flatMap(keyTargets)),
      store.catalog.referringTables(snapshot, around.database, edge, tablesAtMost + 1),
    ])
    edge = add([...targets, ...referring.map(parse)])
    more = referring.length > tablesAtMost || edge.some((relation) => !found.has(nameKey(relation)))
  }
  return toKeyDiagram([...found.values()], more)
}

/** A schema's tables, and those of other schemas that their foreign keys point at. Throws SNAPSHOT_NOT_FOUND. */
export async function diagramOfSchema(
  { store }: StoreOnly,
  id: SnapshotId,
  database: string,
  schema: string,
): Promise<KeyDiagram> {
  const snapshot = await requireSnapshot(store, id)
  const members = await store.catalog.listMembers(snapshot, database, schema)
  const names = members.flatMap(({ address: { kind, name }, summary }) =>
    summary.partitionOf === null && (tableKinds as readonly string[]).includes(kind) ? [{ schema, name }] : [],
  )
  const own = await readTables(store, snapshot, database, names.slice(0, tablesAtMost))
  const outside = own.flatMap(keyTargets).filter((target) => target.schema !== schema)
  const others = await readTables(store, snapshot, database, outside)
  return toKeyDiagram([...own, ...others], names.length > tablesAtMost)
}

async function readTables(
  store: RunContext['store'],
  snapshot: SnapshotRow,
  database: string,
  names: readonly QualifiedName[],
): Promise<readonly Relation[]> {
  const unique = new Map(names.map(({ schema, name }) => [nameKey({ schema, name }), { schema, name }]))
  const addresses = [...unique.values()].flatMap(({ schema, name }) =>
    tableKinds.map((kind) => ({ kind, database, schema, name, arguments: '' })),
  )
  return addresses.length === 0 ? [] : (await store.catalog.readObjects(snapshot, addresses)).map(parse)
}

const parse = ({ text }: FoundObjectText): Relation => JSON.parse(text) as Relation
