import { type FieldPath, fieldPathKeys } from '../../core/ids.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/json.ts'

/** The form as the form library keeps it: cleared values are `undefined`, and objects may be empty. */
export type RawForm = { readonly [key: string]: unknown }

/** Drops what is not there, so that a cleared field is absent. Objects and lists left empty go too. */
export function prune(form: RawForm): JsonObject {
  return (pruneValue(form) ?? {}) as JsonObject
}

function pruneValue(value: unknown): JsonValue | undefined {
  if (value === undefined) return undefined
  if (Array.isArray(value)) {
    const kept = value.map(pruneValue).filter((entry) => entry !== undefined)
    return kept.length === 0 ? undefined : kept
  }
  if (typeof value === 'object' && value !== null) {
    const kept = Object.entries(value)
      .map(([key, entry]) => [key, pruneValue(entry)] as const)
      .filter(([, entry]) => entry !== undefined)
    return kept.length === 0 ? undefined : (Object.fromEntries(kept) as JsonObject)
  }
  return value as JsonValue
}

export function valueAt(form: unknown, path: FieldPath): unknown {
  return fieldPathKeys(path).reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)]
    return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
  }, form)
}

/** A copy with one value set; `undefined` removes it. Missing objects on the way are made. */
export function withValueAt(form: RawForm, path: FieldPath, value: unknown): RawForm {
  const [key, ...rest] = fieldPathKeys(path)
  return key === undefined ? form : (setIn(form, key, rest, value) as RawForm)
}

function setIn(container: unknown, key: string, rest: readonly string[], value: unknown): unknown {
  const [next, ...further] = rest
  if (Array.isArray(container)) {
    const index = Number(key)
    return container.map((entry, at) => (at === index ? step(entry, next, further, value) : entry))
  }
  const object = isJsonObject(container) ? container : {}
  const changed = step(object[key], next, further, value)
  const { [key]: _before, ...others } = object
  return changed === undefined ? others : { ...object, [key]: changed }
}

const step = (entry: unknown, next: string | undefined, further: readonly string[], value: unknown): unknown =>
  next === undefined ? value : setIn(entry, next, further, value)

/** Equal as JSON, whatever the order of keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((entry, index) => sameJson(entry, b[index]))
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
}
