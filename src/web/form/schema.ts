import { isServiceField } from '../../core/form/schema-fields.ts'
import { type FieldPath, fieldPathKeys } from '../../core/ids.ts'
import { isJsonObject, type JsonObject } from '../../core/json.ts'

export interface FieldGroup {
  readonly id: string
  readonly title: string
  readonly collapsed: boolean
  /** Property names, in the schema's order. */
  readonly properties: readonly string[]
}

/** Follows local references; keywords beside a `$ref` win over those behind it. */
export function dereference(root: JsonObject, schema: JsonObject): JsonObject {
  let current = schema
  // A chain longer than this is a cycle.
  for (let hops = 0; hops < 16 && typeof current.$ref === 'string'; hops += 1) {
    const { $ref, ...beside } = current
    const target = current.$ref.startsWith('#') ? resolvePointer(root, current.$ref.slice(1)) : undefined
    current = { ...(isJsonObject(target) ? target : {}), ...beside }
  }
  return current
}

function resolvePointer(root: JsonObject, pointer: string): unknown {
  return fieldPathKeys(pointer as FieldPath).reduce<unknown>(
    (node, key) => (isJsonObject(node) && Object.hasOwn(node, key) ? node[key] : undefined),
    root,
  )
}

/** The schema's `groups`, with what belongs to each; properties without a known group come first. */
export function fieldGroups(schema: JsonObject): readonly FieldGroup[] {
  const properties = isJsonObject(schema.properties) ? schema.properties : {}
  const names = Object.keys(properties).filter((name) => !isServiceField(name))
  const declared = (Array.isArray(schema.groups) ? schema.groups : []).filter(isJsonObject)
  const groupOf = (name: string) => {
    const property = properties[name]
    return isJsonObject(property) ? property.group : undefined
  }
  const groups = declared.map((group) => ({
    id: String(group.id),
    title: String(group.title ?? group.id),
    collapsed: group.collapsed === true,
    properties: names.filter((name) => groupOf(name) === group.id),
  }))
  const grouped = new Set(groups.flatMap((group) => group.properties))
  const rest = names.filter((name) => !grouped.has(name))
  const first = { id: 'settings', title: 'Settings', collapsed: false, properties: rest }
  return [first, ...groups].filter((group) => group.properties.length > 0)
}

/** Schema of the field at a path, as far as it is plain `properties`, `items` and options. */
export function schemaAt(root: JsonObject, path: FieldPath): JsonObject | null {
  let schema: JsonObject | null = dereference(root, root)
  for (const key of fieldPathKeys(path)) {
    schema = schema === null ? null : childSchema(root, schema, key)
  }
  return schema
}

function childSchema(root: JsonObject, schema: JsonObject, key: string): JsonObject | null {
  const properties = isJsonObject(schema.properties) ? schema.properties : {}
  const direct = Object.hasOwn(properties, key) ? properties[key] : /^\d+$/.test(key) ? schema.items : undefined
  if (isJsonObject(direct)) return dereference(root, direct)
  for (const keyword of ['oneOf', 'anyOf', 'allOf'] as const) {
    const options = schema[keyword]
    for (const option of Array.isArray(options) ? options : []) {
      const found = isJsonObject(option) ? childSchema(root, dereference(root, option), key) : null
      if (found !== null) return found
    }
  }
  return null
}

/** What a new form starts with: the defaults of simple properties, so that the admin sees what will be used. */
export function startingForm(schema: JsonObject): JsonObject {
  const properties = isJsonObject(schema.properties) ? schema.properties : {}
  const withDefault = fieldGroups(schema)
    .flatMap((group) => group.properties)
    .map((name) => [name, properties[name]] as const)
    .filter(([, property]) => isJsonObject(property) && property.default !== undefined)
    .map(([name, property]) => [name, isJsonObject(property) ? property.default : undefined] as const)
  return Object.fromEntries(withDefault) as JsonObject
}

export function titleOf(schema: JsonObject, path: FieldPath): string {
  const own = schemaAt(schema, path)
  if (typeof own?.title === 'string') return own.title
  return fieldPathKeys(path).at(-1) ?? 'Form'
}
