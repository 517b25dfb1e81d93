import type { RJSFValidationError, ValidatorType } from '@rjsf/utils'
import type { FieldPath } from '../../core/ids.ts'
import { toFieldPath } from '../../core/ids.ts'
import { isJsonObject, type JsonObject } from '../../core/json.ts'
import type { FieldProblem } from './field-problem.ts'
import { titleOf } from './schema.ts'

interface RawError {
  readonly keyword: string
  readonly instancePath: string
  readonly params: Readonly<Record<string, unknown>>
}

/** What the schema has against a form, in our words, each on the field that can fix it. */
export function schemaProblems(validator: ValidatorType, schema: JsonObject, form: JsonObject): FieldProblem[] {
  const { errors = [] } = validator.rawValidation<RJSFValidationError & RawError>(schema, form)
  return errors.flatMap((error) => {
    const path = pathOf(error)
    const message = messageOf(error, titleOf(schema, path))
    return message === null ? [] : [{ path, message, source: 'schema' as const, actions: [] }]
  })
}

function pathOf({ keyword, instancePath, params }: RawError): FieldPath {
  if (keyword === 'required') return `${instancePath}${toFieldPath([String(params.missingProperty)])}` as FieldPath
  return instancePath as FieldPath
}

function messageOf({ keyword, params }: RawError, title: string): string | null {
  switch (keyword) {
    case 'required':
      return `${title} is needed.`
    case 'minLength':
      return params.limit === 1 ? `${title} is empty.` : `At least ${String(params.limit)} characters.`
    case 'maxLength':
      return `At most ${String(params.limit)} characters.`
    case 'minimum':
    case 'exclusiveMinimum':
    case 'maximum':
    case 'exclusiveMaximum':
      return `Must be ${String(params.comparison)} ${String(params.limit)}.`
    case 'enum':
      return `One of: ${Array.isArray(params.allowedValues) ? params.allowedValues.join(', ') : 'the listed values'}.`
    case 'type':
      return `Expected ${Array.isArray(params.type) ? params.type.join(' or ') : String(params.type)}.`
    case 'format':
      return params.format === 'regex' ? 'Not a regular expression.' : `Not a valid ${String(params.format)}.`
    case 'pattern':
      return `Must match ${String(params.pattern)}.`
    case 'additionalProperties':
      return `${String(params.additionalProperty)} is not a setting of this connector.`
    // These only say that another error above is one; the branch's own errors say which.
    case 'oneOf':
    case 'anyOf':
    case 'if':
    case 'allOf':
      return null
    default:
      return isJsonObject(params) ? `${title} is not valid (${keyword}).` : null
  }
}
