import type { FastifyInstance } from 'fastify'
import type { DemoConnection, Health } from '../../core/api.ts'
import { AppError } from '../../core/error.ts'
import { toConnectorId } from '../../core/ids.ts'
import type { RunContext } from '../../runs/context.ts'
import { answers } from '../api-schemas.ts'

interface SystemParts {
  readonly context: RunContext
  readonly demo: () => DemoConnection | null
  readonly version: string
  readonly instance: string
}

export function systemRoutes(app: FastifyInstance, { context, demo, version, instance }: SystemParts): void {
  app.get(
    '/api/health',
    { schema: { summary: 'Whether the server and its state work', response: answers({ $ref: 'Health#' }, 503) } },
    async (): Promise<Health> => {
      try {
        await context.store.ping()
      } catch (error) {
        throw new AppError('STATE_DATABASE_UNAVAILABLE', 'The state database does not answer.', { cause: error })
      }
      return { status: 'ok', version, instance }
    },
  )

  app.get(
    '/api/demo',
    { schema: { summary: "The demo server's form", response: answers({ $ref: 'DemoConnection#' }) } },
    async (): Promise<DemoConnection> =>
      demo() ?? { available: false, name: '', connector: toConnectorId('postgres'), settings: {} },
  )

  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}
