import { isJsonObject, type JsonObject, type JsonValue } from '../../json.ts'
import type { SnapshotObject } from '../snapshot.ts'
import type { PartChange, PropertyChange } from './change.ts'

export interface ObjectComparison {
  readonly properties: readonly PropertyChange[]
  readonly parts: readonly PartChange[]
}

/** Not structure, or told by the object's key; an order of loading is no property a reader cares for. */
const notCompared = new Set([
  ...['kind', 'database', 'schema', 'name', 'arguments', 'identity', 'measured', 'dependsOn'],
  // What an extension or the server came with is nobody's change.
  'initialGrants',
])

/** What differs between two states of one object. A pure rename differs in nothing. */
export function compareObjects(before: SnapshotObject, after: SnapshotObject): ObjectComparison {
  const properties: PropertyChange[] = []
  const parts: PartChange[] = []
  const [old, now] = [toJson(before), toJson(after)]
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (notCompared.has(key)) continue
    const [was, is] = [stateOf(key, old, now), stateOf(key, now, old)]
    if (isPartList(was) && isPartList(is)) {
      const numbers = key === 'columns' ? { before: columnNumbers(before), after: columnNumbers(after) } : null
      parts.push(...compareParts(key, was, is, numbers))
    } else properties.push(...compareValues(key, was, is))
  }
  return { properties, parts }
}

const toJson = (object: SnapshotObject): JsonObject => object as unknown as JsonObject

/** A list that few objects have is absent where it would be empty. */
function stateOf(key: string, object: JsonObject, other: JsonObject): JsonValue {
  const value = object[key]
  if (value !== undefined) return value
  return Array.isArray(other[key]) ? [] : null
}

type Part = JsonObject & { readonly name: string }

/** Names tell parts apart. An empty list counts: the other side may have parts. */
const isPartList = (value: JsonValue): value is readonly Part[] =>
  Array.isArray(value) &&
  value.every((item) => isJsonObject(item) && typeof item.name === 'string' && !('database' in item)) &&
  new Set(value.map((item) => (item as Part).name)).size === value.length

type Numbers = ReadonlyMap<string, number>

/** Attribute numbers by column name, where the object has columns: they survive a rename. */
function columnNumbers(object: SnapshotObject): Numbers {
  if (!('columns' in object && 'columns' in object.identity)) return new Map()
  const { columns } = object.identity
  return new Map(object.columns.map((column, at) => [column.name, columns[at] ?? 0]))
}

interface NumbersOfBoth {
  readonly before: Numbers
  readonly after: Numbers
}

function compareParts(
  list: string,
  before: readonly Part[],
  after: readonly Part[],
  numbers: NumbersOfBoth | null,
): PartChange[] {
  const old = new Map(before.map((part) => [part.name, part]))
  const now = new Map(after.map((part) => [part.name, part]))
  const former = formerNames(old, now, numbers)
  const changes: PartChange[] = []
  for (const part of after) {
    const formerName = former.get(part.name) ?? part.name
    const was = old.get(formerName)
    if (was === undefined) changes.push({ ...named(list, part.name), change: 'added', before: null, after: part })
    else {
      const properties = compareMembers('', was, part).filter(({ property }) => property !== 'name')
      const renamed = formerName !== part.name
      if (!renamed && properties.length === 0) continue
      const change = renamed ? 'renamed' : 'changed'
      changes.push({ list, name: part.name, formerName, change, before: was, after: part, properties })
    }
  }
  const renamedAway = new Set(former.values())
  for (const part of before) {
    if (now.has(part.name) || renamedAway.has(part.name)) continue
    changes.push({ ...named(list, part.name), change: 'removed', before: part, after: null })
  }
  return changes
}

const named = (list: string, name: string) => ({ list, name, formerName: name, properties: [] })

/** Name now → name before, for columns whose number says that they are the same. */
function formerNames(
  old: ReadonlyMap<string, Part>,
  now: ReadonlyMap<string, Part>,
  numbers: NumbersOfBoth | null,
): Map<string, string> {
  const former = new Map<string, string>()
  if (numbers === null) return former
  const byNumber = new Map([...numbers.before].map(([name, number]) => [number, name]))
  for (const [name, number] of numbers.after) {
    const before = byNumber.get(number)
    if (old.has(name) || before === undefined || now.has(before)) continue
    former.set(name, before)
  }
  return former
}

function compareValues(property: string, before: JsonValue, after: JsonValue): PropertyChange[] {
  if (isJsonObject(before) && isJsonObject(after)) return compareMembers(`${property}.`, before, after)
  return sameJson(before, after) ? [] : [{ property, before, after }]
}

function compareMembers(prefix: string, before: JsonObject, after: JsonObject): PropertyChange[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].flatMap((key) => compareValues(`${prefix}${key}`, before[key] ?? null, after[key] ?? null))
}

export function sameJson(before: JsonValue, after: JsonValue): boolean {
  if (before === after) return true
  if (Array.isArray(before) && Array.isArray(after)) {
    return before.length === after.length && before.every((item, at) => sameJson(item, after[at] ?? null))
  }
  if (!isJsonObject(before) || !isJsonObject(after)) return false
  return compareMembers('', before, after).length === 0
}
