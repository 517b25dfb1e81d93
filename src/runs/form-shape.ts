import { Ajv, type ErrorObject } from 'ajv'
import { type FieldPath, toFieldPath } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'

/** What is wrong with a field. `message` holds nothing of its value. */
export interface FieldProblem {
  readonly path: FieldPath
  readonly kind: 'type' | 'unknown' | 'choice'
  readonly message: string
}

/**
 * Checks that a form has the schema's shape: known members, of the right type, from the choices there are.
 * What an admin may leave unfinished or mistype (missing, too long, not matching) is left to the form and to the
 * connection test: saving is not blocked by it. That it is a schema was seen when it was read: to check that here takes
 * longer than all else.
 */
export function compileFormShape(schema: JsonObject): (form: JsonObject) => readonly FieldProblem[] {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: false,
    logger: false,
    meta: false,
    validateSchema: false,
    // A form is checked once or twice; to make that faster takes longer than the checks.
    code: { optimize: false },
  })
  const validate = ajv.compile(schema)
  return (form) => {
    validate(form)
    return (validate.errors ?? []).flatMap((error) => toProblem(error) ?? [])
  }
}

function toProblem(error: ErrorObject): FieldProblem | null {
  // Options that were not chosen complain too.
  if (/\/(oneOf|anyOf|if|not)\//.test(error.schemaPath)) return null
  const path = error.instancePath as FieldPath
  switch (error.keyword) {
    case 'type':
      return { path, kind: 'type', message: `must be ${typeNames(error.params.type)}` }
    case 'enum':
    case 'const':
      return { path, kind: 'choice', message: 'is none of the choices' }
    case 'additionalProperties':
      return {
        path: `${path}${toFieldPath([nameable(String(error.params.additionalProperty))])}` as FieldPath,
        kind: 'unknown',
        message: 'is not a field of this form',
      }
    default:
      return null
  }
}

const names: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'empty',
}

function typeNames(type: unknown): string {
  const types = (Array.isArray(type) ? type : [type]).map((name) => names[String(name)] ?? String(name))
  return types.join(' or ')
}

/** A member's name is what somebody typed: a text pasted in the wrong place, such as a password, is not repeated. */
function nameable(name: string): string {
  return /^[A-Za-z_][\w.-]{0,39}$/.test(name) ? name : '…'
}
