/**
 * The one list of error codes. A code describes itself and is never reused for another meaning.
 * `diagnosisCodes` are findings about a user's server or settings; `appErrorCodes` answer a request that cannot be done.
 */
export const diagnosisCodes = ['SETTINGS_HOST_EMPTY'] as const
export type DiagnosisCode = (typeof diagnosisCodes)[number]

export const appErrorCodes = [
  'REQUEST_INVALID',
  'REQUEST_TOO_LARGE',
  'REQUEST_HOST_REFUSED',
  'REQUEST_ORIGIN_REFUSED',
  'ROUTE_NOT_FOUND',
  'CONNECTOR_NOT_FOUND',
  'SERVICE_NOT_FOUND',
  'SERVICE_NAME_TAKEN',
  'INPUT_UNREADABLE',
  'STATE_DATABASE_UNAVAILABLE',
  'INTERNAL_ERROR',
] as const
export type AppErrorCode = (typeof appErrorCodes)[number]

/** The one error shape of the HTTP API and of the command's `--json`. */
export interface ErrorBody {
  readonly code: AppErrorCode
  /** What is wrong, one sentence. */
  readonly message: string
  /** What exactly, such as a list of fields with their problems; null when the message says it all. */
  readonly details: string | null
  /** What to do. */
  readonly hint: string | null
}

/** An expected failure on its way to a user. Anything else that is thrown is a bug. */
export class AppError extends Error {
  readonly code: AppErrorCode
  readonly details: string | null
  readonly hint: string | null

  constructor(code: AppErrorCode, message: string, more: { details?: string; hint?: string; cause?: unknown } = {}) {
    super(message, { cause: more.cause })
    this.name = 'AppError'
    this.code = code
    this.details = more.details ?? null
    this.hint = more.hint ?? null
  }

  toBody(): ErrorBody {
    return { code: this.code, message: this.message, details: this.details, hint: this.hint }
  }
}
