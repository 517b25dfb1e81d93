import type { SnapshotObject } from '../../../core/catalog/snapshot.ts'

const nested = [
  ['columns', 'column'],
  ['constraints', 'constraint'],
  ['indexes', 'index'],
  ['triggers', 'trigger'],
  ['rules', 'rule'],
  ['policies', 'policy'],
  ['statistics', 'statistics object'],
] as const

/** Counts an object by its kind, and what it holds. */
export function countObject(object: SnapshotObject, counts: Record<string, number>): void {
  const add = (kind: string, count: number) => {
    if (count > 0) counts[kind] = (counts[kind] ?? 0) + count
  }
  add(object.kind, 1)
  if (!('constraints' in object) || !('policies' in object)) return
  for (const [list, kind] of nested) add(kind, object[list].length)
}
