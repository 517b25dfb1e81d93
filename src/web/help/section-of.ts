import type { HelpIndex, HelpSection } from '../../core/help/help-index.ts'
import { type FieldPath, fieldPathKeys, toFieldPath } from '../../core/ids.ts'
import { isJsonObject, type JsonObject } from '../../core/json.ts'
import { dereference, schemaAt } from '../form/schema.ts'

/** Position of a field's help among the sections, or null. */
export function sectionAt(index: HelpIndex, path: FieldPath): number | null {
  const keys = fieldPathKeys(path)
  for (let length = keys.length; length > 0; length -= 1) {
    const part = keys.slice(0, length)
    const at = [part.join('.'), part.at(-1) ?? ''].map((id) => index.sections.findIndex((s) => s.id === id))
    const found = at.find((position) => position >= 0)
    if (found !== undefined) return found
  }
  return null
}

/** The field that a section is about: its id as a path, or the property of that name wherever it is. */
export function fieldOf(schema: JsonObject, section: HelpSection): FieldPath | null {
  if (section.id === null) return null
  const asPath = toFieldPath(section.id.split('.'))
  if (schemaAt(schema, asPath) !== null) return asPath
  return findProperty(schema, schema, section.id, [])
}

function findProperty(root: JsonObject, node: JsonObject, name: string, keys: readonly string[]): FieldPath | null {
  const schema = dereference(root, node)
  const properties = isJsonObject(schema.properties) ? schema.properties : {}
  if (Object.hasOwn(properties, name)) return toFieldPath([...keys, name])
  if (keys.length > 6) return null
  for (const [key, property] of Object.entries(properties)) {
    const found = isJsonObject(property) ? findProperty(root, property, name, [...keys, key]) : null
    if (found !== null) return found
  }
  return null
}
