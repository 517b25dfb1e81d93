import type { Column, Relation } from '../../src/core/catalog/relation.ts'

const plainColumn = {
  type: 'text',
  baseType: { schema: 'pg_catalog', name: 'text', kind: 'base' },
  nullable: true,
  default: null,
  identityColumn: null,
  generated: null,
  collation: null,
  storage: null,
  compression: null,
  statisticsTarget: null,
  options: [],
  foreignOptions: [],
  local: true,
  grants: null,
  comment: null,
} as const satisfies Omit<Column, 'name'>

/** A table of which only what `more` says is out of the ordinary. */
export function plainTable(schema: string, name: string, more: Partial<Relation> = {}): Relation {
  const columns = more.columns ?? ['id', 'name', 'note'].map((column) => ({ ...plainColumn, name: column }))
  return {
    kind: 'table',
    database: 'orders',
    schema,
    name,
    identity: { oid: 16_384, columns: columns.map((_, index) => index + 1) },
    measured: { estimatedRows: 1_000, sizeBytes: 81_920, lastAnalyzedAt: null },
    owner: 'owner',
    grants: null,
    comment: null,
    extension: null,
    dependsOn: [],
    persistence: 'permanent',
    accessMethod: 'heap',
    tablespace: null,
    options: [],
    toastOptions: [],
    replicaIdentity: 'default',
    rowSecurity: { enabled: false, forced: false },
    populated: true,
    ofType: null,
    parents: [],
    partitionBound: null,
    partitioning: null,
    viewDefinition: null,
    reads: null,
    foreign: null,
    constraints: [],
    indexes: [],
    triggers: [],
    rules: [],
    policies: [],
    statistics: [],
    ...more,
    columns,
  }
}

/** A column of type text. */
export const textColumn = (name: string, more: Partial<Column> = {}): Column => ({ ...plainColumn, ...more, name })
