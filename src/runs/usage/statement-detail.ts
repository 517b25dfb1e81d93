import { AppError } from '../../core/error.ts'
import type { ServiceId } from '../../core/ids.ts'
import { rankStatements } from '../../core/usage/rank-statements.ts'
import { statementId } from '../../core/usage/statement-id.ts'
import type { StatementDetail } from '../../core/usage-api.ts'
import { placeKey } from '../../store/usage/lineage.ts'
import type { KeptStatement } from '../../store/usage/readings.ts'
import type { RunContext } from '../context.ts'
import { type PlacedText, resolveTexts } from './resolve-texts.ts'
import { readSpan, readTrend, type SpanRequest } from './service-usage.ts'

/** Throws SERVICE_NOT_FOUND, READING_NOT_FOUND, STATEMENT_NOT_FOUND. */
export async function showStatement(
  context: RunContext,
  serviceId: ServiceId,
  id: string,
  request: SpanRequest,
): Promise<StatementDetail> {
  const found = await findStatement(context, serviceId, id, { ...request, own: true })
  // Not called since the oldest reading; unless a span was asked for, what was counted before is of interest too.
  const isOpen = found.total === undefined && request.from === null && request.to === null
  const { span, total, text } = isOpen
    ? await findStatement(context, serviceId, id, { from: 'reset', to: null, own: true })
    : found
  if (total === undefined) {
    throw new AppError('STATEMENT_NOT_FOUND', 'The statement was not called in this span.', {
      hint: 'Choose a longer span. Statements are known as long as their readings are kept.',
    })
  }
  const lineage = text === undefined ? null : await readTextLineage(context, serviceId, text)
  const trend = await readTrend(context, serviceId, { from: null, to: null, own: true }, (each) => each === id)
  return { span, total, trend, lineage }
}

async function findStatement(context: RunContext, serviceId: ServiceId, id: string, request: SpanRequest) {
  const ranking = rankStatements()
  const texts: PlacedText[] = []
  const span = await readSpan(context, serviceId, request, ({ statements }) => {
    const own = statements.filter((statement) => statementId(statement) === id)
    ranking.add(own)
    texts.push(...own.flatMap((each) => placedText(each) ?? []))
  })
  const [total] = ranking.finish()
  return { span, total, text: texts.at(-1) }
}

const placedText = ({ textId, text, database }: KeptStatement): PlacedText | null =>
  textId === null || text === null || database === null ? null : { textId, text, database }

async function readTextLineage(context: RunContext, serviceId: ServiceId, text: PlacedText) {
  const { snapshot } = await resolveTexts(context, serviceId, [text])
  const found = await context.store.usageLineage.readColumns(snapshot?.id ?? null, [text.textId])
  return found.get(placeKey(text)) ?? null
}
