import type { FastifyInstance } from 'fastify'
import { toServiceId, toTestId } from '../../core/ids.ts'
import type { PastTest, PastTestDetail } from '../../core/past-tests.ts'
import type { ReportDifference } from '../../core/report-difference.ts'
import type { RunContext } from '../../runs/context.ts'
import { diffTests, listTests, showTest } from '../../runs/past-tests.ts'
import { answers } from '../api-schemas.ts'

const id = { type: 'string', format: 'uuid' } as const
const testId = { type: 'string', pattern: '^[1-9]\\d{0,17}$' } as const
const params = { type: 'object', required: ['id'], properties: { id } } as const

interface ById {
  readonly Params: { readonly id: string }
}

export function pastTestRoutes(app: FastifyInstance, context: RunContext): void {
  app.get<ById & { Querystring: { before?: string; limit?: string } }>(
    '/api/services/:id/tests',
    {
      schema: {
        summary: "A service's connection tests, the newest first, each compared with the one before",
        params,
        querystring: {
          type: 'object',
          properties: {
            before: { ...testId, description: 'Only tests before this one' },
            limit: { type: 'string', pattern: '^[1-9]\\d{0,2}$', description: 'At most 999; 50 unless told' },
          },
        },
        response: answers({ type: 'array', items: { $ref: 'PastTest#' } }, 400, 404),
      },
    },
    ({ params: { id }, query: { before, limit } }): Promise<readonly PastTest[]> =>
      listTests(context, toServiceId(id), {
        before: before === undefined ? null : toTestId(before),
        limit: Number(limit ?? 50),
      }),
  )

  app.get<{ Params: { id: string; testId: string } }>(
    '/api/services/:id/tests/:testId',
    {
      schema: {
        summary: 'One connection test of a service, with its report',
        params: { type: 'object', required: ['id', 'testId'], properties: { id, testId } },
        response: answers({ $ref: 'PastTestDetail#' }, 400, 404),
      },
    },
    ({ params: { id, testId: test } }): Promise<PastTestDetail> => showTest(context, toServiceId(id), toTestId(test)),
  )

  app.get<ById & { Querystring: { before: string; after: string } }>(
    '/api/services/:id/test-difference',
    {
      schema: {
        summary: 'What changed between two connection tests of a service',
        params,
        querystring: { type: 'object', required: ['before', 'after'], properties: { before: testId, after: testId } },
        response: answers({ $ref: 'ReportDifference#' }, 400, 404),
      },
    },
    ({ params: { id }, query: { before, after } }): Promise<ReportDifference> =>
      diffTests(context, toServiceId(id), toTestId(before), toTestId(after)),
  )
}
