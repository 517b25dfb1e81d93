import type { JsonObject } from '../../json.ts'
import { checkSeverities } from './check.ts'
import { type CheckKindId, checkKindIds, kindOf } from './kinds.ts'
import type { Parameter, ParameterType } from './parameters.ts'

const scalar: JsonObject = { type: ['string', 'number', 'boolean'] }
const names: JsonObject = { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1 }

const types: Readonly<Record<Extract<ParameterType, string>, JsonObject>> = {
  count: { type: ['integer', 'string'], minimum: 0, pattern: '^\\d{1,19}$' },
  value: scalar,
  values: { type: ['array', 'string', 'number', 'boolean'], items: scalar, minItems: 1 },
  text: { type: 'string', minLength: 1 },
  names: { ...names, type: ['array', 'string'] },
  boolean: { type: 'boolean' },
  shape: {
    type: 'array',
    minItems: 1,
    items: {
      type: 'object',
      required: ['name'],
      additionalProperties: false,
      properties: {
        name: { type: 'string', minLength: 1, title: 'Name' },
        type: { type: 'string', title: 'Type' },
        nullable: { type: 'boolean', title: 'May be null' },
      },
    },
  },
}

/** A JSON Schema (draft 7) of the parameters of a kind, for editors and forms. */
function parametersSchema(id: CheckKindId): JsonObject {
  const { parameters, needsOneOf } = kindOf(id)
  const required = parameters
    .filter((one) => one.optional !== true && one.default === undefined)
    .map(({ name }) => name)
  const properties = parameters.flatMap((one) => [
    [one.name, parameterSchema(one)] as const,
    ...(one.alias === undefined ? [] : [[one.alias, parameterSchema(one)] as const]),
  ])
  const oneOf = parameters.filter(({ name }) => needsOneOf?.includes(name)).flatMap(namesOf)
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required }),
    ...(oneOf.length === 0 ? {} : { anyOf: oneOf.map((name) => ({ required: [name] })) }),
  }
}

const namesOf = ({ name, alias }: Parameter): readonly string[] => (alias === undefined ? [name] : [name, alias])

function parameterSchema({ title, description, type, default: usual }: Parameter): JsonObject {
  return {
    title,
    ...(description === undefined ? {} : { description }),
    ...(typeof type === 'object' ? { enum: type.oneOf } : types[type]),
    ...(usual === undefined ? {} : { default: usual }),
  }
}

/** A JSON Schema (draft 7) of a file of checks; `content/checks.schema.json` is what it returns. */
export function checksSchema(): JsonObject {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'patchbay:checks',
    title: 'Data quality checks',
    description: 'Names of relations are quoted as in SQL; names of columns are written as they are.',
    type: 'object',
    required: ['checks'],
    additionalProperties: false,
    properties: { $schema: { type: 'string' }, checks: { type: 'array', items: { $ref: '#/definitions/check' } } },
    definitions: { check: checkSchema() },
  }
}

function checkSchema(): JsonObject {
  const text = (description: string): JsonObject => ({ type: 'string', minLength: 1, description })
  return {
    type: 'object',
    required: ['relation', 'kind'],
    additionalProperties: false,
    properties: {
      id: text('Names the check through its history. Relation, column and kind unless given.'),
      relation: text('[database.]schema.name, quoted as in SQL.'),
      column: text('As it is, without quotes. For kinds about one column.'),
      kind: {
        oneOf: checkKindIds.map((id) => ({ const: id, title: kindOf(id).title, description: kindOf(id).summary })),
      },
      parameters: { type: 'object' },
      where: text('A condition in SQL: only rows that fulfil it are looked at.'),
      severity: { enum: checkSeverities, default: 'critical', description: 'A failed warning does not fail the run.' },
      description: text('What it is for.'),
    },
    allOf: checkKindIds.map((id) => ({
      if: { required: ['kind'], properties: { kind: { const: id } } },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so.
      then: kindSchema(id),
    })),
  }
}

function kindSchema(id: CheckKindId): JsonObject {
  const parameters = parametersSchema(id)
  const mustHave = 'required' in parameters || 'anyOf' in parameters
  const isColumn = kindOf(id).on === 'column'
  return {
    required: [...(isColumn ? ['column'] : []), ...(mustHave ? ['parameters'] : [])],
    properties: { parameters, ...(isColumn ? {} : { column: false }) },
  }
}
