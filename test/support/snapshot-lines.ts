import type { SnapshotLine, SnapshotObject } from '../../src/core/catalog/snapshot.ts'

/** A table with as much in it as the store has to tell apart. */
export function tableLine(name: string, more: { oid?: number; comment?: string; rows?: number } = {}): SnapshotObject {
  return {
    kind: 'table',
    database: 'orders',
    schema: 'public',
    name,
    identity: { oid: more.oid ?? oidOf(name), columns: [1, 2] },
    measured: { estimatedRows: more.rows ?? 10, sizeBytes: 8192, lastAnalyzedAt: null },
    owner: 'owner',
    grants: null,
    comment: more.comment ?? null,
    extension: null,
    dependsOn: [],
    partitionBound: null,
    parents: [],
    reads: null,
    constraints: [],
    triggers: [],
    columns: [
      {
        name: 'id',
        type: 'bigint',
        baseType: { schema: 'pg_catalog', name: 'int8', kind: 'base' },
        identityColumn: null,
        comment: 'Who it is',
      },
    ],
  } as unknown as SnapshotObject
}

const oidOf = (name: string): number =>
  16_384 + ([...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1e6)

export function roleLine(name: string): SnapshotObject {
  return {
    kind: 'role',
    database: null,
    schema: null,
    name,
    identity: { oid: oidOf(name) },
    owner: null,
    grants: null,
    comment: null,
    extension: null,
    dependsOn: [],
  } as unknown as SnapshotObject
}

/** A whole snapshot of these objects; the database of the first is the connection's. */
export function snapshotLines(objects: readonly SnapshotObject[]): readonly SnapshotLine[] {
  const counts = Object.fromEntries([...new Set(objects.map((each) => each.kind))].map((kind) => [kind, 0]))
  for (const { kind } of objects) counts[kind] = (counts[kind] ?? 0) + 1
  const policies = objects.flatMap((each) => ('policies' in each ? each.policies : [])).length
  if (policies > 0) counts.policy = policies
  const named = new Set(objects.flatMap(({ database }) => database ?? []))
  const databases = named.size === 0 ? ['orders'] : [...named]
  return [
    {
      kind: 'header',
      format: 1,
      connector: 'postgres',
      patchbay: '0.0.0',
      server: { version: '18.4', versionNum: 180_004, systemIdentifier: null },
      takenAt: '2026-01-01T00:00:00.000Z',
      scope: { databases, allDatabases: named.size > 1, filters: { database: null, schema: null, table: null } },
    },
    ...objects,
    { kind: 'end', counts, skipped: [] },
  ]
}
