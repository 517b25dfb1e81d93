import { type FieldPath, fieldPathKeys, toFieldPath } from '../ids.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts'

/** A property of a connection schema, wherever it is nested. */
export interface SchemaField {
  /** Where its value stands in the form; list positions are left out. */
  readonly path: FieldPath
  readonly keys: readonly string[]
  /** References followed; keywords beside a `$ref` win over those behind it. */
  readonly schema: JsonObject
}

/** Deeper than any form; also ends a schema that contains itself. */
const maxDepth = 12

/** Whether a property marks the kind of service. Nobody fills it in, so it has no place in form and help. */
export function isServiceField(name: string): boolean {
  return name === 'type' || /^supports[A-Z]/.test(name)
}

/** Every property of a draft-07 schema, outer ones first, with those of `oneOf`, `anyOf`, `allOf` and of list items. */
export function schemaFields(root: JsonObject): SchemaField[] {
  const found = new Map<FieldPath, SchemaField>()
  collect(root, root, [], new Set(), found)
  return [...found.values()]
}

function collect(
  root: JsonObject,
  node: JsonObject,
  keys: readonly string[],
  open: ReadonlySet<string>,
  found: Map<FieldPath, SchemaField>,
): void {
  if (keys.length > maxDepth) return
  for (const { schema, visited } of [resolve(root, node, open)].flatMap((start) => variants(root, start))) {
    const { properties } = schema
    for (const [name, property] of Object.entries(isJsonObject(properties) ? properties : {})) {
      if (!isJsonObject(property)) continue
      const inner = [...keys, name]
      const path = toFieldPath(inner)
      if (!found.has(path)) found.set(path, { path, keys: inner, schema: resolve(root, property, visited).schema })
      collect(root, property, inner, visited, found)
    }
    if (isJsonObject(schema.items)) collect(root, schema.items, keys, visited, found)
  }
}

interface Resolved {
  readonly schema: JsonObject
  /** References on the way here. One of them again would lead in circles. */
  readonly visited: ReadonlySet<string>
}

/** A schema and everything it may be instead or besides. */
function variants(root: JsonObject, start: Resolved): Resolved[] {
  const all = [start]
  for (const { schema, visited } of all) {
    for (const option of ['oneOf', 'anyOf', 'allOf'].flatMap((keyword) => listOf(schema[keyword]))) {
      if (isJsonObject(option) && all.length < 1_000) all.push(resolve(root, option, visited))
    }
  }
  return all
}

function resolve(root: JsonObject, node: JsonObject, open: ReadonlySet<string>): Resolved {
  let schema = node
  const visited = new Set(open)
  while (typeof schema.$ref === 'string') {
    const { $ref, ...beside } = schema
    if (visited.has($ref)) return { schema: beside, visited }
    visited.add($ref)
    schema = { ...targetOf(root, $ref), ...beside }
  }
  return { schema, visited }
}

/** What a local reference points to; nothing where it leads out of the document or nowhere. */
function targetOf(root: JsonObject, reference: string): JsonObject {
  if (!reference.startsWith('#')) return {}
  let found: JsonValue | undefined = root
  for (const key of fieldPathKeys(reference.slice(1) as FieldPath)) {
    if (Array.isArray(found)) found = found[Number(key)]
    else found = isJsonObject(found) && Object.hasOwn(found, key) ? found[key] : undefined
  }
  return isJsonObject(found) ? found : {}
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : []
}
