import { attentionStates } from '../core/quality/checks/attention.ts'
import { checkSeverities } from '../core/quality/checks/check.ts'
import { searchAtMost } from '../core/search-words.ts'

/** JSON Schemas of what `core/quality-api.ts` has as types. */

type Schema = Readonly<Record<string, unknown>>

const text: Schema = { type: 'string' }
const textOrNull: Schema = { type: 'string', nullable: true }
const count: Schema = { type: 'number' }
const yes: Schema = { type: 'boolean' }
const orNull = (schema: Schema): Schema => ({ ...schema, nullable: true })
const list = (items: Schema): Schema => ({ type: 'array', items })
const object = (properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
})

const measure = object(
  {
    value: { description: '64-bit integers, numerics, NaN and infinities are text' },
    basis: { type: 'string', enum: ['exact', 'sampled', 'estimate'] },
    rows: { ...text, description: 'Rows it rests on' },
    error: { ...count, description: 'Half of the width of the 95 % interval around it' },
  },
  ['error'],
)
const problem = object({ code: text, message: text, detail: text }, ['detail'])
const place = { database: text, schema: text, relation: text }
const change = object({
  what: { type: 'string', enum: ['volume', 'nulls', 'distinct', 'range', 'freshness', 'columns'] },
  column: textOrNull,
  message: text,
})
const sensitive = list(object({ column: text, tag: text, confidence: count, evidence: list(text) }))
const summary = {
  ...place,
  kind: text,
  profiledAt: text,
  durationMs: count,
  rows: orNull(measure),
  bytes: textOrNull,
  problems: list(problem),
  id: text,
  runId: textOrNull,
  columnCount: count,
  changes: orNull(list(change)),
  sensitive: { ...sensitive, description: 'Absent where nobody looked' },
}
const metrics: Schema = { type: 'object', additionalProperties: measure, description: 'Figures by their names' }
const columns = list(
  object({ column: text, type: text, base: { ...text, description: 'Behind the domain, where it is one' }, metrics }, [
    'base',
  ]),
)
const failure = object({ ...place, runId: text, failedAt: text, reason: problem })
const sample: Schema = {
  type: 'object',
  anyOf: [
    orNull(
      object({
        method: { type: 'string', enum: ['bernoulli', 'system'] },
        percent: { type: 'number', exclusiveMinimum: 0, maximum: 100 },
      }),
    ),
    orNull(
      object({
        method: { type: 'string', enum: ['rows'] },
        rows: { type: 'integer', minimum: 1, maximum: 1_000_000_000 },
      }),
    ),
  ],
  nullable: true,
}
const anything: Schema = { type: 'object', additionalProperties: true }
const page = {
  next: { ...textOrNull, description: '`cursor` of the next page; null on the last one' },
  matching: { ...count, description: 'How many there are in all' },
}
const counts = { passed: count, failed: count, error: count }
const checkStatus: Schema = { type: 'string', enum: ['passed', 'failed', 'error'] }
const checkResult = object({
  id: text,
  kind: text,
  database: textOrNull,
  schema: textOrNull,
  relation: text,
  column: textOrNull,
  severity: { type: 'string', enum: checkSeverities },
  status: checkStatus,
  observed: { description: 'What was measured; 64-bit integers, numerics, NaN and infinities are text' },
  expected: anything,
  failingRows: textOrNull,
  rows: textOrNull,
  reason: orNull(problem),
  samples: orNull(list(anything)),
  checkedAt: text,
  durationMs: count,
})
const minutes: Schema = { type: 'number', exclusiveMinimum: 0, maximum: 10_000 }

const named: Readonly<Record<string, Schema>> = {
  QualityService: object({
    serviceId: text,
    serviceName: text,
    profiles: object({
      relations: count,
      newestAt: textOrNull,
      oldestAt: textOrNull,
      failures: count,
      changed: count,
    }),
    checks: object({ ...counts, waiting: count }),
  }),
  ServiceChecks: object({
    keepValues: yes,
    ...page,
    counts: object(Object.fromEntries(attentionStates.map((state) => [state, count]))),
    checks: list(
      object({
        check: anything,
        written: anything,
        newest: orNull(checkResult),
        runId: textOrNull,
        recent: list(object({ checkedAt: text, status: checkStatus, failingRows: textOrNull })),
      }),
    ),
  }),
  CheckResult: checkResult,
  SuggestionPage: object({
    suggestions: list(object({ check: anything, written: anything })),
    next: { ...page.next, description: `${page.next.description}. A page may be short, or empty, and not be the last` },
    relations: { ...count, description: 'How many are looked at, from the first page to the last' },
  }),
  SuggestionWish: object(
    {
      q: { type: 'string', maxLength: searchAtMost, description: 'Words in names of relations, all to be found' },
      database: text,
      schema: text,
      name: { ...text, description: 'One relation alone' },
      except: { ...list(text), maxItems: 10_000, description: 'Ids of suggestions that are not to be added' },
      cursor: { type: 'string', maxLength: 20_000, description: '`next` of the answer before' },
    },
    ['q', 'database', 'schema', 'name', 'except', 'cursor'],
  ),
  SuggestionsAdded: object({
    added: count,
    relations: { ...count, description: 'Looked at by this request' },
    next: { ...textOrNull, description: '`cursor` of the next request; null once all were looked at' },
  }),
  CheckFile: object({ text: { type: 'string', maxLength: 3_000_000 } }),
  CheckList: object({ checks: { ...list(anything), maxItems: 10_000, description: 'As files of checks have them' } }),
  CheckToPreview: object({ check: { ...anything, description: 'As files of checks have it' } }),
  CheckPreviewAnswer: object({ preview: orNull(anything), diagnosis: orNull(anything) }),
  ServiceProfiles: object({ ...page, profiles: list(object(summary, ['sensitive'])) }),
  ProfileFailures: object({ ...page, failures: list(failure) }),
  ProfileCoverage: object({
    profiled: count,
    compared: { ...count, description: 'With a profile before it' },
    changed: { ...count, description: 'Notably different from it' },
    failures: count,
    newestAt: textOrNull,
    oldestAt: { ...textOrNull, description: "Of the relations' newest" },
    catalog: orNull(object({ relations: count, profiled: count, missing: list(object(place)) })),
  }),
  RelationProfiles: object({
    profile: orNull(object({ ...summary, columns }, ['sensitive'])),
    history: list(object({ id: text, runId: textOrNull, profiledAt: text, rows: orNull(measure), changes: count })),
    failure: orNull(failure),
  }),
  ColumnTrend: object({ points: list(object({ id: text, profiledAt: text, rows: orNull(measure), metrics })) }),
  QualitySettings: object({
    keepValues: { ...yes, description: 'Whether values of rows are kept and shown' },
    classify: { ...yes, description: 'Whether values are looked through for personal and secret ones' },
    exact: yes,
    sample,
    where: orNull({
      type: 'string',
      minLength: 1,
      maxLength: 10_000,
      description: 'A condition in SQL on the rows that profiles look at',
    }),
    relationMinutes: minutes,
    totalMinutes: orNull(minutes),
  }),
}

export const qualitySchemas: readonly Schema[] = Object.entries(named).map(([$id, schema]) => ({ $id, ...schema }))
