import type net from 'node:net'
import { TLSSocket } from 'node:tls'
import type pg from 'pg'
import type { Cause } from '../../../core/connection.ts'
import { ok, type Result } from '../../../core/result.ts'
import type { ServerError } from '../connection.ts'
import type { PostgresSettings } from '../settings/settings.ts'
import { driver } from './driver.ts'
import { type AuthenticationMethod, type BackendKey, createLoginReader, type LoginEvent } from './login-reader.ts'
import { createLoginRules } from './login-rules.ts'
import { createMessageGuard } from './message-guard.ts'
import { SessionStream } from './session-stream.ts'
import { closedCause, failInterrupted, failStep, type StepFailure, socketCause } from './step-failure.ts'
import { type Limits, waitFor } from './wait.ts'

export type LoginRequest = { readonly database: string } & Pick<
  PostgresSettings,
  'applicationName' | 'channelBinding' | 'options' | 'password' | 'requireAuth' | 'sslcert' | 'sslcertmode' | 'user'
>

export interface LoggedIn {
  readonly client: pg.Client
  readonly stream: SessionStream
  readonly parameters: Readonly<Record<string, string>>
  readonly backendKey: BackendKey | null
}

type Failed = { readonly cause: Cause; readonly serverError?: ServerError; readonly answered?: string | null }
type Answer = { readonly type: 'authenticated' | 'ready' } | ({ readonly type: 'failed' } & Failed)

/** PBKDF2 rounds that a server may ask for. libpq has no limit; without one a hostile server could keep a core busy. */
const mostScramIterations = 2_000_000

/**
 * Startup, authentication and everything up to the first ReadyForQuery, over a ready socket.
 * `onAuthenticated` is called at AuthenticationOk, which ends one step and begins the next; `limits` says each one's.
 * On failure the socket is closed.
 */
export async function login(
  socket: net.Socket,
  request: LoginRequest,
  limits: () => Limits,
  onAuthenticated: (method: AuthenticationMethod) => void,
): Promise<Result<LoggedIn, StepFailure>> {
  const parameters: Record<string, string> = {}
  let backendKey: BackendKey | null = null
  let method: AuthenticationMethod = 'none'
  let proven = false
  const answers = createMailbox<Answer>()
  const rules = createLoginRules(request, socket)
  const checked = (cause: Cause | null, good: Answer | null) => {
    if (cause !== null) answers.put({ type: 'failed', cause })
    else if (good !== null) answers.put(good)
  }

  const onEvent = (event: LoginEvent) => {
    if (event.type === 'parameter') parameters[event.name] = event.value
    else if (event.type === 'backend-key') backendKey = event.key
    else if (event.type === 'password-asked') {
      method = event.method
      checked(rules.onAsked(method) ?? (request.password ? null : passwordMissing), null)
    } else if (event.type === 'proof') proven = true
    else if (event.type === 'authenticated') checked(rules.onAuthenticated(method, proven), { type: 'authenticated' })
    else if (event.type === 'refused') {
      const { sqlstate: value, routine } = event.serverError
      const cause: Cause = { kind: 'sqlstate', value, ...(routine === null ? {} : { routine }) }
      answers.put({ type: 'failed', cause, serverError: event.serverError })
    } else if (event.type === 'nonsense') answers.put({ ...event, type: 'failed' })
  }
  const read = createLoginReader(onEvent)
  // Once it failed, `pg` need not see it: it would look for a password elsewhere, or throw.
  const guard = createMessageGuard()
  const stream = new SessionStream(socket, (chunk) => {
    if (!read(chunk)) return false
    if (!guard(chunk)) answers.put({ type: 'failed', cause: { kind: 'protocol', value: 'PROTOCOL_VIOLATION' } })
    return answers.last()?.type !== 'failed'
  })
  const client = createClient(stream, request)
  client.on('error', () => {
    // A session that ends outside of a statement; the stream has the reason.
  })
  stream.once('close', () => {
    answers.put({ type: 'failed', cause: stream.failure === null ? closedCause : socketCause(stream.failure) })
  })
  // Ready is what `pg` calls ready: it verifies the server's proof, which may come together with all the rest.
  client.connect().then(
    () => answers.put({ type: 'ready' }),
    (error: Error) => answers.put({ type: 'failed', cause: clientCause(error, stream) }),
  )

  for (const step of ['authenticate', 'open'] as const) {
    const answer = await waitFor<Answer>(limits(), (settle) => answers.take(settle))
    const passwordAsked = method !== 'none'
    if (!answer.ok || answer.value.type === 'failed') {
      stream.destroy()
      if (!answer.ok) return failInterrupted(step, answer.error, { passwordAsked })
      const { cause, serverError = null, answered = null } = answer.value as Failed
      const failedStep = cause.value === 'SCRAM_INVALID' ? 'authenticate' : step
      return failStep(failedStep, cause, { serverError, answered, passwordAsked })
    }
    if (step === 'authenticate') onAuthenticated(method)
  }
  return ok({ client, stream, parameters, backendKey })
}

const passwordMissing: Cause = { kind: 'protocol', value: 'PASSWORD_MISSING' }

/** What made `pg` give up by itself: its side of SCRAM, the closed socket, or bytes that it cannot read. */
function clientCause(error: Error, stream: SessionStream): Cause {
  if (stream.failure !== null) return socketCause(stream.failure)
  if (error.message.startsWith('SASL')) return { kind: 'protocol', value: 'SCRAM_INVALID' }
  return stream.destroyed ? closedCause : { kind: 'protocol', value: 'PROTOCOL_VIOLATION' }
}

function createClient(stream: SessionStream, request: LoginRequest): pg.Client {
  const config: pg.ClientConfig & { scramMaxIterations: number; pipeline: boolean } = {
    stream: () => stream,
    ssl: false,
    sslnegotiation: 'postgres',
    user: request.user,
    database: request.database,
    // A function, because `pg` fills an empty password from PGPASSWORD or the .pgpass of this process.
    password: () => request.password ?? '',
    enableChannelBinding: request.channelBinding !== 'disable' && stream.socket instanceof TLSSocket,
    scramMaxIterations: mostScramIterations,
    pipeline: true,
    types: { getTypeParser: () => (text: string | Buffer) => text },
  }
  const client = new driver.Client(config)
  // The startup message holds what the settings say and nothing from PGOPTIONS, PGAPPNAME or PGREPLICATION.
  const startup = {
    user: request.user,
    database: request.database,
    application_name: request.applicationName,
    ...(request.options === null ? {} : { options: request.options }),
  }
  return Object.assign(client, { getStartupConf: () => startup })
}

/** Keeps what arrives before somebody waits for it. */
function createMailbox<T>() {
  const waiting: T[] = []
  let taker: ((value: T) => void) | null = null
  let last: T | null = null
  return {
    last: () => last,
    put(value: T): void {
      last = value
      if (taker === null) waiting.push(value)
      else {
        const take = taker
        taker = null
        take(value)
      }
    },
    take(settle: (value: T) => void): () => void {
      const next = waiting.shift()
      if (next === undefined) taker = settle
      else settle(next)
      return () => {
        taker = null
      }
    },
  }
}
