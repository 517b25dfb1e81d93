import { matchParts } from '../core/catalog/match-object.ts'
import { referenceKinds } from '../core/catalog/references.ts'

/** JSON Schemas of what `core/catalog-api.ts` has as types. */

type Schema = Readonly<Record<string, unknown>>

const text: Schema = { type: 'string' }
const textOrNull: Schema = { type: 'string', nullable: true }
const count: Schema = { type: 'number' }
const anything: Schema = { type: 'object', additionalProperties: true }
const list = (items: Schema): Schema => ({ type: 'array', items })
const byRow = (values: Schema): Schema => ({ type: 'object', additionalProperties: values })
const object = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
})

const address = { kind: text, database: textOrNull, schema: textOrNull, name: text, arguments: text }
const measured: Schema = { ...anything, nullable: true }
const hit = {
  ...address,
  matches: list(object({ part: { type: 'string', enum: matchParts }, of: textOrNull, text })),
}

const named: Readonly<Record<string, Schema>> = {
  CatalogEntry: object({ serviceName: text, snapshot: { $ref: 'SnapshotSummary#' } }),
  CatalogIndex: object({
    kinds: list(text),
    places: list({ type: 'array', items: textOrNull, minItems: 2, maxItems: 2 }),
    names: list(text),
    kind: list(count),
    place: list(count),
    arguments: byRow(text),
    parent: byRow(count),
    extension: list(count),
  }),
  LastSeen: object({ snapshot: { ...object({ number: count, takenAt: text }), nullable: true } }),
  MemberSummary: object({
    ...address,
    owner: textOrNull,
    comment: textOrNull,
    extension: textOrNull,
    columns: { ...count, nullable: true },
    partitionOf: { ...object({ schema: text, name: text }), nullable: true },
    measured,
  }),
  SearchHit: object(hit),
  ServiceSearchHit: object({ ...hit, serviceId: text, serviceName: text }),
  References: object({
    incoming: list(
      object({
        from: object(address),
        how: { type: 'string', enum: referenceKinds },
        via: textOrNull,
        columns: list(object({ from: textOrNull, to: text })),
        partition: { ...object({ bound: text, measured: anything }), nullable: true },
      }),
    ),
    more: { type: 'boolean' },
    types: list(anything),
  }),
}

export const catalogSchemas: readonly Schema[] = Object.entries(named).map(([$id, schema]) => ({ $id, ...schema }))
