import { accessCapabilities, accessLogins, accessProviders } from '../core/access.ts'

type Schema = Readonly<Record<string, unknown>>

const text: Schema = { type: 'string' }
const textOrNull: Schema = { type: 'string', nullable: true }
const name: Schema = { type: 'string', maxLength: 1000 }
const list = (items: Schema): Schema => ({ type: 'array', items, maxItems: 200 })
const object = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
})

/** JSON Schemas of what `core/access.ts` has as types. */
export const accessSchemas: readonly Schema[] = [
  {
    $id: 'AccessRequest',
    ...object({
      role: name,
      capabilities: list({ type: 'string', enum: accessCapabilities }),
      databases: list(object({ name, schemas: list(name) })),
      owners: list(name),
      login: { type: 'string', enum: accessLogins },
      provider: { type: 'string', enum: accessProviders },
      address: { ...name, nullable: true },
      tls: { type: 'boolean' },
      validUntil: { ...name, nullable: true },
      connectionLimit: { type: 'number', nullable: true },
    }),
  },
  {
    $id: 'AccessScript',
    ...object({
      steps: list(
        object({
          capability: text,
          title: text,
          why: text,
          database: textOrNull,
          psql: textOrNull,
          grant: text,
          revoke: text,
        }),
      ),
      grant: text,
      revoke: text,
      hba: textOrNull,
      notes: list(text),
      handOff: object({ markdown: text, text }),
      form: { type: 'object', additionalProperties: true },
    }),
  },
]
