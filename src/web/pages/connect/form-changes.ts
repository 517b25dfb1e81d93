import { type FieldPath, toFieldPath } from '../../../core/ids.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../../core/json.ts'
import { sameJson, valueAt } from '../../form/form-value.ts'
import { schemaAt } from '../../form/schema.ts'

export interface FormChange {
  readonly path: FieldPath
  readonly before: JsonValue | undefined
  readonly after: JsonValue
}

/**
 * Leaves that differ. Where the schema names no properties, as for options, the entries are one value, and those that
 * only the form has stay.
 */
export function changesOf(
  schema: JsonObject,
  wanted: JsonObject,
  present: JsonObject,
  keys: readonly string[] = [],
): readonly FormChange[] {
  return Object.entries(wanted).flatMap(([key, value]) => {
    const path = toFieldPath([...keys, key])
    const properties = schemaAt(schema, path)?.properties
    if (isJsonObject(value) && isJsonObject(properties)) return changesOf(schema, value, present, [...keys, key])
    const before = valueAt(present, path) as JsonValue | undefined
    const after = isJsonObject(value) && isJsonObject(before) ? { ...before, ...value } : value
    return sameJson(before, after) ? [] : [{ path, before, after }]
  })
}
