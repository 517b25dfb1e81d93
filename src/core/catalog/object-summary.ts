import type { QualifiedName } from './place.ts'
import type { SnapshotObject } from './snapshot.ts'

/** What lists show of an object beside its name. */
export interface ObjectSummary {
  readonly owner: string | null
  readonly comment: string | null
  /** Name of the extension that brought it. */
  readonly extension: string | null
  /** Null for what has no columns. */
  readonly columns: number | null
  /** What it is a partition of. */
  readonly partitionOf: QualifiedName | null
}

export function toSummary(object: SnapshotObject): ObjectSummary {
  const { owner, comment, extension } = object
  if (!('columns' in object)) return { owner, comment, extension, columns: null, partitionOf: null }
  const [parent = null] = object.partitionBound === null ? [] : object.parents
  const partitionOf = parent === null ? null : { schema: parent.schema, name: parent.name }
  return { owner, comment, extension, columns: object.columns.length, partitionOf }
}
