import { type FieldPath, fieldPathKeys, toFieldPath } from '../core/ids.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts'

/**
 * Fields that hold secrets: those with `format: password` or `mask: true`, wherever in the schema. A list of secrets,
 * or an object with freely named ones, is a secret as a whole. `$ref`s must have been resolved.
 */
export function secretFieldsOf(schema: JsonObject): readonly FieldPath[] {
  const found = new Set<FieldPath>()
  const visit = (node: JsonValue | undefined, keys: readonly string[]): void => {
    if (!isJsonObject(node)) return
    if (isSecretValue(node) || isSecretValue(node.items) || isSecretValue(node.additionalProperties)) {
      found.add(toFieldPath(keys))
      return
    }
    for (const [name, property] of Object.entries(isJsonObject(node.properties) ? node.properties : {})) {
      visit(property, [...keys, name])
    }
    for (const keyword of ['oneOf', 'anyOf', 'allOf'] as const) {
      const options = node[keyword]
      if (Array.isArray(options)) for (const option of options as JsonValue[]) visit(option, keys)
    }
    for (const keyword of ['then', 'else'] as const) visit(node[keyword], keys)
  }
  visit(schema, [])
  return [...found]
}

/** `mask` on an object says that something in it is secret; the fields themselves tell which. */
function isSecretValue(node: JsonValue | undefined): boolean {
  if (!isJsonObject(node)) return false
  const composed = ['properties', 'oneOf', 'anyOf', 'allOf', 'items'].some((keyword) => keyword in node)
  return node.format === 'password' || (node.mask === true && !composed)
}

/** A form apart from its secrets. A secret of `null` or `''` is one to be cleared, and null in the map. */
export function splitSecrets(
  form: JsonObject,
  fields: readonly FieldPath[],
): { readonly settings: JsonObject; readonly secrets: ReadonlyMap<FieldPath, JsonValue> } {
  const secrets = new Map<FieldPath, JsonValue>()
  let settings = form
  for (const field of fields) {
    const { rest, taken } = take(settings, fieldPathKeys(field))
    settings = rest
    if (taken !== undefined) secrets.set(field, taken === '' ? null : taken)
  }
  return { settings, secrets }
}

/** The inverse of {@link splitSecrets}; secrets of `null` are left out. */
export function joinSecrets(settings: JsonObject, secrets: ReadonlyMap<FieldPath, JsonValue>): JsonObject {
  let form = settings
  for (const [field, value] of secrets) {
    if (value !== null) form = put(form, fieldPathKeys(field), value)
  }
  return form
}

/** Removes a value, and the objects that held nothing else. */
function take(object: JsonObject, keys: readonly string[]): { rest: JsonObject; taken: JsonValue | undefined } {
  const [key, ...deeper] = keys
  if (key === undefined || !Object.hasOwn(object, key)) return { rest: object, taken: undefined }
  const { [key]: value, ...others } = object
  if (deeper.length === 0) return { rest: others, taken: value }
  if (!isJsonObject(value)) return { rest: object, taken: undefined }
  const { rest, taken } = take(value, deeper)
  if (taken === undefined) return { rest: object, taken }
  return { rest: Object.keys(rest).length === 0 ? others : { ...others, [key]: rest }, taken }
}

function put(object: JsonObject, keys: readonly string[], value: JsonValue): JsonObject {
  const [key, ...deeper] = keys
  if (key === undefined) return object
  const present = Object.hasOwn(object, key) ? object[key] : undefined
  return { ...object, [key]: deeper.length === 0 ? value : put(isJsonObject(present) ? present : {}, deeper, value) }
}
