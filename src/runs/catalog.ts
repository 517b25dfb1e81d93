import { matchObject } from '../core/catalog/match-object.ts'
import type { ObjectAddress } from '../core/catalog/object-key.ts'
import type { QualifiedName } from '../core/catalog/place.ts'
import { nameKey, type Reference, referencesOf } from '../core/catalog/references.ts'
import { type Column, type Relation, type RelationMeasures, relationKinds } from '../core/catalog/relation.ts'
import type { SnapshotObject } from '../core/catalog/snapshot.ts'
import type {
  CatalogEntry,
  CatalogIndex,
  IncomingReference,
  LastSeen,
  MemberSummary,
  References,
  SearchHit,
  ServiceSearchHit,
} from '../core/catalog-api.ts'
import { AppError } from '../core/error.ts'
import { type ServiceId, type SnapshotId, toConnectorId } from '../core/ids.ts'
import type { RelationPlace } from '../core/quality-api.ts'
import { searchWords } from '../core/search-words.ts'
import type { ListedObject } from '../store/catalog.ts'
import type { RunContext } from './context.ts'
import { requireSnapshot, showObject, toSummary } from './snapshots.ts'

type StoreOnly = Pick<RunContext, 'store'>

/** The newest snapshot of every service that was ever read. */
export async function listCatalog({ store }: StoreOnly): Promise<readonly CatalogEntry[]> {
  const newest = await store.catalog.newest()
  return newest.map((row) => ({ serviceName: row.serviceName, snapshot: toSummary(row) }))
}

/** Throws SNAPSHOT_NOT_FOUND. */
export async function indexSnapshot({ store }: StoreOnly, id: SnapshotId): Promise<CatalogIndex> {
  return toIndex(await store.catalog.listObjects(await requireSnapshot(store, id)))
}

/** @param objects ordered as {@link CatalogIndex} says */
function toIndex(objects: readonly ListedObject[]): CatalogIndex {
  const kinds = numbering((kind: string) => kind)
  const places = numbering((place: CatalogIndex['places'][number]) => JSON.stringify(place))
  const rows = new Map<string, number>()
  const [kind, place, names]: [number[], number[], string[]] = [[], [], []]
  const rest: Record<number, string> = {}
  for (const [row, { address }] of objects.entries()) {
    const { database, schema, name } = address
    kind.push(kinds.numberOf(address.kind))
    place.push(places.numberOf([database, schema]))
    names.push(name)
    if (address.arguments !== '') rest[row] = address.arguments
    if (isRelation(address.kind)) rows.set(JSON.stringify([database, schema, name]), row)
  }
  const parent: Record<number, number> = {}
  const extension: number[] = []
  for (const [row, { address, summary }] of objects.entries()) {
    const of = summary.partitionOf
    const at = of === null ? undefined : rows.get(JSON.stringify([address.database, of.schema, of.name]))
    if (at !== undefined) parent[row] = at
    if (summary.extension !== null) extension.push(row)
  }
  return { kinds: kinds.all, places: places.all, names, kind, place, arguments: rest, parent, extension }
}

const isRelation = (kind: string): boolean => (relationKinds as readonly string[]).includes(kind)

/** Numbers what is equal by its key alike, in the order of the first times. */
function numbering<T>(keyOf: (value: T) => string) {
  const numbers = new Map<string, number>()
  const all: T[] = []
  return {
    all,
    numberOf(value: T): number {
      const key = keyOf(value)
      const known = numbers.get(key)
      if (known !== undefined) return known
      numbers.set(key, all.length)
      return all.push(value) - 1
    },
  }
}

/** Throws SNAPSHOT_NOT_FOUND. */
export async function listMembers(
  { store }: StoreOnly,
  id: SnapshotId,
  database: string,
  schema: string,
): Promise<readonly MemberSummary[]> {
  const members = await store.catalog.listMembers(await requireSnapshot(store, id), database, schema)
  return members.map(({ address, summary, measured }) => ({
    ...address,
    ...summary,
    measured: measured === null ? null : (JSON.parse(measured) as RelationMeasures),
  }))
}

/** In one snapshot. Throws SNAPSHOT_NOT_FOUND. */
export async function searchSnapshot(
  { store }: StoreOnly,
  id: SnapshotId,
  text: string,
  limit: number,
): Promise<readonly SearchHit[]> {
  const snapshot = await requireSnapshot(store, id)
  const words = searchWords(text)
  if (words.length === 0) return []
  const found = await store.catalog.search(snapshot, words, limit)
  return found.map((object) => ({ ...object.address, matches: matchObject(parse(object.text), words) }))
}

/** In the newest snapshot of every service. */
export async function searchCatalog(
  { store }: StoreOnly,
  text: string,
  limit: number,
): Promise<readonly ServiceSearchHit[]> {
  const words = searchWords(text)
  if (words.length === 0) return []
  const newest = await store.catalog.newest()
  const found = await Promise.all(newest.map((snapshot) => store.catalog.search(snapshot, words, limit)))
  const hits = found.map((objects, index) =>
    objects.map(({ address, text }): ServiceSearchHit => {
      const { serviceId = '', serviceName = '' } = newest[index] ?? {}
      return { ...address, matches: matchObject(parse(text), words), serviceId, serviceName }
    }),
  )
  return inTurn(hits).slice(0, limit)
}

