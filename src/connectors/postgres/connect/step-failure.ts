import type { Cause } from '../../../core/connection.ts'
import { err, type Result } from '../../../core/result.ts'
import type { ConnectStep, PresentedCertificate, ServerError } from '../connection.ts'
import type { Interruption } from './wait.ts'

/** Why one step of one try did not work. */
export interface StepFailure {
  readonly step: ConnectStep
  readonly cause: Cause
  readonly cancelled: boolean
  /** First bytes of something that is not Postgres, latin1, at most 80. */
  readonly answered: string | null
  readonly certificate: PresentedCertificate | null
  readonly serverError: ServerError | null
  readonly passwordAsked: boolean
  /** The server agreed to TLS and then TLS failed: where mode `prefer` goes on without. */
  readonly handshakeFailed: boolean
}

export function failStep(
  step: ConnectStep,
  cause: Cause,
  more: Partial<Omit<StepFailure, 'step' | 'cause'>> = {},
): Result<never, StepFailure> {
  return err({
    step,
    cause,
    cancelled: false,
    answered: null,
    certificate: null,
    serverError: null,
    passwordAsked: false,
    handshakeFailed: false,
    ...more,
  })
}

export function failInterrupted(
  step: ConnectStep,
  interruption: Interruption,
  more: Partial<Omit<StepFailure, 'step' | 'cause'>> = {},
): Result<never, StepFailure> {
  const cancelled = interruption === 'CANCELLED'
  return failStep(step, { kind: 'os', value: interruption }, { ...more, cancelled })
}

export const closedCause: Cause = { kind: 'protocol', value: 'CLOSED' }

/** What an error event of a socket says, in words that do not depend on the language or the Node version. */
export function socketCause(error: Error): Cause {
  const { code, syscall, library } = error as NodeJS.ErrnoException & { library?: string }
  // Node reports a peer that closes during the handshake as a reset that no system call has seen.
  if (code === 'ECONNRESET' && syscall === undefined) return closedCause
  if (code === undefined) return { kind: 'os', value: 'UNKNOWN' }
  const isTls = library !== undefined || code === 'EPROTO' || /^ERR_(SSL|OSSL|TLS)_/.test(code)
  return { kind: isTls ? 'tls' : 'os', value: code }
}

/** Bytes for a reader who wonders what answered. */
export const firstBytes = (chunk: Buffer): string => chunk.subarray(0, 80).toString('latin1')
