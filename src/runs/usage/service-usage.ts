import { AppError } from '../../core/error.ts'
import type { ServiceId } from '../../core/ids.ts'
import { addUsage, noUsage, toSum, type UsageSum } from '../../core/usage/add-usage.ts'
import { isOwn } from '../../core/usage/own-statements.ts'
import { rankStatements } from '../../core/usage/rank-statements.ts'
import type { UsageProblem } from '../../core/usage/reading.ts'
import { firstReading, lastReading, type SpanEnd } from '../../core/usage/span-end.ts'
import { statementId } from '../../core/usage/statement-id.ts'
import type { ReadingPoint, ServiceUsage, UsagePoint, UsageService, UsageSpan } from '../../core/usage-api.ts'
import type { KeptStatement, StoredReading } from '../../store/usage/readings.ts'
import type { RunContext } from '../context.ts'

type StoreOnly = Pick<RunContext, 'store'>

/** What a span is to cover; null stands for the oldest and the newest reading. */
export interface SpanRequest {
  /** `reset`: all that the server counted up to `to`. */
  readonly from: SpanEnd | 'reset' | null
  readonly to: SpanEnd | null
  /** With what Patchbay itself asked; left out unless told. Where texts are masked nobody can tell. */
  readonly own?: boolean
}

/** Services of which readings are kept, by name. */
export async function listUsage({ store }: StoreOnly): Promise<readonly UsageService[]> {
  const found: UsageService[] = []
  for (const { id, name } of await store.services.list()) {
    const readings = await store.usage.list(id)
    const newest = readings.at(-1)
    if (newest === undefined) continue
    found.push({ serviceId: id, serviceName: name, readings: readings.length, newest: toPoint(newest) })
  }
  return found.sort((a, b) => a.serviceName.localeCompare(b.serviceName, 'en', { numeric: true }))
}

/** The oldest first. Throws SERVICE_NOT_FOUND. */
export async function listReadings({ store }: StoreOnly, serviceId: ServiceId): Promise<readonly ReadingPoint[]> {
  if ((await store.services.find(serviceId)) === null) {
    throw new AppError('SERVICE_NOT_FOUND', 'There is no such service.')
  }
  return (await store.usage.list(serviceId)).map(toPoint)
}

const toPoint = ({ number, header, summary }: StoredReading): ReadingPoint => ({
  number,
  readAt: header.readAt,
  ...summary,
})

/** Throws SERVICE_NOT_FOUND, READING_NOT_FOUND. */
export async function showUsage(context: StoreOnly, serviceId: ServiceId, request: SpanRequest): Promise<ServiceUsage> {
  const ranking = rankStatements()
  const span = await readSpan(context, serviceId, request, ({ statements }) => ranking.add(statements))
  return { span, statements: ranking.finish() }
}

/** A part of a span: what was counted in it. */
export interface SpanStep {
  readonly since: string | null
  readonly until: string
  readonly statements: readonly KeptStatement[]
  /** Calls of statements that are not among these may have been missed. */
  readonly lossy: boolean
}

/** Hands over what was counted in a span, step by step. Throws SERVICE_NOT_FOUND, READING_NOT_FOUND. */
export async function readSpan(
  context: StoreOnly,
  serviceId: ServiceId,
  request: SpanRequest,
  receive: (step: SpanStep) => void,
): Promise<UsageSpan> {
  const { usage } = context.store
  await listReadings(context, serviceId)
  const readings = await usage.list(serviceId)
  const isWanted = request.own === true ? () => true : ({ text }: KeptStatement) => !isOwn(text)
  const last = lastReading(readings, request.to)
  const first = request.from === 'reset' ? undefined : firstReading(readings, request.from)
  const wholeCount = request.from === 'reset' || (request.from === null && first === last)
  if (last === undefined || (first === undefined && !wholeCount)) throw notFound()
  if (wholeCount || first === undefined) return await readWhole(context, serviceId, last, isWanted, receive)
  if (first.number >= last.number) {
    throw new AppError('REQUEST_INVALID', 'A span begins with an earlier reading than it ends with.', {
      hint: `The newest reading is of ${readings.at(-1)?.header.readAt}.`,
    })
  }
  const problems = new Map<string, UsageProblem>()
  for await (const delta of usage.deltas(serviceId, first.number, last.number)) {
    for (const problem of delta.problems) problems.set(problem.code, problem)
    const lossy = delta.problems.length > 0
    receive({ since: delta.since, until: delta.readAt, statements: delta.statements.filter(isWanted), lossy })
  }
  return {
    from: first.number,
    to: last.number,
    since: first.header.readAt,
    until: last.header.readAt,
    readings: readings.filter(({ number }) => number >= first.number && number <= last.number).length,
    source: last.header.source,
    problems: [...problems.values()],
  }
}

/** Counters as they stood: complete only where nothing was ever forgotten since the reset of everything. */
async function readWhole(
  { store }: StoreOnly,
  serviceId: ServiceId,
  { number, header }: StoredReading,
  isWanted: (statement: KeptStatement) => boolean,
  receive: (step: SpanStep) => void,
): Promise<UsageSpan> {
  const statements = await store.usage.readKept(serviceId, number)
  if (statements === null) throw notFound()
  const { evictions, resetCalls } = header.counting
  const lowerBound = evictions !== '0' || resetCalls !== '0'
  const { readAt, statsSince, source, problems } = header
  const counted = statements.filter(isWanted).map((each) => ({ ...each, lowerBound }))
  receive({ since: statsSince, until: readAt, statements: counted, lossy: lowerBound || problems.length > 0 })
  return { from: null, to: number, since: statsSince, until: readAt, readings: 1, source, problems }
}

const notFound = () =>
  new AppError('READING_NOT_FOUND', 'There is no such reading of usage.', {
    hint: 'It may have been removed since. Start a usage reading to have a new one.',
  })

/**
 * What chosen statements were counted with in each step of a span. `ofAll`: they stand for all statements of their kind,
 * so that each step is a lower bound in which others may have been missed. Throws as {@link readSpan}.
 */
export async function readTrend(
  context: StoreOnly,
  serviceId: ServiceId,
  request: SpanRequest,
  isWanted: (statementId: string) => boolean,
  ofAll = false,
): Promise<readonly UsagePoint[]> {
  const trend: UsagePoint[] = []
  await readSpan(context, serviceId, request, ({ since, until, statements, lossy }) => {
    const own = statements.filter((statement) => {
      const id = statementId(statement)
      return id !== null && isWanted(id)
    })
    const sum = own.reduce<UsageSum>((all, statement) => addUsage(all, toSum(statement)), noUsage)
    trend.push({ ...sum, lowerBound: sum.lowerBound || (ofAll && lossy), since, until })
  })
  return trend
}
