import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, type AppErrorCode } from '../core/error.ts'
import { toStateError } from '../core/state-error.ts'
import { ContentError } from './connection-schema.ts'

const statuses: Readonly<Record<AppErrorCode, number>> = {
  REQUEST_INVALID: 400,
  REQUEST_TOO_LARGE: 413,
  REQUEST_HOST_REFUSED: 403,
  REQUEST_ORIGIN_REFUSED: 403,
  REQUEST_TYPE_UNSUPPORTED: 415,
  REQUEST_RATE_LIMITED: 429,
  ROUTE_NOT_FOUND: 404,
  CONNECTOR_NOT_FOUND: 404,
  CONNECTOR_NOT_TESTABLE: 409,
  CONTENT_UNUSABLE: 500,
  SERVICE_NOT_FOUND: 404,
  SERVICE_NAME_TAKEN: 409,
  RUN_NOT_FOUND: 404,
  RUN_ENDED: 409,
  RUN_NOT_ENDED: 409,
  RUN_INTERRUPTED: 500,
  TEST_NOT_FOUND: 404,
  SNAPSHOT_NOT_FOUND: 404,
  READING_NOT_FOUND: 404,
  PROFILE_NOT_FOUND: 404,
  CHECK_NOT_FOUND: 404,
  CHECKS_INVALID: 400,
  STATEMENT_NOT_FOUND: 404,
  OBJECT_NOT_FOUND: 404,
  SCHEDULE_NOT_FOUND: 404,
  SCHEDULE_EXISTS: 409,
  SCHEDULE_INVALID: 400,
  INPUT_UNREADABLE: 400,
  INSTALLATION_KEY_UNUSABLE: 503,
  INSTALLATION_KEY_WRONG: 503,
  STATE_DATABASE_UNAVAILABLE: 503,
  INTERNAL_ERROR: 500,
}

/** Answers every error in the one shape. Bugs are logged without their message, which may quote a secret. */
export function replyWithErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: unknown, request, reply) => sendError(toAppError(error), error, request, reply))
}

export function sendError(
  answer: AppError,
  cause: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const status = statuses[answer.code]
  if (status >= 500) {
    request.log.error({ code: answer.code, url: request.routeOptions.url, ...describeError(cause) }, 'request failed')
  }
  return reply.code(status).type('application/json; charset=utf-8').send(answer.toBody())
}

/** Any error as one that may be shown. */
export function toAppError(error: unknown): AppError {
  const known = toStateError(error)
  if (known instanceof AppError) return known
  const { code = '', statusCode = 500, validation, validationContext } = error as Partial<FastifyError>
  if (validation !== undefined) {
    return new AppError(
      'REQUEST_INVALID',
      `The ${partNames[validationContext ?? ''] ?? 'request'} is not as expected.`,
      {
        details: validation
          .map(({ instancePath, params, message = '' }) => describeProblem(instancePath, params, message))
          .join('\n'),
        hint: '/openapi.json describes every request.',
      },
    )
  }
  if (statusCode === 413) {
    return new AppError('REQUEST_TOO_LARGE', 'The request is larger than this server reads.', {
      hint: 'The limit is 4 MB.',
    })
  }
  if (statusCode === 415 || code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new AppError('REQUEST_TYPE_UNSUPPORTED', 'The body is not marked as JSON.', {
      hint: 'Send the header Content-Type: application/json.',
    })
  }
  if (statusCode >= 400 && statusCode < 500) {
    return new AppError('REQUEST_INVALID', 'The request cannot be read.', { ...(code === '' ? {} : { details: code }) })
  }
  return new AppError('INTERNAL_ERROR', 'Something went wrong inside Patchbay.', {
    hint: 'The log of the server says where. Nothing was half done.',
    cause: error,
  })
}

const partNames: Readonly<Record<string, string>> = {
  body: 'body',
  params: 'address',
  querystring: 'query',
  headers: 'header',
}

function describeProblem(path: string, params: Readonly<Record<string, unknown>>, message: string): string {
  const place = path === '' ? '/' : path
  if (typeof params.missingProperty === 'string')
    return `${place === '/' ? '' : place}/${params.missingProperty} is missing`
  if (typeof params.additionalProperty === 'string') {
    // Somebody typed this name; anything unlike a name is not repeated.
    const name = /^[A-Za-z_][\w-]{0,39}$/.test(params.additionalProperty) ? params.additionalProperty : '…'
    return `${place === '/' ? '' : place}/${name} is not expected`
  }
  return `${place} ${message}`
}

/** What of an error may stand in a log: our own words, and where it happened. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error }
  const { code } = error as { code?: unknown }
  return {
    error: error.name,
    ...(typeof code === 'string' ? { cause: code } : {}),
    ...(error instanceof AppError || error instanceof ContentError ? { message: error.message } : {}),
    at: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim())
      .slice(0, 8),
    ...(error instanceof AppError && error.cause !== undefined ? { because: describeError(error.cause) } : {}),
  }
}
