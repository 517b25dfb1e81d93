/** JSON Schemas of what `core/diagram` and `core/lineage-api.ts` have as types. */

type Schema = Readonly<Record<string, unknown>>

const text: Schema = { type: 'string' }
const textOrNull: Schema = { type: 'string', nullable: true }
const yes: Schema = { type: 'boolean' }
const list = (items: Schema): Schema => ({ type: 'array', items })
const object = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
})

const count: Schema = { type: 'number' }
const end = object({ node: text, column: textOrNull })
const relationName = object({ schema: text, name: text })

const named: Readonly<Record<string, Schema>> = {
  KeyDiagram: object({
    relations: list(
      object({
        kind: text,
        schema: text,
        name: text,
        comment: textOrNull,
        columns: list(object({ name: text, type: text, nullable: yes, primary: yes })),
      }),
    ),
    keys: list(
      object({
        name: text,
        from: relationName,
        to: relationName,
        columns: list(object({ from: text, to: text })),
        unique: yes,
        onDelete: text,
      }),
    ),
    more: yes,
  }),
  LineageOrigin: object({
    kind: text,
    database: textOrNull,
    schema: textOrNull,
    name: text,
    of: {
      ...object({ kind: text, schema: text, name: text }),
      nullable: true,
      description: 'The relation that an index, a constraint and the like is part of',
    },
    arguments: text,
    line: count,
    confidence: text,
    problems: list(object({ code: text, message: text })),
    statement: {
      ...object({ id: text, text, calls: { ...text, description: '64-bit' }, lowerBound: yes }),
      nullable: true,
      description: 'Which one ran, and how often; null of all that was read from definitions',
    },
  }),
  LineageAnswer: object({
    start: end,
    nodes: list(
      object({
        key: text,
        database: textOrNull,
        schema: textOrNull,
        relation: text,
        kind: textOrNull,
        columns: list(object({ name: text, type: textOrNull })),
        service: textOrNull,
        distance: count,
        serviceName: textOrNull,
      }),
    ),
    edges: list(object({ from: end, to: end, direct: yes, origins: list(count) })),
    origins: list({ $ref: 'LineageOrigin#' }),
    readers: list(count),
    more: yes,
  }),
}

export const graphSchemas: readonly Schema[] = Object.entries(named).map(([$id, schema]) => ({ $id, ...schema }))
