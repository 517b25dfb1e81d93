import type { Relation } from '../../../core/catalog/relation.ts'
import type { SnapshotHeader, SnapshotObject } from '../../../core/catalog/snapshot.ts'
import type { Order } from './needs.ts'
import type { RenderContext } from './step.ts'

/**
 * What objects of one database look up in each other.
 *
 * @param order of the script they are part of; null for an object by itself
 */
export function createContext(
  objects: readonly SnapshotObject[],
  { versionNum }: SnapshotHeader['server'],
  order: Order | null,
): RenderContext {
  const relations = new Map<string, SnapshotObject>()
  const children = new Map<string, Relation[]>()
  for (const object of objects) {
    if (!('columns' in object) && object.kind !== 'sequence') continue
    relations.set(key(object.schema, object.name), object)
    for (const { schema, name } of 'parents' in object ? object.parents : []) {
      const siblings = children.get(key(schema, name))
      if (siblings === undefined) children.set(key(schema, name), [object as Relation])
      else siblings.push(object as Relation)
    }
  }
  return {
    versionNum,
    childrenOf: ({ schema, name }) => children.get(key(schema, name)) ?? [],
    findRelation: (schema, name) => relations.get(key(schema, name)) ?? null,
    isSplit: (object) => order?.split.has(object) ?? false,
  }
}

const key = (schema: string, name: string): string => JSON.stringify([schema, name])
