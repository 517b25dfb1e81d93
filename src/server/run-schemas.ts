import { appErrorCodes, diagnosisCodes } from '../core/error.ts'
import { runKinds, runOrigins, runStates } from '../core/runs.ts'

/** JSON Schemas of what `core/runs.ts`, `core/events.ts` and `core/api.ts` have as types of runs, snapshots and schedules. */

type Schema = Readonly<Record<string, unknown>>

const text: Schema = { type: 'string' }
const textOrNull: Schema = { type: 'string', nullable: true }
const count: Schema = { type: 'number' }
const anything: Schema = { type: 'object', additionalProperties: true }
const id: Schema = { type: 'string', format: 'uuid' }
const time: Schema = { type: 'string', format: 'date-time' }
const orNull = (schema: Schema): Schema => ({ ...schema, nullable: true })
const list = (items: Schema): Schema => ({ type: 'array', items })
const object = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
})

const kind: Schema = { type: 'string', enum: runKinds }
const relations: Schema = {
  type: 'array',
  minItems: 1,
  maxItems: 1000,
  items: { type: 'string', minLength: 1, maxLength: 1000 },
  description:
    'Of a profile or checks: [database.]schema.name, quoted as in SQL; everything the settings select unless told',
}
const limit: Schema = { type: 'integer', minimum: 0, maximum: 100_000, nullable: true }
const retention = object({ keepLast: limit, keepDays: limit })
const scheduleChange = {
  cron: { type: 'string', maxLength: 200 },
  timeZone: { type: 'string', maxLength: 100 },
  enabled: { type: 'boolean' },
}
const counts: Schema = { type: 'object', additionalProperties: count }
const snapshotSummary = {
  id,
  serviceId: id,
  number: count,
  runId: orNull(id),
  takenAt: time,
  storedAt: time,
  server: anything,
  counts,
  objects: count,
}

const nameSample = object({ count, names: list(text) })
const snapshotStamp = object({ id, number: count, runId: orNull(id), takenAt: time })

const named: Readonly<Record<string, Schema>> = {
  RunInput: {
    ...object({ kind, relations }),
    required: ['kind'],
  },
  Run: object({
    id,
    serviceId: id,
    kind,
    relations: orNull(list(text)),
    state: { type: 'string', enum: runStates },
    origin: { type: 'string', enum: runOrigins },
    retryOf: orNull(id),
    attempt: count,
    cancelRequested: { type: 'boolean' },
    createdAt: time,
    startedAt: orNull(time),
    endedAt: orNull(time),
    progress: orNull(anything),
    reason: orNull(
      object({
        code: { type: 'string', enum: [...diagnosisCodes, ...appErrorCodes] },
        summary: text,
        remedy: textOrNull,
        diagnosis: orNull(anything),
      }),
    ),
    result: orNull(anything),
  }),
  SnapshotSummary: object(snapshotSummary),
  SnapshotDetail: object({
    ...snapshotSummary,
    header: anything,
    skipped: list({ ...object({ object: text, reason: text }), additionalProperties: true }),
  }),
  ObjectPage: object({
    objects: list(
      object({ kind: text, database: textOrNull, schema: textOrNull, name: text, arguments: text, oid: count }),
    ),
    next: textOrNull,
  }),
  SnapshotDifference: object({ changes: list(anything), unknown: list(anything) }),
  ScheduleInput: object({ kind, ...scheduleChange }),
  ScheduleChange: object(scheduleChange),
  Schedule: object({
    id,
    serviceId: id,
    kind,
    ...scheduleChange,
    description: text,
    nextTimes: list(time),
    lastTime: orNull(time),
  }),
  SchedulePreview: object({ description: text, nextTimes: list(time) }),
  Retention: retention,
  ServiceRetention: object({ own: orNull(retention), general: retention }),
  OwnRetention: object({ own: orNull(retention) }),
  ServiceActivity: object({
    serviceId: id,
    newestRead: { allOf: [{ $ref: 'Run#' }], nullable: true },
    nextReadAt: orNull(time),
    snapshotId: orNull(id),
  }),
  WorkerSummary: object({
    id,
    pid: count,
    startedAt: time,
    seenAt: time,
    alive: { type: 'boolean' },
    running: count,
  }),
  ChangePage: object({
    steps: list(object({ from: snapshotStamp, to: snapshotStamp, counts, sample: list(anything) })),
    next: { type: 'number', nullable: true },
  }),
  ChangeStatement: object({ database: textOrNull, object: anything, sql: text }),
  Classification: object({
    name: text,
    services: list(object({ id, name: text, snapshotId: orNull(id) })),
    tags: list(object({ name: text, uses: list(anything) })),
  }),
  ScopePreviewAnswer: object({
    preview: orNull(
      object({
        filters: list(
          object({
            field: text,
            what: { type: 'string', enum: ['database', 'schema', 'relation'] },
            included: nameSample,
            excluded: nameSample,
            includes: list(count),
            excludes: list(count),
          }),
        ),
        lookedInto: list(text),
        skipped: list(object({ object: text, reason: text })),
      }),
    ),
    diagnosis: orNull(anything),
  }),
  ServiceHoldings: object({ runs: count, snapshots: count, schedules: count, running: { type: 'boolean' } }),
}

export const runSchemas: readonly Schema[] = Object.entries(named).map(([$id, schema]) => ({ $id, ...schema }))
