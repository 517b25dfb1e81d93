import type { ColumnPrivileges, Grant, QualifiedName, SnapshotObjectBase } from './place.ts'

export interface Database extends SnapshotObjectBase {
  readonly kind: 'database'
  readonly encoding: string
  readonly localeProvider: 'libc' | 'icu' | 'builtin'
  readonly collation: string | null
  readonly characterType: string | null
  readonly locale: string | null
  readonly tablespace: string | null
  /** -1 of the catalog (no limit) is null. */
  readonly connectionLimit: number | null
  readonly template: boolean
  /** `ALTER DATABASE … SET`, and per role in it, as `name=value`. */
  readonly settings: readonly { readonly role: string | null; readonly settings: readonly string[] }[]
  readonly measured: { readonly sizeBytes: number | null }
}

export interface Schema extends SnapshotObjectBase {
  readonly kind: 'schema'
}

export interface Sequence extends SnapshotObjectBase {
  readonly kind: 'sequence'
  readonly schema: string
  readonly persistence: 'permanent' | 'unlogged' | 'temporary'
  readonly dataType: 'smallint' | 'integer' | 'bigint'
  /** 64-bit integers as text. */
  readonly start: string
  readonly increment: string
  readonly minimum: string
  readonly maximum: string
  readonly cache: string
  readonly cycle: boolean
  /** Column it goes away with; `identity` where it stands behind an identity column. */
  readonly ownedBy: (QualifiedName & { readonly column: string; readonly identity: boolean }) | null
}

export const routineKinds = ['function', 'procedure', 'aggregate', 'window function'] as const
export type RoutineKind = (typeof routineKinds)[number]

export interface Routine extends SnapshotObjectBase {
  readonly kind: RoutineKind
  readonly schema: string
  /** Tells overloads apart: identity arguments, such as `integer, text`. */
  readonly arguments: string
  /** With names and defaults. */
  readonly parameters: string
  /** Null for procedures. */
  readonly result: string | null
  readonly language: string
  readonly volatility: 'immutable' | 'stable' | 'volatile'
  readonly parallel: 'safe' | 'restricted' | 'unsafe'
  readonly strict: boolean
  readonly securityDefiner: boolean
  readonly leakproof: boolean
  /** The whole CREATE statement, SQL-standard bodies included. For aggregates ours, since the server deparses none. */
  readonly definition: string
  /** The body alone: `prosrc`, or the deparsed SQL-standard body. Null for aggregates. */
  readonly body: string | null
}

export interface EnumType extends SnapshotObjectBase {
  readonly kind: 'enum'
  readonly schema: string
  readonly labels: readonly string[]
}

export interface DomainType extends SnapshotObjectBase {
  readonly kind: 'domain'
  readonly schema: string
  readonly baseType: string
  readonly nullable: boolean
  readonly default: string | null
  readonly collation: string | null
  readonly constraints: readonly {
    readonly name: string
    readonly type: 'check' | 'not null'
    readonly definition: string
    readonly validated: boolean
    readonly comment: string | null
  }[]
}

export interface CompositeType extends SnapshotObjectBase {
  readonly kind: 'composite type'
  readonly schema: string
  readonly fields: readonly {
    readonly name: string
    readonly type: string
    readonly collation: string | null
    readonly comment: string | null
  }[]
}

export interface RangeType extends SnapshotObjectBase {
  readonly kind: 'range'
  readonly schema: string
  readonly subtype: string
  readonly operatorClass: QualifiedName | null
  readonly collation: string | null
  readonly canonical: QualifiedName | null
  readonly subtypeDifference: QualifiedName | null
  readonly multirange: QualifiedName
}

export interface Extension extends SnapshotObjectBase {
  readonly kind: 'extension'
  /** Schema of its objects; the extension itself belongs to none. */
  readonly objectSchema: string
  readonly version: string
  readonly relocatable: boolean
}

export interface ForeignDataWrapper extends SnapshotObjectBase {
  readonly kind: 'foreign data wrapper'
  readonly handler: QualifiedName | null
  readonly validator: QualifiedName | null
  /** `name=value`. */
  readonly options: readonly string[]
}

export interface ForeignServer extends SnapshotObjectBase {
  readonly kind: 'foreign server'
  readonly wrapper: string
  readonly type: string | null
  readonly version: string | null
  /** `name=value`; values of options that hold secrets are replaced. */
  readonly options: readonly string[]
  /** Roles with a user mapping (null is PUBLIC); options are never read, since they hold passwords. */
  readonly mappedRoles: readonly (string | null)[]
}

export interface Publication extends SnapshotObjectBase {
  readonly kind: 'publication'
  readonly allTables: boolean
  readonly operations: readonly ('insert' | 'update' | 'delete' | 'truncate')[]
  readonly viaRoot: boolean
  /** 18 and later. */
  readonly generatedColumns: 'none' | 'stored' | null
  readonly relations: readonly (QualifiedName & {
    readonly columns: readonly string[] | null
    readonly filter: string | null
  })[]
  readonly schemas: readonly string[]
}

export interface Subscription extends SnapshotObjectBase {
  readonly kind: 'subscription'
  readonly enabled: boolean
  readonly publications: readonly string[]
  readonly slot: string | null
}

export interface EventTrigger extends SnapshotObjectBase {
  readonly kind: 'event trigger'
  readonly event: string
  readonly routine: QualifiedName
  readonly tags: readonly string[]
  readonly enabled: 'origin' | 'disabled' | 'replica' | 'always'
}

/** `ALTER DEFAULT PRIVILEGES`: the name is the role's, the schema null for all schemas. */
export interface DefaultPrivileges extends SnapshotObjectBase {
  readonly kind: 'default privileges'
  readonly on: 'tables' | 'sequences' | 'routines' | 'types' | 'schemas' | 'large objects'
  readonly grants: readonly Grant[]
}

/**
 * Privileges on something that the server came with, where they are no longer those it came with. The name is as GRANT
 * takes it, such as `pg_catalog.pg_read_file(text)`.
 */
export interface SystemPrivileges extends SnapshotObjectBase {
  readonly kind: 'system privileges'
  readonly on: 'table' | 'routine' | 'type' | 'schema' | 'language'
  readonly initialGrants: readonly Grant[] | null
  /** Of a table's columns, those with others. */
  readonly columnPrivileges: readonly ColumnPrivileges[]
}

export interface Role extends SnapshotObjectBase {
  readonly kind: 'role'
  readonly login: boolean
  readonly superuser: boolean
  readonly inherit: boolean
  readonly createRole: boolean
  readonly createDatabase: boolean
  readonly replication: boolean
  readonly bypassRowSecurity: boolean
  /** Null: no limit. */
  readonly connectionLimit: number | null
  readonly memberOf: readonly {
    readonly role: string
    readonly admin: boolean
    /** Null before 16, where it is a property of the member. */
    readonly inherit: boolean | null
    readonly set: boolean | null
  }[]
  readonly settings: readonly string[]
}

export interface Tablespace extends SnapshotObjectBase {
  readonly kind: 'tablespace'
  readonly options: readonly string[]
}
