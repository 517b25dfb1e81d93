import type { FastifyInstance } from 'fastify'
import { AppError } from '../../core/error.ts'
import { toServiceId } from '../../core/ids.ts'
import { type UsageFormat, usageFormatFiles, usageFormats } from '../../core/usage/export/usage-formats.ts'
import { parseSpanEnd, type SpanEnd } from '../../core/usage/span-end.ts'
import type {
  ReadingPoint,
  RelationDetail,
  RelationRanking,
  ServiceUsage,
  StatementDetail,
  UnusedReport,
  UsageService,
} from '../../core/usage-api.ts'
import type { RunContext } from '../../runs/context.ts'
import { exportUsage } from '../../runs/usage/export-usage.ts'
import { listUnused, rankRelations, showRelation } from '../../runs/usage/relations.ts'
import { listReadings, listUsage, type SpanRequest, showUsage } from '../../runs/usage/service-usage.ts'
import { showStatement } from '../../runs/usage/statement-detail.ts'
import { answers } from '../api-schemas.ts'

const id = { type: 'string', format: 'uuid' } as const
const params = { type: 'object', required: ['id'], properties: { id } } as const
const end = '[1-9]\\d{0,8}|\\d{4}-\\d\\d-\\d\\d.{0,30}'
const spanProperties = {
  from: {
    type: 'string',
    pattern: `^(reset|${end})$`,
    description:
      'Number of the reading to begin with, or a moment to be covered, ISO 8601; the oldest reading unless told; `reset` for all that the server counted',
  },
  to: {
    type: 'string',
    pattern: `^(${end})$`,
    description: 'Number of the last reading, or a moment to be covered; the newest reading unless told',
  },
  own: {
    type: 'string',
    enum: ['true', 'false'],
    description: 'With what Patchbay itself asked; left out unless told',
  },
} as const
const spanQuery = { type: 'object', properties: spanProperties } as const

interface SpanQuery {
  readonly from?: string
  readonly to?: string
  readonly own?: 'true' | 'false'
}

interface ByService {
  readonly Params: { readonly id: string }
  readonly Querystring: SpanQuery
}

function toSpan({ from, to, own }: SpanQuery): SpanRequest {
  return { from: from === 'reset' ? 'reset' : toEnd(from), to: toEnd(to), own: own === 'true' }
}

function toEnd(text: string | undefined): SpanEnd | null {
  const end = text === undefined ? null : parseSpanEnd(text)
  if (text !== undefined && end === null) throw new AppError('REQUEST_INVALID', 'That is no moment.')
  return end
}

interface ByRelation extends ByService {
  readonly Querystring: SpanQuery & { readonly database: string; readonly schema: string; readonly name: string }
}

function relationRoutes(app: FastifyInstance, context: RunContext): void {
  const name = { type: 'string', maxLength: 1000 } as const
  app.get<ByService>(
    '/api/services/:id/usage/relations',
    {
      schema: {
        summary: 'Relations by how often statements use them, and statements that were not understood',
        params,
        querystring: spanQuery,
        response: answers({ $ref: 'RelationRanking#' }, 400, 404),
      },
    },
    ({ params: { id }, query }): Promise<RelationRanking> => rankRelations(context, toServiceId(id), toSpan(query)),
  )

  app.get<ByRelation>(
    '/api/services/:id/usage/relation',
    {
      schema: {
        summary: 'How often a relation and its columns are used, by whom, joined with what',
        params,
        querystring: {
          type: 'object',
          required: ['database', 'schema', 'name'],
          properties: { ...spanProperties, database: name, schema: name, name },
        },
        response: answers({ $ref: 'RelationDetail#' }, 400, 404),
      },
    },
    ({ params: { id }, query }): Promise<RelationDetail> => {
      const { database, schema, name: relation } = query
      return showRelation(context, toServiceId(id), { database, schema, relation }, toSpan(query))
    },
  )

  app.get<ByService>(
    '/api/services/:id/usage/unused',
    {
      schema: {
        summary: 'Relations and columns that no statement used, and why that may not be known',
        params,
        querystring: spanQuery,
        response: answers({ $ref: 'UnusedReport#' }, 400, 404),
      },
    },
    ({ params: { id }, query }): Promise<UnusedReport> => listUnused(context, toServiceId(id), toSpan(query)),
  )
}

function exportRoute(app: FastifyInstance, context: RunContext): void {
  app.get<{ Params: { readonly id: string }; Querystring: SpanQuery & { readonly as: UsageFormat } }>(
    '/api/services/:id/usage/export',
    {
      schema: {
        summary: 'Usage over a span in the format of another tool',
        params,
        querystring: {
          type: 'object',
          required: ['as'],
          properties: { ...spanProperties, as: { type: 'string', enum: usageFormats } },
        },
        response: {
          200: { description: 'The document', content: { '*/*': { schema: { type: 'string' } } } },
          '4xx': { $ref: 'Error#' },
          '5xx': { $ref: 'Error#' },
        },
      },
    },
    async ({ params: { id }, query }, reply) => {
      const { name, contentType } = usageFormatFiles[query.as]
      const text = await exportUsage(context, toServiceId(id), toSpan(query), query.as)
      return reply.type(contentType).header('content-disposition', `attachment; filename="${name}"`).send(text)
    },
  )
}

export function usageRoutes(app: FastifyInstance, context: RunContext): void {
  relationRoutes(app, context)
  exportRoute(app, context)
  app.get(
    '/api/usage',
    {
      schema: {
        summary: 'Services of which readings of their statements are kept',
        response: answers({ type: 'array', items: { $ref: 'UsageService#' } }),
      },
    },
    (): Promise<readonly UsageService[]> => listUsage(context),
  )

  app.get<Pick<ByService, 'Params'>>(
    '/api/services/:id/usage/readings',
    {
      schema: {
        summary: 'Readings of a service, the oldest first',
        params,
        response: answers({ type: 'array', items: { $ref: 'ReadingPoint#' } }, 400, 404),
      },
    },
    ({ params: { id } }): Promise<readonly ReadingPoint[]> => listReadings(context, toServiceId(id)),
  )

  app.get<ByService>(
    '/api/services/:id/usage',
    {
      schema: {
        summary: 'Statements that were called between two readings, most total time first',
        params,
        querystring: spanQuery,
        response: answers({ $ref: 'ServiceUsage#' }, 400, 404),
      },
    },
    ({ params: { id }, query }): Promise<ServiceUsage> => showUsage(context, toServiceId(id), toSpan(query)),
  )

  app.get<{ Params: { readonly id: string; readonly statement: string }; Querystring: SpanQuery }>(
    '/api/services/:id/usage/statements/:statement',
    {
      schema: {
        summary: 'One statement: its users, its trend over readings, what it reads and writes',
        params: {
          type: 'object',
          required: ['id', 'statement'],
          properties: { id, statement: { type: 'string', maxLength: 60, description: 'Its id, as lists give it' } },
        },
        querystring: spanQuery,
        response: answers({ $ref: 'StatementDetail#' }, 400, 404),
      },
    },
    ({ params: { id, statement }, query }): Promise<StatementDetail> =>
      showStatement(context, toServiceId(id), statement, toSpan(query)),
  )
}
