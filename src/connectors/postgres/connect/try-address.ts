import type net from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Facts } from '../../../core/connection.ts'
import { ok, type Result } from '../../../core/result.ts'
import type { ConnectOptions, ConnectStep } from '../connection.ts'
import type { PostgresSettings } from '../settings/settings.ts'
import { cipherName } from './cipher-name.ts'
import { type LoggedIn, login } from './login.ts'
import { type Address, openSocket } from './open-socket.ts'
import { presentedCertificate } from './presented-certificate.ts'
import { requestTls } from './request-tls.ts'
import { startTls } from './start-tls.ts'
import { failStep, type StepFailure } from './step-failure.ts'
import type { Limits } from './wait.ts'

export interface Try {
  readonly host: string
  readonly address: Address
  readonly encryption: 'plain' | 'tls'
  readonly database: string
  /** When `connect_timeout` is over, by `performance.now()`; infinite without one. */
  readonly endsAt: number
  readonly settings: PostgresSettings
  readonly options: ConnectOptions
}
export interface Reached {
  readonly session: LoggedIn
  readonly socket: net.Socket
  readonly localAddress: string | null
}
export type TryFailure = StepFailure & { readonly tls: boolean; readonly localAddress: string | null }

/** One try at one address, plain or with TLS: socket, encryption, login. On failure nothing stays open. */
export async function tryAddress(attempt: Try): Promise<Result<Reached, TryFailure>> {
  const { host, address, settings, options } = attempt
  const limits = limitsFor(attempt)
  let localAddress: string | null = null
  const fail = (error: StepFailure, tls: boolean): Result<never, TryFailure> => ({
    ok: false,
    error: { ...error, tls, localAddress },
  })

  const reachEnded = beginStep(options, 'reach')
  const opened = await openSocket(address, settings, limits())
  if (!opened.ok) return fail(opened.error, false)
  localAddress = opened.value.localAddress ?? null
  reachEnded(
    address.kind === 'tcp' ? { address: address.ip, port: address.port, localAddress } : { address: address.path },
  )

  let socket = opened.value
  if (attempt.encryption === 'tls') {
    const encrypted = await encrypt(socket, host, attempt, limits)
    if (!encrypted.ok) return fail(encrypted.error, encrypted.error.handshakeFailed)
    socket = encrypted.value
  }
  const tls = socket instanceof TLSSocket
  const authenticateEnded = beginStep(options, 'authenticate')
  let openEnded: ((facts: Facts) => void) | null = null
  const request = { ...settings, database: attempt.database }
  const session = await login(socket, request, limits, (method) => {
    authenticateEnded({ method })
    openEnded = beginStep(options, 'open')
  })
  if (!session.ok) return fail(session.error, tls)
  ;(openEnded as ((facts: Facts) => void) | null)?.({ database: attempt.database })
  return ok({ session: session.value, socket, localAddress })
}

async function encrypt(
  socket: net.Socket,
  host: string,
  { settings, options }: Try,
  limits: () => Limits,
): Promise<Result<net.Socket, StepFailure>> {
  const ended = beginStep(options, 'encrypt')
  if (settings.sslnegotiation === 'postgres') {
    const offered = await requestTls(socket, limits())
    if (!offered.ok) return offered
    if (!offered.value) {
      if (settings.sslmode === 'prefer' || settings.sslmode === 'allow') {
        ended({ encrypted: false })
        return ok(socket)
      }
      socket.destroy()
      return failStep('encrypt', { kind: 'protocol', value: 'TLS_NOT_OFFERED' })
    }
  }
  const encrypted = await startTls(socket, host, settings, limits())
  if (encrypted.ok) {
    ended({
      encrypted: true,
      tlsVersion: encrypted.value.getProtocol(),
      cipher: cipherName(encrypted.value),
      verified: settings.sslrootcert.kind !== 'none',
      subject: presentedCertificate(encrypted.value)?.subject ?? null,
    })
  }
  return encrypted
}

/** Each wait has the step's limit, and no more than `connect_timeout` leaves to this address. */
function limitsFor({ endsAt, options: { signal, stepDeadlineMs } }: Try): () => Limits {
  return () => ({ signal, deadlineMs: Math.min(stepDeadlineMs, endsAt - performance.now()) })
}

/** Tells that a step began; the returned function tells that it is done. A step that fails has no end of its own. */
export function beginStep({ onProgress }: ConnectOptions, step: ConnectStep): (facts: Facts) => void {
  const startedAt = performance.now()
  onProgress?.({ type: 'step-started', step })
  return (facts) => onProgress?.({ type: 'step-ended', step, durationMs: performance.now() - startedAt, facts })
}
