import { nameFilter } from '../name-filter.ts'
import { relationKinds } from '../relation.ts'
import type { SkippedObject, SnapshotEnd, SnapshotHeader, SnapshotObject } from '../snapshot.ts'

/** What a snapshot says of itself: what was asked for, and what could not be read. */
export interface SnapshotEnds {
  readonly header: SnapshotHeader
  readonly end: SnapshotEnd
}

export interface Coverage {
  /** Why the snapshot would not hold this object even if the server had it; null: it would. */
  missed(object: SnapshotObject): 'scope' | SkippedObject | null
}

const relationKindSet = new Set<string>(relationKinds)

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
  return {
    missed(object) {
      if (!isAskedFor(object)) return 'scope'
      return end.skipped.find((skipped) => hides(skipped, object)) ?? null
    },
  }
}

/** A skip names an object, or a whole area as `database: area`, or a whole database. */
function hides({ object: skipped }: SkippedObject, object: SnapshotObject): boolean {
  const { database, schema, name, kind } = object
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
