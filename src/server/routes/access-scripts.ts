import type { FastifyInstance } from 'fastify'
import type { AccessRequest, AccessScript } from '../../core/access.ts'
import { toConnectorId } from '../../core/ids.ts'
import type { RunContext } from '../../runs/context.ts'
import { writeAccessScript } from '../../runs/write-access-script.ts'
import { answers } from '../api-schemas.ts'

export function accessScriptRoutes(app: FastifyInstance, context: RunContext): void {
  app.post<{ Params: { id: string }; Body: AccessRequest }>(
    '/api/connectors/:id/access-script',
    {
      schema: {
        summary: 'What a server’s owner has to run for a new role; nothing is stored and no server is asked',
        params: { type: 'object', required: ['id'], properties: { id: { type: 'string', maxLength: 64 } } },
        body: { $ref: 'AccessRequest#' },
        response: answers({ $ref: 'AccessScript#' }, 400, 404),
      },
    },
    async ({ params: { id }, body }): Promise<AccessScript> => writeAccessScript(context, toConnectorId(id), body),
  )
}
