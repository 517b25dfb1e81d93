import { AppError } from '../../core/error.ts'
import type { ServiceId } from '../../core/ids.ts'
import { addUsage, noUsage, toSum, type UsageSum } from '../../core/usage/add-usage.ts'
import { rankStatements } from '../../core/usage/rank-statements.ts'
import { statementId } from '../../core/usage/statement-id.ts'
import type { StatementDetail, UsagePoint } from '../../core/usage-api.ts'
import type { KeptStatement } from '../../store/usage/readings.ts'
import type { RunContext } from '../context.ts'
import { type PlacedText, resolveTexts } from './resolve-texts.ts'
import { readSpan, type SpanRequest } from './service-usage.ts'

/** Throws SERVICE_NOT_FOUND, READING_NOT_FOUND, STATEMENT_NOT_FOUND. */
export async function showStatement(
  context: RunContext,
  serviceId: ServiceId,
  id: string,
  request: SpanRequest,
): Promise<StatementDetail> {
  const ranking = rankStatements()
  const texts: PlacedText[] = []
  const span = await readSpan(context, serviceId, request, ({ statements }) => {
    const own = statements.filter((statement) => statementId(statement) === id)
    ranking.add(own)
    texts.push(...own.flatMap((each) => placedText(each) ?? []))
  })
  const [total] = ranking.finish()
  if (total === undefined) {
    throw new AppError('STATEMENT_NOT_FOUND', 'The statement was not called in this span.', {
      hint: 'Choose a longer span. Statements are known as long as their readings are kept.',
    })
  }
  const text = texts.at(-1)
  const lineage = text === undefined ? null : await readTextLineage(context, serviceId, text)
  return { span, total, trend: await readTrend(context, serviceId, id), lineage }
}

const placedText = ({ textId, text, database }: KeptStatement): PlacedText | null =>
  textId === null || text === null || database === null ? null : { textId, text, database }

async function readTextLineage(context: RunContext, serviceId: ServiceId, text: PlacedText) {
  const { snapshot } = await resolveTexts(context, serviceId, [text])
  return await context.store.usageLineage.find(snapshot?.id ?? null, text)
}

async function readTrend({ store }: RunContext, serviceId: ServiceId, id: string): Promise<readonly UsagePoint[]> {
  const trend: UsagePoint[] = []
  for await (const { since, readAt, statements } of store.usage.deltas(serviceId, 0, 2_147_483_647)) {
    const own = statements.filter((statement) => statementId(statement) === id)
    const sum = own.reduce<UsageSum>((all, statement) => addUsage(all, toSum(statement)), noUsage)
    trend.push({ ...sum, since, until: readAt })
  }
  return trend
}
