import { AppError, appErrorCodes, type ErrorBody } from '../../core/error.ts'
import { isJsonObject } from '../../core/json.ts'

/** No answer at all: the server is stopped, restarting, or the network is gone. */
export class UnreachableError extends Error {
  constructor(cause: unknown) {
    super('Patchbay’s server does not answer.', { cause })
    this.name = 'UnreachableError'
  }
}

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/** Sends a request to our own server. Rejects with `AppError` for its error shape, `UnreachableError` without an answer. */
export async function send(path: string, options: RequestOptions = {}): Promise<Response> {
  const { method = 'GET', body, headers = {}, signal } = options
  const response = await fetch(path, {
    method,
    headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause
    throw new UnreachableError(cause)
  })
  if (!response.ok) throw await toError(response)
  return response
}

/** Trusts the answer's shape: page and server are built from the same types and shipped together. */
export async function requestJson<T>(path: string, options?: RequestOptions): Promise<T> {
  const response = await send(path, options)
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T)
}

async function toError(response: Response): Promise<Error> {
  const body: unknown = await response.json().catch(() => null)
  if (isErrorBody(body)) {
    return new AppError(body.code, body.message, {
      ...(body.details === null ? {} : { details: body.details }),
      ...(body.hint === null ? {} : { hint: body.hint }),
    })
  }
  // A proxy in between answers for a server that is down.
  if (response.status >= 502 && response.status <= 504) return new UnreachableError(`HTTP ${response.status}`)
  return new AppError('INTERNAL_ERROR', `The server answered with HTTP ${response.status}.`)
}

function isErrorBody(body: unknown): body is ErrorBody {
  const codes: readonly string[] = appErrorCodes
  return isJsonObject(body) && typeof body.code === 'string' && codes.includes(body.code)
}
