import { nameFilter } from '../name-filter.ts'
import { relationKinds } from '../relation.ts'
import type { HiddenPart, SkippedObject, SnapshotEnd, SnapshotHeader, SnapshotObject } from '../snapshot.ts'

/** What a snapshot says of itself: what was asked for, and what could not be read. */
export interface SnapshotEnds {
  readonly header: SnapshotHeader
  readonly end: SnapshotEnd
}

export interface Coverage {
  /** Why the snapshot would not hold this object even if the server had it; null: it would. */
  missed(object: SnapshotObject): 'scope' | SkippedObject | null
  /** Properties of this object that the snapshot does not know, with the skip that hides each. */
  hiddenProperties(object: SnapshotObject): ReadonlyMap<string, SkippedObject>
}

const relationKindSet = new Set<string>(relationKinds)
const nothing: ReadonlyMap<string, SkippedObject> = new Map()

export function coverage({ header, end }: SnapshotEnds): Coverage {
  const { databases, allDatabases, filters } = header.scope
  const selects = {
    database: nameFilter(filters.database),
    schema: nameFilter(filters.schema),
    table: nameFilter(filters.table),
  }
  const isAskedFor = (object: SnapshotObject): boolean => {
    const { database, schema, name, kind } = object
    if (kind === 'database') return allDatabases ? selects.database(name) : databases.includes(name)
    if (database === null) return true
    if (!databases.includes(database) && !(allDatabases && selects.database(database))) return false
    const inSchema = kind === 'schema' ? name : schema
    if (inSchema !== null && !selects.schema(inSchema)) return false
    return !relationKindSet.has(kind) || selects.table(name)
  }
  const partial = end.skipped.flatMap((skipped) =>
    (skipped.hides ?? []).flatMap((part) => (part.properties === undefined ? [] : [{ ...part, skipped }])),
  )
  return {
    missed(object) {
      if (!isAskedFor(object)) return 'scope'
      return end.skipped.find((skipped) => hides(skipped, object)) ?? null
    },
    hiddenProperties(object) {
      if (partial.length === 0) return nothing
      const found = partial.filter((part) => isAbout(part, object))
      return new Map(found.flatMap(({ properties = [], skipped }) => properties.map((name) => [name, skipped])))
    },
  }
}

function hides(skipped: SkippedObject, object: SnapshotObject): boolean {
  if (skipped.hides === undefined) return isNamedBy(skipped.object, object)
  return skipped.hides.some((part) => part.properties === undefined && isAbout(part, object))
}

function isAbout({ database, kinds, object: one }: HiddenPart, object: SnapshotObject): boolean {
  if (kinds !== undefined && !kinds.includes(object.kind)) return false
  // Roles and the like belong to no database; of a database as a whole they are no part.
  if (kinds === undefined && object.database === null) return object.kind === 'database' && object.name === database
  if (object.database !== null && object.database !== database) return false
  if (one === undefined) return true
  const signature = 'arguments' in object ? object.arguments : undefined
  return one.schema === object.schema && one.name === object.name && one.arguments === signature
}

/** By the name alone, which is an object's, that of a whole area as `database: area`, or a whole database's. */
function isNamedBy(skipped: string, { database, schema, name, kind }: SnapshotObject): boolean {
  if (skipped === database) return true
  const [place, area] = skipped.split(': ')
  if (area !== undefined && place === database) return area === kind || area === plural(kind) || isPartOf(area, kind)
  return skipped === [database, schema, name].filter((part) => part !== null).join('.')
}

const plural = (kind: string): string => (kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}s`)

const isPartOf = (area: string, kind: string): boolean =>
  (area === 'relations' && relationKindSet.has(kind)) ||
  (area === 'routines' && ['function', 'procedure', 'aggregate', 'window function'].includes(kind)) ||
  (area === 'types' && ['enum', 'domain', 'composite type', 'range'].includes(kind))
