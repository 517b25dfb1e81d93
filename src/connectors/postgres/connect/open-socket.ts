import net from 'node:net'
import { ok, type Result } from '../../../core/result.ts'
import { failInterrupted, failStep, type StepFailure, socketCause } from './step-failure.ts'
import { type Limits, waitFor } from './wait.ts'

/** Where one try goes: an IP address and port, or the path of a unix socket. */
export type Address =
  | { readonly kind: 'tcp'; readonly ip: string; readonly port: number }
  | { readonly kind: 'socket'; readonly path: string }

export interface Keepalive {
  readonly keepalives: boolean
  readonly keepalivesIdleMs: number | null
}

/** Connects one socket. Its errors never go unheard afterwards: whoever uses it hears them too. */
export async function openSocket(
  address: Address,
  { keepalives, keepalivesIdleMs }: Keepalive,
  limits: Limits,
): Promise<Result<net.Socket, StepFailure>> {
  if (limits.signal.aborted) return failInterrupted('reach', 'CANCELLED')
  const socket =
    address.kind === 'tcp'
      ? net.connect({
          host: address.ip,
          port: address.port,
          noDelay: true,
          keepAlive: keepalives,
          keepAliveInitialDelay: keepalivesIdleMs ?? 0,
        })
      : net.connect({ path: address.path })
  socket.on('error', ignoreLateError)
  const reached = await waitFor<Error | null>(limits, (settle) => {
    const onConnect = () => settle(null)
    socket.once('connect', onConnect)
    socket.once('error', settle)
    return () => socket.off('connect', onConnect).off('error', settle)
  })
  if (!reached.ok) {
    socket.destroy()
    return failInterrupted('reach', reached.error)
  }
  return reached.value === null ? ok(socket) : failStep('reach', socketCause(reached.value))
}

/** An error event without a listener ends the process. Every wait listens for itself; between waits this one does. */
export function ignoreLateError(): void {
  // The next wait sees the closed socket.
}
