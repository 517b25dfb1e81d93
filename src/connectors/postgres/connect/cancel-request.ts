import type { Cause } from '../../../core/connection.ts'
import { QueryFailure } from '../connection.ts'
import type { PostgresSettings } from '../settings/settings.ts'
import type { BackendKey } from './login-reader.ts'
import { type Address, openSocket } from './open-socket.ts'
import { requestTls } from './request-tls.ts'
import { startTls } from './start-tls.ts'
import { type Limits, waitFor } from './wait.ts'

export interface CancelTarget {
  readonly host: string
  readonly address: Address
  readonly settings: PostgresSettings
  /** Whether the session has TLS; the request then goes over TLS, with the same verification. */
  readonly tls: boolean
  readonly key: BackendKey
}

/**
 * Asks the server to cancel what a session is doing, over a socket of its own. Resolves when the server has taken
 * the request, which it says by closing the socket; throws a `QueryFailure` when it could not be delivered.
 */
export async function sendCancelRequest(target: CancelTarget, limits: Limits): Promise<void> {
  const { host, address, settings, key } = target
  const opened = await openSocket(address, settings, limits)
  if (!opened.ok) throw undelivered(opened.error.cause)
  let socket = opened.value
  if (target.tls) {
    if (settings.sslnegotiation === 'postgres') {
      const offered = await requestTls(socket, limits)
      if (!offered.ok) throw undelivered(offered.error.cause)
      if (!offered.value) {
        socket.destroy()
        throw undelivered({ kind: 'protocol', value: 'TLS_NOT_OFFERED' })
      }
    }
    const encrypted = await startTls(socket, host, settings, limits)
    if (!encrypted.ok) throw undelivered(encrypted.error.cause)
    socket = encrypted.value
  }
  const request = Buffer.alloc(16)
  request.writeInt32BE(16, 0)
  request.writeInt32BE(80877102, 4)
  request.writeInt32BE(key.processId, 8)
  request.writeInt32BE(key.secret, 12)
  const taken = await waitFor<void>(limits, (settle) => {
    const onClose = () => settle()
    socket.on('end', onClose).on('close', onClose)
    socket.resume()
    socket.write(request)
    return () => socket.off('end', onClose).off('close', onClose)
  })
  socket.destroy()
  if (!taken.ok) throw undelivered({ kind: 'os', value: taken.error })
}

const undelivered = (cause: Cause): QueryFailure => new QueryFailure(cause, null)
