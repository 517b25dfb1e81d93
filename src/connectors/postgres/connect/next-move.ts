import type { ConnectFailure, ConnectStep } from '../connection.ts'
import type { SslMode } from '../settings/settings.ts'
import type { TryFailure } from './try-address.ts'

export type Move = 'next-encryption' | 'next-address' | 'next-host' | 'stop'

/** A failed try and where it was made. */
export type SettledFailure = Omit<ConnectFailure, 'attempts'> & Pick<TryFailure, 'handshakeFailed'>

const cannotConnectNow = '57P03'

/**
 * What libpq does after a failed try. Only an unreachable address or a deadline leads to the next address, and only
 * a server that is starting up to the next host; a refused login ends it all, after the second try of its mode.
 */
export function nextMove(failure: TryFailure, mode: SslMode, encryption: 'plain' | 'tls', hasSecondTry: boolean): Move {
  if (failure.cancelled) return 'stop'
  if (failure.step === 'reach' || (failure.cause.kind === 'os' && failure.cause.value === 'TIMEOUT'))
    return 'next-address'
  if (failure.cause.kind === 'sqlstate' && failure.cause.value === cannotConnectNow) return 'next-host'
  if (!hasSecondTry) return 'stop'
  const refused = failure.step === 'authenticate' && failure.cause.kind === 'sqlstate'
  if (mode === 'allow' && encryption === 'plain' && refused) return 'next-encryption'
  if (mode === 'prefer' && encryption === 'tls' && (failure.handshakeFailed || (refused && failure.tls))) {
    return 'next-encryption'
  }
  return 'stop'
}

const order: readonly ConnectStep[] = ['resolve', 'reach', 'encrypt', 'authenticate', 'open']

/**
 * The failure to report when nothing worked: the one that got furthest, of equals the encrypted one, then the last.
 * A failed handshake counts more than the plain try's refusal after it, which only follows from it, unless that came as
 * far as the password.
 */
export function decisiveFailure(failures: readonly SettledFailure[]): Omit<ConnectFailure, 'attempts'> {
  let best: SettledFailure | null = null
  for (const failure of failures) {
    if (best === null || failure.cancelled || weight(failure) >= weight(best)) best = failure
  }
  if (best === null) throw new Error('settings have at least one host')
  const { handshakeFailed: _, ...failure } = best
  return failure
}

function weight(failure: SettledFailure): number {
  if (failure.handshakeFailed && failure.cause.kind !== 'os') return order.indexOf('authenticate') + 0.25
  return order.indexOf(failure.step) + (failure.passwordAsked ? 0.5 : 0) + (failure.tls ? 0.1 : 0)
}