/** The best of each list first, then the second best of each. */
function inTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length))
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat()
}

const parse = (text: string): SnapshotObject => JSON.parse(text) as SnapshotObject

const referringAtMost = 500

/** In which kept snapshot something of a name was last; of no service nowhere. */
export async function findLastSeen(
  { store }: StoreOnly,
  serviceId: ServiceId,
  place: RelationPlace,
): Promise<LastSeen> {
  const number = await store.catalog.lastWith(serviceId, place)
  if (number === null) return { snapshot: null }
  const [found] = await store.snapshots.listBefore(serviceId, number + 1, 1)
  return { snapshot: found === undefined ? null : { number: found.number, takenAt: found.header.takenAt } }
}

/** What refers to an object, and the types its columns are made of. Throws SNAPSHOT_NOT_FOUND, OBJECT_NOT_FOUND. */
export async function showReferences(context: StoreOnly, id: SnapshotId, address: ObjectAddress): Promise<References> {
  const snapshot = await requireSnapshot(context.store, id)
  const object = parse(await showObject(context, id, address))
  const { database, schema, name } = address
  if (database === null || schema === null) return { incoming: [], more: false, types: [] }
  const { catalog } = context.store
  const [referring, types] = await Promise.all([
    catalog.referring(snapshot, database, { schema, name }, referringAtMost + 1),
    'columns' in object ? catalog.readObjects(snapshot, typeAddresses(database, object.columns)) : [],
  ])
  const incoming = referring
    .slice(0, referringAtMost)
    .flatMap(({ address: from, text }) => incomingFrom(from, parse(text), address))
  return { incoming, more: referring.length > referringAtMost, types: types.map(({ text }) => parse(text)) }
}

function incomingFrom(from: ObjectAddress, object: SnapshotObject, to: ObjectAddress): IncomingReference[] {
  return referencesOf(object)
    .filter((reference) => means(reference, to))
    .map(({ how, via, columns }) => ({
      from,
      how,
      via,
      columns,
      partition: how === 'partition of' ? toPartition(object) : null,
    }))
}

/** Some references name a relation without its kind; none of those means a routine. */
function means({ to, toKind, toArguments }: Reference, address: ObjectAddress): boolean {
  if (nameKey(to) !== nameKey({ schema: address.schema ?? '', name: address.name })) return false
  if (toKind === 'function') return address.arguments === toArguments || toArguments === ''
  if (toKind !== null) return toKind === address.kind && toArguments === address.arguments
  return !('arguments' in address) || address.arguments === ''
}

function toPartition(object: SnapshotObject): IncomingReference['partition'] {
  if (!('partitionBound' in object) || object.partitionBound === null) return null
  return { bound: object.partitionBound, measured: object.measured }
}

const typeKinds = {
  enum: ['enum'],
  domain: ['domain'],
  composite: ['composite type'],
  range: ['range'],
  multirange: ['range'],
}

function typeAddresses(database: string, columns: readonly Column[]): ObjectAddress[] {
  return columns.flatMap(({ baseType: { schema, name, kind } }) => {
    const kinds: readonly string[] = kind in typeKinds ? typeKinds[kind as keyof typeof typeKinds] : []
    return kinds.map((each) => ({ kind: each, database, schema, name, arguments: '' }))
  })
}

/** An object's DDL. Throws SNAPSHOT_NOT_FOUND, OBJECT_NOT_FOUND, CONNECTOR_NOT_FOUND. */
export async function writeDdl(
  context: Pick<RunContext, 'store' | 'findConnector'>,
  id: SnapshotId,
  address: ObjectAddress,
): Promise<string> {
  const snapshot = await requireSnapshot(context.store, id)
  const object = parse(await showObject(context, id, address))
  const { connector, server } = snapshot.header
  const code = context.findConnector(toConnectorId(connector))
  if (code === null) {
    throw new AppError('CONNECTOR_NOT_FOUND', `No connector here writes DDL for ${connector}.`)
  }
  const wanted = 'columns' in object && address.database !== null ? relationAddresses(address.database, object) : []
  const others = await context.store.catalog.readObjects(snapshot, wanted)
  const { renderObject } = await code.loadDdl()
  return renderObject(object, [object, ...others.map(({ text }) => parse(text))], server)
}

/** Its statements depend on what its parents say, and on the sequences behind its identity columns. */
function relationAddresses(database: string, { parents, columns }: Relation): ObjectAddress[] {
  const at = (kind: string, { schema, name }: QualifiedName): ObjectAddress => ({
    kind,
    database,
    schema,
    name,
    arguments: '',
  })
  return [
    ...parents.flatMap((parent) => relationKinds.map((kind) => at(kind, parent))),
    ...columns.flatMap(({ identityColumn }) =>
      identityColumn === null ? [] : [at('sequence', identityColumn.sequence)],
    ),
  ]
}
