import type { ObjectAddress } from '../../core/catalog/object-key.ts'
import type { CatalogIndex } from '../../core/catalog-api.ts'
import { extensionGroup, groupNumber, kindGroups } from './kind-groups.ts'
import { plainKinds } from './place.ts'

/** A snapshot's names, made ready for the tree and for searching as one types. A row is an object's number. */
export interface CatalogNames {
  readonly index: CatalogIndex
  /** Names in lower case. */
  readonly lower: readonly string[]
  readonly databases: readonly DatabaseNames[]
  /** What belongs to no database: roles and tablespaces. */
  readonly groups: readonly GroupNames[]
  /** Partitions by what they are partitions of. */
  readonly partitions: ReadonlyMap<number, readonly number[]>
  /** The first row of each name, see `findRow`. */
  readonly rowsByName: ReadonlyMap<string, readonly number[]>
}

export interface DatabaseNames {
  readonly name: string
  readonly schemas: readonly SchemaNames[]
  /** What no schema holds, such as extensions. */
  readonly groups: readonly GroupNames[]
}

export interface SchemaNames {
  readonly name: string
  readonly groups: readonly GroupNames[]
  /** Without partitions. */
  readonly count: number
}

export interface GroupNames {
  readonly id: string
  readonly label: string
  readonly rows: readonly number[]
}

export function toCatalogNames(index: CatalogIndex): CatalogNames {
  const rowsByName = new Map<string, number[]>()
  const partitions = new Map<number, number[]>()
  const byPlace = new Map<number, number[][]>()
  const brought = new Set(index.extension)
  for (let row = 0; row < index.names.length; row++) {
    push(rowsByName, `${index.place[row]} ${index.names[row]}`, row)
    const parent = index.parent[row]
    if (parent !== undefined) push(partitions, parent, row)
    else groupRow(byPlace, index, row, brought.has(row))
  }
  const groupsAt = (place: number) => toGroups(byPlace.get(place) ?? [])
  const placeOf = new Map(index.places.map((place, number) => [JSON.stringify(place), number]))
  const groupsOf = (database: string | null, schema: string | null) =>
    groupsAt(placeOf.get(JSON.stringify([database, schema])) ?? -1)
  return {
    index,
    lower: index.names.map((name) => name.toLowerCase()),
    databases: databaseNames(index).map((name) => ({
      name,
      schemas: schemaNames(index, name).map((schema) => {
        const groups = groupsOf(name, schema)
        return { name: schema, groups, count: groups.reduce((sum, { rows }) => sum + rows.length, 0) }
      }),
      groups: groupsOf(name, null),
    })),
    groups: groupsOf(null, null),
    partitions,
    rowsByName,
  }
}

/** Databases and schemas are nodes of their own, not members of a group. */
const isHolder = (kind: string | undefined): boolean => kind === 'database' || kind === 'schema'

function groupRow(byPlace: Map<number, number[][]>, index: CatalogIndex, row: number, isBrought: boolean): void {
  const kind = index.kinds[index.kind[row] ?? -1] ?? ''
  if (isHolder(kind)) return
  const place = index.place[row] ?? -1
  const groups = byPlace.get(place) ?? kindGroups.map(() => [])
  byPlace.set(place, groups)
  groups[isBrought ? extensionGroup : groupNumber(kind)]?.push(row)
}

function toGroups(groups: readonly (readonly number[])[]): readonly GroupNames[] {
  return groups.flatMap((rows, number) => {
    const group = kindGroups[number]
    return group === undefined || rows.length === 0 ? [] : [{ id: group.id, label: group.label, rows }]
  })
}

function databaseNames({ places }: CatalogIndex): string[] {
  return unique(places.flatMap(([database]) => (database === null ? [] : [database])))
}

/** Empty schemas too: they are objects themselves. */
function schemaNames(index: CatalogIndex, database: string): string[] {
  const { places, names, kinds, kind, place } = index
  const held = places.flatMap(([of, schema]) => (of === database && schema !== null ? [schema] : []))
  const schemaKind = kinds.indexOf('schema')
  const own = names.filter((_, row) => kind[row] === schemaKind && places[place[row] ?? -1]?.[0] === database)
  return unique([...held, ...own])
}

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort((a, b) => (a < b ? -1 : 1))

function push<K>(lists: Map<K, number[]>, key: K, row: number): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [row])
  else list.push(row)
}

export function addressAt({ index }: CatalogNames, row: number): ObjectAddress {
  const [database, schema] = index.places[index.place[row] ?? -1] ?? [null, null]
  return {
    kind: index.kinds[index.kind[row] ?? -1] ?? '',
    database,
    schema,
    name: index.names[row] ?? '',
    arguments: index.arguments[row] ?? '',
  }
}

interface Wanted extends Pick<ObjectAddress, 'database' | 'schema' | 'name' | 'arguments'> {
  /** Null for relations, sequences and types, which share one set of names. */
  readonly kind: string | null
}

/** The rows that an address can mean: one, or none, or several where a routine is named without its arguments. */
export function findRows({ index, rowsByName }: CatalogNames, wanted: Wanted): readonly number[] {
  const place = index.places.findIndex(([database, schema]) => database === wanted.database && schema === wanted.schema)
  const rows = rowsByName.get(`${place} ${wanted.name}`) ?? []
  const kindAt = (row: number) => index.kinds[index.kind[row] ?? -1] ?? ''
  if (wanted.kind !== null) {
    return rows.filter((row) => kindAt(row) === wanted.kind && (index.arguments[row] ?? '') === wanted.arguments)
  }
  const plain = rows.filter((row) => plainKinds.includes(kindAt(row)))
  return plain.length > 0 ? plain : rows
}
