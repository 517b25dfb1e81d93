import { isJsonObject, type JsonObject, type JsonValue } from '../../json.ts'
import type { SkippedObject, SnapshotObject } from '../snapshot.ts'
import { sameJson } from './compare-objects.ts'

type Hidden = ReadonlyMap<string, SkippedObject>

/** A property that one of two states does not know. */
export interface UntoldProperty {
  readonly property: string
  readonly heldBy: 'before' | 'after'
  readonly because: SkippedObject
}

export interface LevelledPair {
  readonly before: SnapshotObject
  readonly after: SnapshotObject
  /** Those that would have looked like a change. */
  readonly untold: readonly UntoldProperty[]
}

/**
 * Two states of one object, in which what one of them does not know is as the other one has it: so that nobody takes
 * what could not be read for gone.
 */
export function levelPair(
  before: SnapshotObject,
  after: SnapshotObject,
  hidden: { readonly before: Hidden; readonly after: Hidden },
): LevelledPair {
  let [was, is] = [before, after]
  const untold: UntoldProperty[] = []
  for (const [property, because] of hidden.after) {
    const levelled = borrow(was, is, property)
    if (levelled !== is) untold.push({ property, heldBy: 'before', because })
    is = levelled
  }
  for (const [property, because] of hidden.before) {
    const levelled = borrow(is, was, property)
    if (levelled !== was) untold.push({ property, heldBy: 'after', because })
    was = levelled
  }
  return { before: was, after: is, untold }
}

/** `to` with the property of `from`; itself where they are alike. Of `columns.default` each column with its namesake's. */
function borrow(from: SnapshotObject, to: SnapshotObject, property: string): SnapshotObject {
  const [key = '', member] = property.split('.')
  const [source, target] = [from as unknown as JsonObject, to as unknown as JsonObject]
  if (!(key in target) && !(key in source)) return to
  const [wanted, present] = [source[key] ?? null, target[key] ?? null]
  const value = member === undefined ? wanted : borrowMember(wanted, present, member)
  return sameJson(present, value) ? to : ({ ...target, [key]: value } as unknown as SnapshotObject)
}

function borrowMember(from: JsonValue, to: JsonValue, member: string): JsonValue {
  if (!Array.isArray(from) || !Array.isArray(to)) return to
  const byName = new Map(from.filter(isJsonObject).map((part) => [part.name, part]))
  return to.map((part: JsonValue) => {
    const namesake = isJsonObject(part) ? byName.get(part.name) : undefined
    return isJsonObject(part) && namesake !== undefined ? { ...part, [member]: namesake[member] ?? null } : part
  })
}
