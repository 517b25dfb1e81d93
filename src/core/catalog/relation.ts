import type { ColumnName, ColumnPrivileges, Grant, QualifiedName, SnapshotObjectBase } from './place.ts'

export const relationKinds = ['table', 'partitioned table', 'view', 'materialized view', 'foreign table'] as const
export type RelationKind = (typeof relationKinds)[number]

export interface Relation extends SnapshotObjectBase {
  readonly kind: RelationKind
  readonly schema: string
  /** `columns` are the server's attribute numbers in the order of `columns` below: they survive a rename. */
  readonly identity: { readonly oid: number; readonly columns: readonly number[] }
  readonly measured: RelationMeasures
  readonly persistence: 'permanent' | 'unlogged' | 'temporary'
  /** Null for views, foreign tables and partitioned tables that name none. */
  readonly accessMethod: string | null
  /** Null: the database's default. */
  readonly tablespace: string | null
  /** Storage parameters and view options as the server keeps them, such as `fillfactor=70`; ordered as kept. */
  readonly options: readonly string[]
  readonly toastOptions: readonly string[]
  readonly replicaIdentity: 'default' | 'nothing' | 'full' | 'index'
  readonly rowSecurity: { readonly enabled: boolean; readonly forced: boolean }
  /** False for a materialized view that was never refreshed. */
  readonly populated: boolean
  /** The composite type of `CREATE TABLE … OF`. */
  readonly ofType: QualifiedName | null
  /** What it inherits from or is a partition of, in order. */
  readonly parents: readonly QualifiedName[]
  /** For a partition: its bound, such as `FOR VALUES IN (1)`. */
  readonly partitionBound: string | null
  /** For a partitioned table. */
  readonly partitioning: { readonly strategy: 'list' | 'range' | 'hash'; readonly key: string } | null
  /** Query of a view or materialized view as the server deparses it. */
  readonly viewDefinition: string | null
  /** Columns that a view reads, from pg_depend; built-in catalogs record nothing. Null for other kinds. */
  readonly reads: readonly ColumnName[] | null
  readonly foreign: { readonly server: string; readonly options: readonly string[] } | null
  readonly columns: readonly Column[]
  /** On system columns, such as `ctid`, and what was changed on those of an extension's relation. Absent for none. */
  readonly columnPrivileges?: readonly ColumnPrivileges[]
  readonly constraints: readonly Constraint[]
  readonly indexes: readonly Index[]
  readonly triggers: readonly Trigger[]
  readonly rules: readonly Rule[]
  readonly policies: readonly Policy[]
  readonly statistics: readonly StatisticsObject[]
}

/** All from the last VACUUM, ANALYZE or the file system; null where nobody knows, never 0 or -1 for unknown. */
export type RelationMeasures = {
  /** Planner's estimate. */
  readonly estimatedRows: number | null
  /** Table, indexes and TOAST together, in bytes. */
  readonly sizeBytes: number | null
  /** ISO 8601, UTC: the later of ANALYZE by hand and by autovacuum. */
  readonly lastAnalyzedAt: string | null
}

export interface Column {
  readonly name: string
  /** As SQL writes it, such as `numeric(12,2)` or `text[]`; types outside pg_catalog carry their schema. */
  readonly type: string
  /** The type without modifier; the element's type for arrays. */
  readonly baseType: QualifiedName & {
    readonly kind: 'base' | 'composite' | 'domain' | 'enum' | 'multirange' | 'pseudo' | 'range'
  }
  readonly nullable: boolean
  /** Expression; null for generated columns and where there is none. */
  readonly default: string | null
  readonly identityColumn: { readonly kind: 'always' | 'by default'; readonly sequence: QualifiedName } | null
  readonly generated: { readonly kind: 'stored' | 'virtual'; readonly expression: string } | null
  /** Quoted and qualified, only where it differs from the type's own. */
  readonly collation: string | null
  /** Only where it differs from the type's own. */
  readonly storage: 'plain' | 'external' | 'extended' | 'main' | null
  readonly compression: 'pglz' | 'lz4' | null
  readonly statisticsTarget: number | null
  /** Such as `n_distinct=100`. */
  readonly options: readonly string[]
  /** Options of a foreign table's column. */
  readonly foreignOptions: readonly string[]
  /** False for a column that only comes from a parent. */
  readonly local: boolean
  readonly grants: readonly Grant[] | null
  readonly comment: string | null
}

export interface Constraint {
  readonly name: string
  readonly type: 'check' | 'foreign key' | 'not null' | 'primary key' | 'unique' | 'exclusion' | 'trigger'
  /** In the constraint's order; empty for a check over no column. */
  readonly columns: readonly string[]
  /** As pg_get_constraintdef writes it. */
  readonly definition: string
  readonly references: {
    readonly relation: QualifiedName
    readonly columns: readonly string[]
    readonly onUpdate: ReferentialAction
    readonly onDelete: ReferentialAction
    readonly match: 'simple' | 'full' | 'partial'
  } | null
  readonly deferrable: boolean
  readonly initiallyDeferred: boolean
  readonly validated: boolean
  /** False for `NOT ENFORCED` (18 and later). */
  readonly enforced: boolean
  readonly noInherit: boolean
  /** False where it only comes from a parent. */
  readonly local: boolean
  /** Name of the index behind a key or exclusion. */
  readonly index: string | null
  readonly comment: string | null
}

export type ReferentialAction = 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default'

export interface Index {
  readonly name: string
  readonly method: string
  readonly unique: boolean
  /** Key columns in order; null stands for an expression. */
  readonly columns: readonly (string | null)[]
  readonly included: readonly string[]
  /** As pg_get_indexdef writes it. */
  readonly definition: string
  readonly predicate: string | null
  readonly primary: boolean
  /** False after a failed CREATE INDEX CONCURRENTLY. */
  readonly valid: boolean
  readonly clustered: boolean
  readonly replicaIdentity: boolean
  readonly tablespace: string | null
  /** The partitioned index it is attached to. */
  readonly parent: QualifiedName | null
  /** By key position, where set by ALTER INDEX … SET STATISTICS. */
  readonly statisticsTargets: readonly { readonly position: number; readonly target: number }[]
  readonly comment: string | null
}

export interface Trigger {
  readonly name: string
  /** As pg_get_triggerdef writes it. */
  readonly definition: string
  readonly routine: QualifiedName
  readonly enabled: 'origin' | 'disabled' | 'replica' | 'always'
  /** False for a trigger that comes from the parent of a partition. */
  readonly local: boolean
  readonly comment: string | null
}

export interface Rule {
  readonly name: string
  /** As pg_get_ruledef writes it. */
  readonly definition: string
  readonly enabled: 'origin' | 'disabled' | 'replica' | 'always'
  readonly comment: string | null
}

/** A row-level-security policy; shown as a tag under the service's classification. */
export interface Policy {
  readonly name: string
  readonly command: 'all' | 'select' | 'insert' | 'update' | 'delete'
  readonly permissive: boolean
  /** Null is PUBLIC. */
  readonly roles: readonly (string | null)[]
  readonly using: string | null
  readonly check: string | null
  readonly comment: string | null
}

export interface StatisticsObject {
  readonly schema: string
  readonly name: string
  readonly owner: string
  /** As pg_get_statisticsobjdef writes it. */
  readonly definition: string
  readonly target: number | null
  readonly comment: string | null
}
