import type { FastifyInstance } from 'fastify'
import type { ConnectionTestInput } from '../../core/api.ts'
import { AppError } from '../../core/error.ts'
import type { ScopePreviewAnswer } from '../../core/scope-preview.ts'
import type { RunContext } from '../../runs/context.ts'
import { previewScope } from '../../runs/preview-scope.ts'
import { answers } from '../api-schemas.ts'

const deadlineMs = 30_000

export function scopePreviewRoutes(app: FastifyInstance, context: RunContext): void {
  app.post<{ Body: ConnectionTestInput }>(
    '/api/scope-previews',
    {
      schema: {
        summary: "What a form's filters let in and leave out on the live server; closing the request cancels it",
        body: { $ref: 'ConnectionTestInput#' },
        response: answers({ $ref: 'ScopePreviewAnswer#' }, 400, 404),
      },
    },
    async ({ body, socket }): Promise<ScopePreviewAnswer> => {
      const left = new AbortController()
      const leave = () => left.abort('the client left')
      socket.once('close', leave)
      const late = AbortSignal.timeout(deadlineMs)
      try {
        return await previewScope(context, body, AbortSignal.any([left.signal, late]))
      } catch (error) {
        if (!late.aborted) throw error
        throw new AppError('INTERNAL_ERROR', `The server did not answer within ${deadlineMs / 1000} seconds.`, {
          hint: 'Test the connection: it says what takes so long.',
          cause: error,
        })
      } finally {
        socket.off('close', leave)
      }
    },
  )
}
