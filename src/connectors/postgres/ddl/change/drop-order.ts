import { addressOf, objectKinds } from '../../../../core/catalog/object-key.ts'
import type { SnapshotObject } from '../../../../core/catalog/snapshot.ts'
import { sortByNeed } from '../sort-by-need.ts'
import { keyOf } from './affected.ts'
import { mentions } from './disturbance.ts'

export interface DropOrder {
  /** What is needed before what needs it: to be dropped from the end. */
  readonly objects: readonly SnapshotObject[]
  /** Those that need something that needs them. */
  readonly circles: ReadonlySet<SnapshotObject>
}

/** By every need that is known, unlike for making, where parts of an object may come later. */
export function orderDrops(going: readonly SnapshotObject[]): DropOrder {
  const objects = [...going].sort((one, other) => objectKinds.indexOf(one.kind) - objectKinds.indexOf(other.kind))
  const searches = objects.filter(({ kind }) => kind === 'text search configuration')
  const indexes = new Map(objects.map((object, index) => [keyOf(addressOf(object)), index]))
  const needs = objects.map((object, index) =>
    [...namedBy(object), ...searchedBy(object, searches)].flatMap((key) => {
      const needed = indexes.get(keyOf(key))
      return needed === undefined || needed === index ? [] : [needed]
    }),
  )
  const groups = sortByNeed(needs).map((group) => group.flatMap((index) => objects[index] ?? []))
  return { objects: groups.flat(), circles: new Set(groups.filter((group) => group.length > 1).flat()) }
}

/** A sequence goes with its column, and need not go before it. */
function namedBy(object: SnapshotObject) {
  if (object.kind === 'sequence') return object.dependsOn.filter(({ kind }) => kind === 'schema')
  const parents = 'parents' in object ? object.parents : []
  const triggers = 'triggers' in object ? object.triggers : []
  return [
    ...object.dependsOn,
    ...parents.map((parent) => ({ kind: 'table', ...parent })),
    ...triggers.map(({ routine: { schema, name } }) => ({ kind: 'function', schema, name })),
  ]
}

/** An index names a configuration in a text, of which its table is not known to have a need. */
function searchedBy(object: SnapshotObject, searches: readonly SnapshotObject[]) {
  if (!('indexes' in object) || searches.length === 0) return []
  return searches
    .filter(({ name }) => object.indexes.some(({ definition }) => mentions(definition, name)))
    .map(addressOf)
}
