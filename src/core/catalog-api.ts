import type { SnapshotSummary } from './api.ts'
import type { Match } from './catalog/match-object.ts'
import type { ObjectAddress } from './catalog/object-key.ts'
import type { ObjectSummary } from './catalog/object-summary.ts'
import type { Reference } from './catalog/references.ts'
import type { RelationMeasures } from './catalog/relation.ts'
import type { SnapshotObject } from './catalog/snapshot.ts'

/** `GET /api/catalog` → one for each service that was ever read: its newest snapshot. */
export interface CatalogEntry {
  readonly serviceName: string
  readonly snapshot: SnapshotSummary
}

/**
 * `GET /api/snapshots/:id/index`: every object's place and name, column by column, so that tens of thousands are one
 * small answer. Ordered by database, schema, name and kind; row i is the i-th of each list.
 */
export interface CatalogIndex {
  readonly kinds: readonly string[]
  readonly places: readonly (readonly [database: string | null, schema: string | null])[]
  readonly names: readonly string[]
  /** Into `kinds`. */
  readonly kind: readonly number[]
  /** Into `places`. */
  readonly place: readonly number[]
  /** Rows of overloaded names alone, with what tells them apart. */
  readonly arguments: Readonly<Record<number, string>>
  /** Partitions alone: the row each is a partition of. */
  readonly parent: Readonly<Record<number, number>>
  /** Rows that an extension brought. */
  readonly extension: readonly number[]
}

/** `GET /api/snapshots/:id/members?database=…&schema=…` → what stands in a schema, with what a list shows of it. */
export interface MemberSummary extends ObjectAddress, ObjectSummary {
  readonly measured: RelationMeasures | null
}

/** `GET /api/snapshots/:id/search?q=…`, the best first. */
export interface SearchHit extends ObjectAddress {
  readonly matches: readonly Match[]
}

/** `GET /api/search?q=…`: over the newest snapshot of every service. */
export interface ServiceSearchHit extends SearchHit {
  readonly serviceId: string
  readonly serviceName: string
}

/** An object that refers to the one asked for. */
export interface IncomingReference extends Pick<Reference, 'how' | 'via' | 'columns'> {
  readonly from: ObjectAddress
  /** Partitions alone. */
  readonly partition: { readonly bound: string; readonly measured: RelationMeasures } | null
}

/** `GET /api/snapshots/:id/references?kind=…&name=…` */
export interface References {
  readonly incoming: readonly IncomingReference[]
  /** There are more than could be given. */
  readonly more: boolean
  /** Enums, domains, composites and ranges that its columns are made of. */
  readonly types: readonly SnapshotObject[]
}

/** `GET /api/services/:id/last-seen?database=…&schema=…&name=…` */
export interface LastSeen {
  /** The newest kept snapshot that holds something of the name; null where none does. */
  readonly snapshot: { readonly number: number; readonly takenAt: string } | null
}
