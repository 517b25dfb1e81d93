/** JSON Schemas of what `core/diagram` has as types. */

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
}

export const graphSchemas: readonly Schema[] = Object.entries(named).map(([$id, schema]) => ({ $id, ...schema }))
