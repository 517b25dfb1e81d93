import type { ObjectAddress } from './catalog/object-key.ts'
import type { Policy } from './catalog/relation.ts'
import type { SnapshotId } from './ids.ts'

/** `GET /api/classifications` → one a name, by name. Services that share a name share the classification. */
export interface Classification {
  readonly name: string
  readonly services: readonly ClassifiedService[]
  /** By name. */
  readonly tags: readonly Tag[]
}

export interface ClassifiedService {
  readonly id: string
  readonly name: string
  /** Its newest snapshot, which the tags come from; null before it was first read. */
  readonly snapshotId: SnapshotId | null
}

/** A row-level-security policy as a tag. Policies of several relations that share a name are one tag. */
export interface Tag {
  readonly name: string
  readonly uses: readonly TagUse[]
}

/** Where a tag is used. What the policy does belongs to the use: policies that share a name may differ. */
export interface TagUse extends Omit<Policy, 'name'> {
  readonly serviceId: string
  readonly relation: ObjectAddress
}
