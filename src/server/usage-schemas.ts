/** JSON Schemas of what `core/usage-api.ts` has as types. */

type Schema = Readonly<Record<string, unknown>>

const text: Schema = { type: 'string' }
const textOrNull: Schema = { type: 'string', nullable: true }
const count: Schema = { type: 'number' }
const countOrNull: Schema = { type: 'number', nullable: true }
const yes: Schema = { type: 'boolean' }
const anything: Schema = { type: 'object', additionalProperties: true }
const list = (items: Schema): Schema => ({ type: 'array', items })
const object = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
})

const sum = {
  calls: { ...text, description: '64-bit, as text, like all counts here' },
  rows: textOrNull,
  totalTimeMs: count,
  sharedBlocksHit: textOrNull,
  sharedBlocksRead: textOrNull,
  sharedBlocksWritten: textOrNull,
  tempBlocksWritten: textOrNull,
  lowerBound: { ...yes, description: 'Calls may have been lost to a reset or an eviction' },
}
const calls = { calls: text, lowerBound: yes }
const span = object({
  from: { ...count, nullable: true, description: 'Null: all that the server had counted' },
  to: count,
  since: textOrNull,
  until: text,
  readings: { ...count, description: 'That it rests on, its ends included' },
  source: object({ name: text, extensionVersion: textOrNull }),
  problems: list(object({ code: text, message: text })),
})
const trend = list(object({ ...sum, since: textOrNull, until: text }))
const total = object({
  ...sum,
  id: text,
  queryid: textOrNull,
  database: textOrNull,
  text: textOrNull,
  meanTimeMs: countOrNull,
  nested: { ...yes, nullable: true },
  users: list(object({ ...sum, user: textOrNull, userOid: count })),
})
const reading = object({
  number: count,
  readAt: text,
  statements: count,
  counted: { ...object({ calls: text, totalTimeMs: count, lowerBound: yes }), nullable: true },
})

const named: Readonly<Record<string, Schema>> = {
  UsageService: object({ serviceId: text, serviceName: text, readings: count, newest: reading }),
  ReadingPoint: reading,
  ServiceUsage: object({ span, statements: list(total) }),
  StatementDetail: object({
    span,
    total,
    trend,
    lineage: { type: 'array', items: anything, nullable: true },
  }),
  RelationRanking: object({
    span,
    snapshotId: textOrNull,
    relations: list(anything),
    opaque: list(object({ ...calls, id: text, text, because: list(text) })),
    gaps: list(text),
  }),
  RelationDetail: object({ span, usage: { ...anything, nullable: true }, trend, gaps: list(text) }),
  UnusedReport: object({
    span,
    snapshotId: textOrNull,
    gaps: list(text),
    relations: list(object({ relation: anything, kind: text, columns: { ...list(text), nullable: true } })),
  }),
}

export const usageSchemas: readonly Schema[] = Object.entries(named).map(([$id, schema]) => ({ $id, ...schema }))
