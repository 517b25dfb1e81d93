import type { JsonValue } from '../../json.ts'
import type { ObjectKey } from '../place.ts'
import type { SkippedObject } from '../snapshot.ts'

/** One property that differs. `null` stands for absent as well as for null: the catalog knows no difference. */
export interface PropertyChange {
  /** Such as `nullable` or `rowSecurity.forced`. */
  readonly property: string
  readonly before: JsonValue
  readonly after: JsonValue
}

/** A named part of an object: a column, a constraint, an index, a policy … */
export interface PartChange {
  readonly change: 'added' | 'removed' | 'changed' | 'renamed'
  /** The object's list it stands in, such as `columns`. */
  readonly list: string
  readonly name: string
  /** Name before a rename; the name itself otherwise. */
  readonly formerName: string
  /** The part as it was and as it is; null where it was or is not there. */
  readonly before: JsonValue
  readonly after: JsonValue
  readonly properties: readonly PropertyChange[]
}

export interface ObjectChange {
  readonly change: 'added' | 'removed' | 'changed' | 'renamed'
  readonly database: string | null
  readonly object: ObjectKey
  /** Where it stood before; null for what was added. Differs from `object` only for what was renamed or moved. */
  readonly former: ObjectKey | null
  /** Empty for what was added or removed. */
  readonly properties: readonly PropertyChange[]
  readonly parts: readonly PartChange[]
}

/** What differs between two snapshots. */
export interface SnapshotDifference {
  readonly changes: readonly ObjectChange[]
  /**
   * What only one snapshot holds although the other one never looked, or looked in vain: whole objects, and properties
   * of objects that both hold. No change is claimed.
   */
  readonly unknown: readonly UnknownChange[]
}

export interface UnknownChange {
  readonly database: string | null
  readonly object: ObjectKey
  /** Such as `policies` or `columns.default`; null for the object as a whole. */
  readonly property: string | null
  readonly heldBy: 'before' | 'after'
  /** `scope`: the other one was not asked for it; otherwise the skip that hides it. */
  readonly because: 'scope' | SkippedObject
}
