import type { LoadedSnapshot } from '../read-snapshot.ts'
import type { SnapshotObject } from '../snapshot.ts'

/** Null: no limit. */
export interface SnapshotLimit {
  readonly database: string | null
  readonly schema: string | null
}

/** What of a snapshot stands in a database or a schema; its header says so. What belongs to the whole server stays out. */
export function limitSnapshot(snapshot: LoadedSnapshot, { database, schema }: SnapshotLimit): LoadedSnapshot {
  if (database === null && schema === null) return snapshot
  const isWanted = (object: SnapshotObject): boolean => {
    const held = object.kind === 'database' ? object.name : object.database
    if (held === null || (database !== null && held !== database)) return false
    return (
      schema === null ||
      object.kind === 'database' ||
      (object.kind === 'schema' ? object.name : object.schema) === schema
    )
  }
  const { scope } = snapshot.header
  const objects = snapshot.objects.filter(isWanted)
  const counts: Record<string, number> = {}
  for (const { kind } of objects) counts[kind] = (counts[kind] ?? 0) + 1
  return {
    header: {
      ...snapshot.header,
      scope: {
        databases: database === null ? scope.databases : scope.databases.filter((name) => name === database),
        allDatabases: database === null && scope.allDatabases,
        filters: {
          ...scope.filters,
          schema: schema === null ? scope.filters.schema : { includes: [`^${escapePattern(schema)}$`], excludes: [] },
        },
      },
    },
    objects,
    end: { ...snapshot.end, counts },
  }
}

const escapePattern = (name: string): string => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
