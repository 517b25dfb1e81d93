import { Ajv } from 'ajv'
import { type FieldPath, fieldPathKeys } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import { ContentError } from './connection-schema.ts'
import { locateValue } from './locate-value.ts'

/**
 * Checks that a schema is one, against draft-07's own schema, and that its patterns compile.
 * `text` is the file it was read from, to say where. Throws {@link ContentError}.
 */
export function checkSchema(schema: JsonObject, file: string, text: string): void {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateFormats: false })
  const fail = (keys: readonly string[], message: string): never => {
    throw new ContentError({ severity: 'error', file, message, ...locateValue(text, keys) })
  }
  const { $schema: _, ...plain } = schema
  if (ajv.validateSchema(plain) !== true) {
    const errors = [...(ajv.errors ?? [])]
    // Options of the meta schema that were not meant complain too; the deepest place is the one that is wrong.
    const [worst] = errors.sort((a, b) => b.instancePath.length - a.instancePath.length)
    const path = worst?.instancePath ?? ''
    fail(fieldPathKeys(path as FieldPath), `${path} ${worst?.message ?? 'is not a schema'}`.trim())
  }
  if (schema.type !== 'object' && schema.properties === undefined) {
    fail([], 'a form needs "type": "object" with "properties"')
  }
  try {
    ajv.compile(plain)
  } catch (error) {
    fail([], error instanceof Error ? error.message : String(error))
  }
}
