import type { ServiceId } from '../../core/ids.ts'
import { sumStatements } from '../../core/usage/sum-statements.ts'
import type { KeptUsage } from '../../core/usage-api.ts'
import type { RunContext } from '../context.ts'
import { readSpan, type SpanRequest } from './service-usage.ts'

/** What was called in a span of kept readings, by each user. Throws SERVICE_NOT_FOUND, READING_NOT_FOUND. */
export async function readKeptUsage(
  context: Pick<RunContext, 'store'>,
  serviceId: ServiceId,
  request: SpanRequest,
): Promise<KeptUsage> {
  const sums = sumStatements()
  const { from, to, since, until, source, problems } = await readSpan(context, serviceId, request, ({ statements }) =>
    sums.add(statements.map(({ textId: _, ...statement }) => statement)),
  )
  return { from, to, since, readAt: until, source, statements: sums.finish(), problems }
}
