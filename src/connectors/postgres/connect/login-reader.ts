import type { Cause } from '../../../core/connection.ts'
import type { ServerError } from '../connection.ts'
import { parseServerError } from './server-error.ts'
import { firstBytes } from './step-failure.ts'

export type AuthenticationMethod = 'none' | 'password' | 'md5' | 'scram-sha-256' | 'scram-sha-256-plus'

/** What a server says between the startup message and its first ReadyForQuery. */
export type LoginEvent =
  | { readonly type: 'password-asked'; readonly method: AuthenticationMethod }
  /** The end of SCRAM: the server's proof that it knows the password, yet to be verified. */
  | { readonly type: 'proof' }
  | { readonly type: 'authenticated' }
  | { readonly type: 'parameter'; readonly name: string; readonly value: string }
  | { readonly type: 'backend-key'; readonly key: BackendKey }
  | { readonly type: 'ready' }
  | { readonly type: 'refused'; readonly serverError: ServerError }
  | { readonly type: 'nonsense'; readonly cause: Cause; readonly answered: string | null }

/** What a CancelRequest has to show. */
export interface BackendKey {
  readonly processId: number
  readonly secret: number
}

const authentication = { ok: 0, cleartext: 3, md5: 5, sasl: 10, saslContinue: 11, saslFinal: 12 }
/** Where libpq stops believing that it talks to Postgres. */
const longestMessage = 30_000

/**
 * Reads the messages of a login as they pass. Returns a function to feed with chunks; it says whether they may
 * be passed on, which is not so for what is no login at all. After `ready` it reads nothing more.
 */
export function createLoginReader(emit: (event: LoginEvent) => void): (chunk: Buffer) => boolean {
  let pending: Buffer = Buffer.alloc(0)
  let count = 0
  let state = 'reading' as 'reading' | 'ready' | 'failed'

  const fail = (value: string, answered: string | null = null) => {
    state = 'failed'
    emit({ type: 'nonsense', cause: { kind: 'protocol', value }, answered })
  }

  // Asked through a function: the compiler does not see that reading a message changes the state.
  const hasFailed = () => state === 'failed'

  function readMessage(code: string, body: Buffer): void {
    const event = toEvent(code, body)
    if (event === 'ignored') return
    if (event === null) {
      fail(count === 0 ? 'NOT_POSTGRES' : 'PROTOCOL_VIOLATION', count === 0 ? firstBytes(pending) : null)
      return
    }
    if (event.type === 'ready') state = 'ready'
    if (event.type === 'nonsense') state = 'failed'
    emit(event)
  }

  return (chunk) => {
    if (state === 'ready') return true
    if (state === 'failed') return false
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
    if (count === 0 && !/[RENv]/.test(String.fromCharCode(pending[0] ?? 0))) fail('NOT_POSTGRES', firstBytes(pending))
    while (state === 'reading' && pending.length >= 5) {
      const length = pending.readUInt32BE(1)
      if (length < 4 || length > longestMessage) {
        fail(count === 0 ? 'NOT_POSTGRES' : 'PROTOCOL_VIOLATION', count === 0 ? firstBytes(pending) : null)
        break
      }
      if (pending.length < length + 1) break
      readMessage(String.fromCharCode(pending[0] ?? 0), pending.subarray(5, length + 1))
      pending = pending.subarray(length + 1)
      count += 1
    }
    return !hasFailed()
  }
}

/** `null` for what does not belong into a login. */
function toEvent(code: string, body: Buffer): LoginEvent | 'ignored' | null {
  switch (code) {
    case 'R':
      return body.length >= 4 ? toAuthentication(body.readInt32BE(0), body.subarray(4)) : null
    case 'E': {
      const serverError = parseServerError(body)
      return serverError === null ? null : { type: 'refused', serverError }
    }
    case 'N':
      return parseServerError(body) === null ? null : 'ignored'
    case 'S': {
      const [name, value, rest] = body.toString('utf8').split('\0')
      return name === undefined || value === undefined || rest !== '' ? null : { type: 'parameter', name, value }
    }
    case 'K':
      return body.length === 8
        ? { type: 'backend-key', key: { processId: body.readInt32BE(0), secret: body.readInt32BE(4) } }
        : null
    case 'Z':
      return body.length === 1 ? { type: 'ready' } : null
    default:
      return null
  }
}

function toAuthentication(request: number, body: Buffer): LoginEvent | 'ignored' {
  switch (request) {
    case authentication.ok:
      return { type: 'authenticated' }
    case authentication.cleartext:
      return { type: 'password-asked', method: 'password' }
    case authentication.md5:
      return { type: 'password-asked', method: 'md5' }
    case authentication.sasl: {
      const mechanisms = body.toString('latin1').split('\0')
      if (mechanisms.includes('SCRAM-SHA-256-PLUS')) return { type: 'password-asked', method: 'scram-sha-256-plus' }
      if (mechanisms.includes('SCRAM-SHA-256')) return { type: 'password-asked', method: 'scram-sha-256' }
      return unsupportedMethod
    }
    case authentication.saslContinue:
      return 'ignored'
    case authentication.saslFinal:
      return { type: 'proof' }
    default:
      return unsupportedMethod
  }
}

const unsupportedMethod: LoginEvent = {
  type: 'nonsense',
  cause: { kind: 'protocol', value: 'AUTH_METHOD_UNSUPPORTED' },
  answered: null,
}
