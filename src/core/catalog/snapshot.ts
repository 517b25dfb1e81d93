import type { ExoticObject } from './exotic-objects.ts'
import type {
  CompositeType,
  Database,
  DefaultPrivileges,
  DomainType,
  EnumType,
  EventTrigger,
  Extension,
  ForeignDataWrapper,
  ForeignServer,
  Publication,
  RangeType,
  Role,
  Routine,
  Schema,
  Sequence,
  Subscription,
  SystemPrivileges,
  Tablespace,
} from './objects.ts'
import type { ObjectKey } from './place.ts'
import type { Relation } from './relation.ts'

/** Everything a snapshot can hold. One line of JSON each; a new kind lists its own to-dos in every exhaustive switch. */
export type SnapshotObject =
  | Role
  | Tablespace
  | Database
  | Schema
  | Extension
  | Relation
  | Sequence
  | Routine
  | EnumType
  | DomainType
  | CompositeType
  | RangeType
  | ForeignDataWrapper
  | ForeignServer
  | Publication
  | Subscription
  | EventTrigger
  | DefaultPrivileges
  | SystemPrivileges
  | ExoticObject

export type ObjectKind = SnapshotObject['kind']

/** First line of a snapshot. */
export interface SnapshotHeader {
  readonly kind: 'header'
  /** Grows when a reader of the old format would misread the new one. */
  readonly format: 1
  readonly connector: string
  /** Version of the program that read it. */
  readonly patchbay: string
  readonly server: {
    readonly version: string
    readonly versionNum: number
    /** From pg_control_system(): equal for two snapshots of one server. Null where it may not be read. */
    readonly systemIdentifier: string | null
  }
  /** ISO 8601, UTC. */
  readonly takenAt: string
  readonly scope: SnapshotScope
}

/** What was asked for. Absence from a snapshot says "gone" only inside a scope that was read completely. */
export interface SnapshotScope {
  /** Databases that were read: first the one of the connection if it was, then by name. */
  readonly databases: readonly string[]
  /** Whether every database that can be connected to was asked for. */
  readonly allDatabases: boolean
  readonly filters: {
    readonly database: FilterPattern | null
    readonly schema: FilterPattern | null
    readonly table: FilterPattern | null
  }
}

/** Regular expressions; an empty list of includes means everything. */
export interface FilterPattern {
  readonly includes: readonly string[]
  readonly excludes: readonly string[]
}

/** Something that should have been read and was not. */
export interface SkippedObject {
  /** Such as `orders.public.invoices`, or a whole area such as `orders: subscriptions`. */
  readonly object: string
  /** One sentence a reader can act on. */
  readonly reason: string
  /** What the snapshot is silent about because of it; without it the name above has to tell. */
  readonly hides?: readonly HiddenPart[]
}

/** Whose absence from a snapshot says nothing. The narrowest that is known; the whole database where nothing is. */
export interface HiddenPart {
  readonly database: string
  /** Absent: every kind. */
  readonly kinds?: readonly ObjectKind[]
  /** The one that it is about; absent: all of these kinds. */
  readonly object?: Omit<ObjectKey, 'kind'>
  /** What is not known of them, such as `policies` or `columns.default`; absent: they may be missing as a whole. */
  readonly properties?: readonly string[]
}

/** Last line of a snapshot. Without it a file is truncated. */
export interface SnapshotEnd {
  readonly kind: 'end'
  /** Objects by kind; nested ones too, such as `column`. */
  readonly counts: Readonly<Record<string, number>>
  readonly skipped: readonly SkippedObject[]
}

export type SnapshotLine = SnapshotHeader | SnapshotObject | SnapshotEnd
