import type { ObjectKey } from '../place.ts'
import type { SnapshotObject } from '../snapshot.ts'
import type { ObjectChange, SnapshotDifference, UnknownChange } from './change.ts'
import { compareObjects } from './compare-objects.ts'
import { type Coverage, coverage, type SnapshotEnds } from './coverage.ts'
import { levelPair } from './level-pair.ts'

export interface ComparedSnapshot extends SnapshotEnds {
  /** Every object, or only those whose content differs from the other snapshot's: what both hold alike adds nothing. */
  readonly objects: Iterable<SnapshotObject>
}

export interface PairedObjects {
  /** The same object in both states, alike or not; what one of them does not know is as in the other. */
  readonly pairs: readonly Pair[]
  readonly added: readonly SnapshotObject[]
  readonly removed: readonly SnapshotObject[]
  readonly unknown: readonly UnknownChange[]
}

/**
 * What differs. An object counts as removed only where the later snapshot was asked for it and could look, as added only
 * where the earlier one was; as renamed only where the server's own number says that it is the same object.
 */
export function diffSnapshots(before: ComparedSnapshot, after: ComparedSnapshot): SnapshotDifference {
  const { pairs, added, removed, unknown } = pairObjects(before, after)
  const changes: ObjectChange[] = [
    ...pairs.flatMap(([was, is]) => toChange(was, is)),
    ...added.map((object): ObjectChange => ({ ...bare(object), change: 'added', former: null })),
    ...removed.map((object): ObjectChange => ({ ...bare(object), change: 'removed', former: toObjectKey(object) })),
  ]
  return { changes: changes.sort(inOrder), unknown }
}

/** Finds every object in the other snapshot, by the rules of {@link diffSnapshots}. */
export function pairObjects(before: ComparedSnapshot, after: ComparedSnapshot): PairedObjects {
  const old = byText(before.objects, keyText)
  const now = byText(after.objects, keyText)
  const found = isSameServer(before, after) ? takePairs(old, now, numberText) : []
  found.push(...takePairs(old, now, keyText))
  const unknown: UnknownChange[] = []
  const covered = { before: coverage(before), after: coverage(after) }
  const pairs = found.map(level)
  const added = [...now.values()].filter((object) => isTold(object, 'after', covered.before))
  const removed = [...old.values()].filter((object) => isTold(object, 'before', covered.after))
  return { pairs, added, removed, unknown }

  function level([was, is]: Pair): Pair {
    const hidden = { before: covered.before.hiddenProperties(was), after: covered.after.hiddenProperties(is) }
    if (hidden.before.size + hidden.after.size === 0) return [was, is]
    const levelled = levelPair(was, is, hidden)
    for (const untold of levelled.untold) {
      unknown.push({ database: is.database, object: toObjectKey(is), ...untold })
    }
    return [levelled.before, levelled.after]
  }

  function isTold(object: SnapshotObject, heldBy: 'before' | 'after', other: Coverage): boolean {
    const because = other.missed(object)
    if (because === null) return true
    unknown.push({ database: object.database, object: toObjectKey(object), property: null, heldBy, because })
    return false
  }
}

const bare = (object: SnapshotObject) => ({
  database: object.database,
  object: toObjectKey(object),
  properties: [],
  parts: [],
})

function toChange(was: SnapshotObject, is: SnapshotObject): ObjectChange[] {
  const { properties, parts } = compareObjects(was, is)
  const renamed = keyText(was) !== keyText(is)
  if (!renamed && properties.length === 0 && parts.length === 0) return []
  const change = renamed ? 'renamed' : 'changed'
  return [{ change, database: is.database, object: toObjectKey(is), former: toObjectKey(was), properties, parts }]
}

export function toObjectKey(object: SnapshotObject): ObjectKey {
  const { kind, schema, name } = object
  return 'arguments' in object ? { kind, schema, name, arguments: object.arguments } : { kind, schema, name }
}

const keyText = (object: SnapshotObject): string => {
  const discriminator = 'on' in object ? object.on : 'arguments' in object ? object.arguments : null
  return JSON.stringify([object.database, object.kind, object.schema, object.name, discriminator])
}

const byText = (objects: Iterable<SnapshotObject>, text: (object: SnapshotObject) => string) =>
  new Map(Array.from(objects, (object) => [text(object), object]))

type ObjectsByKey = Map<string, SnapshotObject>
export type Pair = readonly [before: SnapshotObject, after: SnapshotObject]

/** Takes those out of both that one text tells to be the same. */
function takePairs(old: ObjectsByKey, now: ObjectsByKey, text: (object: SnapshotObject) => string): Pair[] {
  const candidates = byText(old.values(), text)
  const pairs: Pair[] = []
  for (const [key, object] of now) {
    const was = candidates.get(text(object))
    if (was === undefined) continue
    pairs.push([was, object])
    old.delete(keyText(was))
    now.delete(key)
  }
  return pairs
}

/** Numbers of two servers have nothing to do with each other. */
function isSameServer(before: SnapshotEnds, after: SnapshotEnds): boolean {
  const [was, is] = [before.header.server.systemIdentifier, after.header.server.systemIdentifier]
  return was !== null && was === is
}

/** What privileges are on stands in catalogs with numbers of their own. */
function numberText(object: SnapshotObject): string {
  const { database, kind, identity } = object
  return JSON.stringify([kind === 'database' ? null : database, kind, 'on' in object ? object.on : null, identity.oid])
}

function inOrder(a: ObjectChange, b: ObjectChange): number {
  const [left, right] = [a, b].map(({ database, object }) => [
    database ?? '',
    object.schema ?? '',
    object.name,
    object.kind,
    object.arguments ?? '',
  ]) as [string[], string[]]
  const at = left.findIndex((text, place) => text !== right[place])
  return at < 0 ? 0 : (left[at] ?? '') < (right[at] ?? '') ? -1 : 1
}
