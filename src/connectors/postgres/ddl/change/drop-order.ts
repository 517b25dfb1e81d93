import { addressOf } from '../../../../core/catalog/object-key.ts'
import type { SnapshotObject } from '../../../../core/catalog/snapshot.ts'
import { sortByNeed } from '../sort-by-need.ts'
import { keyOf } from './affected.ts'

export interface DropOrder {
  /** What is needed before what needs it: to be dropped from the end. */
  readonly objects: readonly SnapshotObject[]
  /** Those that need something that needs them. */
  readonly circles: ReadonlySet<SnapshotObject>
}

/** By every need that is known, unlike for making, where parts of an object may come later. */
export function orderDrops(objects: readonly SnapshotObject[]): DropOrder {
  const indexes = new Map(objects.map((object, index) => [keyOf(addressOf(object)), index]))
  const needs = objects.map((object, index) =>
    namedBy(object).flatMap((key) => {
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
  return [...object.dependsOn, ...parents.map((parent) => ({ kind: 'table', ...parent }))]
}
