import { stageIds } from '../core/connection.ts'
import { appErrorCodes, diagnosisCodes } from '../core/error.ts'
import { testOrigins } from '../core/past-tests.ts'

/** JSON Schemas of everything the API takes and gives; `core/api.ts` has the same as types. */

type Schema = Readonly<Record<string, unknown>>

const text: Schema = { type: 'string' }
const textOrNull: Schema = { type: 'string', nullable: true }
const count: Schema = { type: 'number' }
const anything: Schema = { type: 'object', additionalProperties: true }
const id: Schema = { type: 'string', format: 'uuid' }
const time: Schema = { type: 'string', format: 'date-time' }
const fieldPath: Schema = { type: 'string', description: 'JSON pointer into the form' }
const list = (items: Schema): Schema => ({ type: 'array', items })

function object(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', additionalProperties: false, required, properties }
}

const connectorSummary = { id: text, title: text, testable: { type: 'boolean' }, problem: textOrNull }
const serviceState = { type: 'string', enum: ['untested', 'passed', 'warned', 'failed', 'cancelled'] }
const serviceSummary = {
  id,
  name: text,
  connector: text,
  target: text,
  state: serviceState,
  testedAt: { ...time, nullable: true },
  trend: {
    ...object({ direction: { type: 'string', enum: ['better', 'worse'] }, since: time }),
    nullable: true,
  },
  createdAt: time,
  updatedAt: time,
}
const settings: Schema = { ...anything, description: "The form: the connector's schema describes it" }
const connector: Schema = { type: 'string', minLength: 1, maxLength: 64 }
const helpText = { text, hast: anything }

const diagnosis = object(
  {
    code: { type: 'string', enum: diagnosisCodes },
    cause: object({ kind: text, value: text, routine: text }, ['routine']),
    fields: list(fieldPath),
    summary: text,
    remedy: text,
    actions: list(anything),
    help: text,
    detail: text,
  },
  ['help', 'detail'],
)

const stage = object(
  {
    id: { type: 'string', enum: stageIds },
    title: text,
    status: { type: 'string', enum: ['passed', 'warned', 'failed', 'skipped'] },
    durationMs: count,
    facts: anything,
    diagnosis,
    because: text,
  },
  ['durationMs', 'facts', 'diagnosis', 'because'],
)

const serverFacts = object({
  version: text,
  versionNum: count,
  encrypted: { type: 'boolean' },
  tlsVersion: textOrNull,
  cipher: textOrNull,
  address: text,
  inRecovery: { type: 'boolean' },
})

const testReport = object({
  verdict: { type: 'string', enum: ['passed', 'warned', 'failed', 'cancelled'] },
  startedAt: time,
  durationMs: count,
  settingsHash: text,
  server: { ...serverFacts, nullable: true },
  stages: list(stage),
})

const direction: Schema = { type: 'string', enum: ['better', 'worse', 'same'] }
const pastTest = {
  id: text,
  origin: { type: 'string', enum: testOrigins },
  startedAt: time,
  durationMs: count,
  verdict: { type: 'string', enum: ['passed', 'warned', 'failed'] },
  headline: text,
  serverVersion: textOrNull,
  ofPresentSettings: { type: 'boolean' },
  change: { ...object({ direction, settingsChanged: { type: 'boolean' }, changes: count }), nullable: true },
}
const stageState = { ...object({ status: text, code: textOrNull, summary: textOrNull }), nullable: true }

const named: Readonly<Record<string, Schema>> = {
  Error: object({
    code: { type: 'string', enum: appErrorCodes },
    message: text,
    details: textOrNull,
    hint: textOrNull,
  }),
  ConnectorSummary: object(connectorSummary),
  ConnectorDetail: object({
    ...connectorSummary,
    schema: anything,
    secretFields: list(fieldPath),
    help: object({
      title: textOrNull,
      overview: object(helpText),
      sections: list(
        object({ ...helpText, id: textOrNull, title: textOrNull, depth: count, line: count, summary: text }),
      ),
      problems: list(anything),
    }),
    validatorsUrl: text,
  }),
  ServiceInput: object({ name: { type: 'string', maxLength: 1000 }, connector, settings }),
  ConnectionTestInput: object({ connector, settings, serviceId: id }, ['serviceId']),
  TestReport: testReport,
  PastTest: object(pastTest),
  PastTestDetail: object({ ...pastTest, report: testReport, earlier: textOrNull, later: textOrNull }),
  ReportDifference: object({
    direction,
    server: list(object({ name: text, before: {}, after: {} })),
    settingsChanged: { type: 'boolean' },
    stages: list(object({ id: text, title: text, before: stageState, after: stageState })),
  }),
  ServiceSummary: object(serviceSummary),
  ServiceDetail: object({
    ...serviceSummary,
    settings,
    storedSecrets: list(fieldPath),
    withheldSecrets: list(fieldPath),
    lastTest: { ...testReport, nullable: true },
  }),
  NameCheck: object({ available: { type: 'boolean' }, suggestion: textOrNull }),
  DemoConnection: object({ available: { type: 'boolean' }, name: text, connector: text, settings }),
  Health: object({ status: { type: 'string', enum: ['ok'] }, version: text, instance: text }),
}

export const schemas: readonly Schema[] = Object.entries(named).map(([$id, schema]) => ({ $id, ...schema }))

/** Responses of a route: what it gives, and the error shape for the statuses it may refuse with. */
export function answers(ok: Schema, ...refusals: readonly number[]): Record<string, Schema> {
  const error = { $ref: 'Error#' }
  return {
    200: { description: 'Done', ...(ok.$ref === undefined ? ok : { allOf: [ok] }) },
    ...Object.fromEntries(refusals.map((status) => [status, error])),
    '4xx': error,
    '5xx': error,
  }
}
