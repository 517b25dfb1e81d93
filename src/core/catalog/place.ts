import type { JsonObject } from '../json.ts'

/** Where an object stands. Names are unquoted, as the catalog keeps them. */
export interface Place {
  /** Null for what belongs to the whole server: roles and tablespaces. */
  readonly database: string | null
  /** Null for what no schema holds, such as an extension. */
  readonly schema: string | null
  readonly name: string
}

/** A schema's member named from another object of the same database. */
export interface QualifiedName {
  readonly schema: string
  readonly name: string
}

export interface ColumnName extends QualifiedName {
  readonly column: string
}

/**
 * What every object of a snapshot has. Everything but `identity` and `measured` is structure: it is hashed, stored
 * once per distinct content, and compared between snapshots.
 */
export interface SnapshotObjectBase extends Place {
  /** What the server calls it; says that an object was renamed and not replaced. */
  readonly identity: { readonly oid: number }
  /** What moves by itself: sizes, estimates, last analyze. Absent where nothing does. */
  readonly measured?: JsonObject
  readonly owner: string | null
  /** Null: the built-in privileges of its kind, never changed. */
  readonly grants: readonly Grant[] | null
  /** What `grants` were when its extension brought it (null: the built-in ones). Absent where they are still the same. */
  readonly initialGrants?: readonly Grant[] | null
  readonly comment: string | null
  /** Name of the extension that brought it. */
  readonly extension: string | null
  /** What must exist before it, from pg_depend: other top-level objects of the same snapshot, ordered, no built-ins. */
  readonly dependsOn: readonly ObjectKey[]
}

/** One grantee's privileges, from an aclitem. */
export interface Grant {
  /** Null is PUBLIC. */
  readonly grantee: string | null
  readonly grantor: string
  /** SQL's words: `SELECT`, `USAGE`, … in the server's order. */
  readonly privileges: readonly string[]
  /** Those of them that the grantee may pass on. */
  readonly grantable: readonly string[]
}

/** Privileges on one column, and those it came with; null are none. */
export interface ColumnPrivileges {
  readonly name: string
  readonly grants: readonly Grant[] | null
  readonly initialGrants: readonly Grant[] | null
}

/** Tells an object apart within a database. `arguments` only where names are overloaded (routines, aggregates, operators). */
export interface ObjectKey {
  readonly kind: string
  readonly schema: string | null
  readonly name: string
  readonly arguments?: string
}
