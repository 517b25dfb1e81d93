import { type Relation, relationKinds } from '../relation.ts'
import type { SnapshotObject } from '../snapshot.ts'

export function isRelation(object: SnapshotObject): object is Relation {
  return (relationKinds as readonly string[]).includes(object.kind)
}

/** Relations in their order, partitions left out: they are their parent's. */
export function wholeRelations(objects: readonly SnapshotObject[]): Relation[] {
  return objects.filter(isRelation).filter(({ partitionBound }) => partitionBound === null)
}

/** Names of the columns of the primary key, in its order. */
export function primaryKeyOf({ constraints }: Relation): readonly string[] {
  return constraints.find(({ type }) => type === 'primary key')?.columns ?? []
}

/** Whether no two rows share a value of this column alone. */
export function isUnique({ constraints }: Relation, column: string): boolean {
  return constraints.some(({ type, columns }) => type === 'unique' && columns.length === 1 && columns[0] === column)
}
