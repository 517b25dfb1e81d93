import type { FastifyInstance } from 'fastify'
import type { ConnectorDetail, ConnectorSummary } from '../../core/api.ts'
import { AppError } from '../../core/error.ts'
import { type ConnectorId, toConnectorId } from '../../core/ids.ts'
import type { RunContext } from '../../runs/context.ts'
import { answers } from '../api-schemas.ts'
import { renderContentProblem } from '../connection-schema.ts'
import type { BrokenContent, ConnectorContent, Content } from '../content.ts'

interface ConnectorParts {
  readonly context: RunContext
  readonly content: () => Content
}

const params = { type: 'object', required: ['id'], properties: { id: { type: 'string', maxLength: 64 } } } as const

export function connectorRoutes(app: FastifyInstance, { context, content }: ConnectorParts): void {
  const toSummary = ({ id, title }: ConnectorContent): ConnectorSummary => ({
    id,
    title,
    testable: context.findConnector(id) !== null,
    problem: null,
  })

  app.get(
    '/api/connectors',
    {
      schema: {
        summary: 'The connectors there are',
        response: answers({ type: 'array', items: { $ref: 'ConnectorSummary#' } }),
      },
    },
    async (): Promise<readonly ConnectorSummary[]> => {
      const { connectors, broken } = content()
      return [
        ...connectors.map(toSummary),
        ...broken.map((entry) => ({ id: entry.id, title: entry.id, testable: false, problem: describe(entry) })),
      ]
    },
  )

  app.get<{ Params: { id: string } }>(
    '/api/connectors/:id',
    {
      schema: {
        summary: "A connector's form and help",
        params,
        response: answers({ $ref: 'ConnectorDetail#' }, 404, 500),
      },
    },
    async ({ params: { id } }): Promise<ConnectorDetail> => {
      const found = requireContent(content(), toConnectorId(id))
      return {
        ...toSummary(found),
        schema: found.schema,
        secretFields: found.secretFields,
        help: found.help,
        validatorsUrl: `/api/connectors/${id}/validators.js?v=${found.validators.version}`,
      }
    },
  )

  app.get<{ Params: { id: string }; Querystring: { v?: string } }>(
    '/api/connectors/:id/validators.js',
    {
      schema: {
        summary: "An ES module of the form's compiled validators",
        params,
        querystring: { type: 'object', properties: { v: { type: 'string', maxLength: 64 } } },
        response: {
          200: { description: 'The module', content: { 'text/javascript': { schema: { type: 'string' } } } },
          '4xx': { $ref: 'Error#' },
          '5xx': { $ref: 'Error#' },
        },
      },
    },
    async ({ params: { id }, query }, reply) => {
      const { code, version } = requireContent(content(), toConnectorId(id)).validators
      return reply
        .type('text/javascript; charset=utf-8')
        .header('cache-control', query.v === version ? 'public, max-age=31536000, immutable' : 'no-store')
        .send(code)
    },
  )
}

function requireContent(content: Content, id: ConnectorId): ConnectorContent {
  const found = content.find(id)
  if (found !== null) return found
  const broken = content.broken.find((entry) => entry.id === id)
  if (broken === undefined) throw new AppError('CONNECTOR_NOT_FOUND', 'There is no such connector.')
  throw new AppError('CONTENT_UNUSABLE', `The form of ${id} cannot be shown.`, {
    details: describe(broken),
    hint: 'Correct the file; the server reads it again when it starts.',
  })
}

/** Without the server's own folders. */
function describe({ problem }: BrokenContent): string {
  return renderContentProblem({ ...problem, file: problem.file.split(/[\\/]/).slice(-2).join('/') })
}
