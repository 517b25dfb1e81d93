import { PassThrough } from 'node:stream'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { ConnectionTestInput } from '../../core/api.ts'
import type { TestEvent } from '../../core/connection.ts'
import type { RunContext } from '../../runs/context.ts'
import { testConnection } from '../../runs/test-connection.ts'
import { describeError, toAppError } from '../error-reply.ts'

export function connectionTestRoutes(app: FastifyInstance, context: RunContext): void {
  app.post<{ Body: ConnectionTestInput }>(
    '/api/connection-tests',
    {
      schema: {
        summary: 'Test a connection; closing the request cancels the test',
        body: { $ref: 'ConnectionTestInput#' },
        response: {
          200: {
            description:
              'Server-sent events: `stage` as each stage starts and ends, then one `report`. Each carries a TestEvent, and its `seq` as id. An `error` event carries an Error.',
            content: { 'text/event-stream': { schema: { type: 'string' } } },
          },
          '4xx': { $ref: 'Error#' },
          '5xx': { $ref: 'Error#' },
        },
      },
    },
    async ({ body, log }, reply) => {
      const stream = await startStream(context, body, log)
      return reply.type('text/event-stream; charset=utf-8').header('x-accel-buffering', 'no').send(stream)
    },
  )
}

/**
 * Resolves with the first event, so that an input nothing can be done with is still answered with an error status.
 * Whoever destroys the stream cancels the test.
 */
function startStream(context: RunContext, input: ConnectionTestInput, log: FastifyBaseLogger): Promise<PassThrough> {
  const abort = new AbortController()
  const stream = new PassThrough()
  stream.on('close', () => abort.abort('the client left'))
  const write = (text: string) => {
    if (!stream.destroyed) stream.write(text)
  }
  return new Promise((begin, refuse) => {
    let isBegun = false
    const emit = (event: TestEvent) => {
      isBegun = true
      write(renderEvent(event))
      begin(stream)
    }
    testConnection(context, input, 'page', { signal: abort.signal, emit }).then(
      () => stream.end(),
      (error: unknown) => {
        if (!isBegun) return refuse(error)
        log.error(describeError(error), 'a connection test ended with an error')
        write(`event: error\ndata: ${JSON.stringify(toAppError(error).toBody())}\n\n`)
        stream.end()
      },
    )
  })
}

function renderEvent(event: TestEvent): string {
  const kind = event.type === 'report' ? 'report' : 'stage'
  return `id: ${event.seq}\nevent: ${kind}\ndata: ${JSON.stringify(event)}\n\n`
}
