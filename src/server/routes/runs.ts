import { PassThrough } from 'node:stream'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { RunInput } from '../../core/api.ts'
import { type RunId, toRunId, toServiceId } from '../../core/ids.ts'
import { type Run, type RunKind, type RunState, runKinds, runStates } from '../../core/runs.ts'
import type { RunContext } from '../../runs/context.ts'
import { cancelRun, listRuns, retryRun, showRun, startRun, watchRun } from '../../runs/runs.ts'
import { answers } from '../api-schemas.ts'
import { describeError, toAppError } from '../error-reply.ts'

const params = { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } } as const
const run = { $ref: 'Run#' }

interface ById {
  readonly Params: { readonly id: string }
}

interface ListQuery {
  readonly service?: string
  readonly kind?: RunKind
  readonly state?: string
  readonly before?: string
  readonly limit?: string
}

export function runRoutes(app: FastifyInstance, context: RunContext): void {
  app.post<ById & { Body: RunInput }>(
    '/api/services/:id/runs',
    {
      schema: {
        summary: 'Queue a run; one of the same kind that waits already is answered instead',
        params,
        body: { $ref: 'RunInput#' },
        response: answers(run, 400, 404),
      },
    },
    ({ params: { id }, body: { kind, relations } }): Promise<Run> =>
      startRun(context, toServiceId(id), kind, relations ?? null),
  )

  app.get<{ Querystring: ListQuery }>(
    '/api/runs',
    {
      schema: {
        summary: 'Runs, the newest first',
        querystring: {
          type: 'object',
          properties: {
            service: { type: 'string', format: 'uuid' },
            kind: { type: 'string', enum: runKinds },
            state: {
              type: 'string',
              pattern: `^(${runStates.join('|')})(,(${runStates.join('|')}))*$`,
              description: 'One or several, with commas',
            },
            before: { type: 'string', format: 'uuid', description: 'The last run of the page before' },
            limit: { type: 'string', pattern: '^[1-9]\\d{0,2}$', description: 'At most 999; 50 unless told' },
          },
        },
        response: answers({ type: 'array', items: run }, 400),
      },
    },
    ({ query: { service, kind, state, before, limit } }): Promise<readonly Run[]> =>
      listRuns(context, {
        serviceId: service === undefined ? null : toServiceId(service),
        kind: kind ?? null,
        states: state === undefined ? null : (state.split(',') as RunState[]),
        before: before === undefined ? null : toRunId(before),
        limit: Number(limit ?? 50),
      }),
  )

  app.get<ById>(
    '/api/runs/:id',
    { schema: { summary: 'A run', params, response: answers(run, 400, 404) } },
    ({ params: { id } }): Promise<Run> => showRun(context, toRunId(id)),
  )

  app.post<ById>(
    '/api/runs/:id/cancel',
    { schema: { summary: 'Cancel a run, on its server too', params, response: answers(run, 400, 404, 409) } },
    ({ params: { id } }): Promise<Run> => cancelRun(context, toRunId(id)),
  )

  app.post<ById>(
    '/api/runs/:id/retry',
    { schema: { summary: 'Queue an ended run again', params, response: answers(run, 400, 404, 409) } },
    ({ params: { id } }): Promise<Run> => retryRun(context, toRunId(id)),
  )

  app.get<ById & { Headers: { 'last-event-id'?: string } }>(
    '/api/runs/:id/events',
    {
      schema: {
        summary: 'What happens in a run, from its beginning or after Last-Event-ID; leaving does not end the run',
        params,
        headers: { type: 'object', properties: { 'last-event-id': { type: 'string', pattern: '^\\d{1,9}$' } } },
        response: {
          200: {
            description:
              'Server-sent events named by their `type`. Each carries a RunEvent, and its `seq` as id. The stream ends after `ended`; an `error` event carries an Error.',
            content: { 'text/event-stream': { schema: { type: 'string' } } },
          },
          '4xx': { $ref: 'Error#' },
          '5xx': { $ref: 'Error#' },
        },
      },
    },
    async ({ params: { id }, headers, log }, reply) => {
      await showRun(context, toRunId(id))
      const stream = eventStream(context, toRunId(id), Number(headers['last-event-id'] ?? 0), log)
      return reply.type('text/event-stream; charset=utf-8').header('x-accel-buffering', 'no').send(stream)
    },
  )
}

/** Milliseconds between two comments that keep proxies from closing a quiet stream. */
const stillThereMs = 20_000

function eventStream(context: RunContext, id: RunId, after: number, log: FastifyBaseLogger): PassThrough {
  const abort = new AbortController()
  const stream = new PassThrough()
  const write = (text: string) => {
    if (!stream.destroyed) stream.write(text)
  }
  const timer = setInterval(() => write(': still there\n\n'), stillThereMs)
  stream.on('close', () => {
    clearInterval(timer)
    abort.abort('the client left')
  })
  write(': here\n\n')
  watchRun(context, id, after, {
    signal: abort.signal,
    emit: (event) => write(`id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`),
  }).then(
    () => stream.end(),
    (error: unknown) => {
      log.error(describeError(error), 'watching a run ended with an error')
      write(`event: error\ndata: ${JSON.stringify(toAppError(error).toBody())}\n\n`)
      stream.end()
    },
  )
  return stream
}
