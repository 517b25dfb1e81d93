import net from 'node:net'
import tls from 'node:tls'
import type { Cause } from '../../../core/connection.ts'
import { ok, type Result } from '../../../core/result.ts'
import type { PostgresSettings } from '../settings/settings.ts'
import { matchesHost } from './host-name-match.ts'
import { ignoreLateError } from './open-socket.ts'
import { certificateNames, peerCertificate, presentedCertificate } from './presented-certificate.ts'
import { closedCause, failInterrupted, failStep, type StepFailure, socketCause } from './step-failure.ts'
import { systemRoots } from './system-roots.ts'
import { type Limits, waitFor } from './wait.ts'

/**
 * TLS over a connected socket, with libpq's meaning of `sslmode` and `sslrootcert`. The handshake is completed
 * before the certificate is judged, so that a bad one can be shown; nothing is sent over it then.
 * On failure the socket is closed.
 */
export async function startTls(
  socket: net.Socket,
  host: string,
  settings: PostgresSettings,
  limits: Limits,
): Promise<Result<tls.TLSSocket, StepFailure>> {
  const fail = (cause: Cause, more: Parameters<typeof failStep>[2] = {}) => {
    socket.destroy()
    return failStep('encrypt', cause, { handshakeFailed: true, ...more })
  }
  if (settings.sslrootcert.kind === 'none' && settings.sslmode.startsWith('verify-')) {
    return fail({ kind: 'protocol', value: 'NO_ROOT_CERTIFICATE' })
  }
  const context = secureContext(settings)
  if (!context.ok) return fail(context.error)

  const encrypted = tls.connect({
    socket,
    secureContext: context.value,
    // Judged below, with libpq's rules.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    servername: settings.sslsni && net.isIP(host) === 0 ? host : '',
    ...(settings.sslnegotiation === 'direct' ? { ALPNProtocols: ['postgresql'] } : {}),
  })
  encrypted.on('error', ignoreLateError)
  const shaken = await waitFor<Cause | null>(limits, (settle) => {
    const onSecure = () => settle(null)
    const onError = (error: Error) => settle(socketCause(error))
    const onClose = () => settle(closedCause)
    encrypted.on('secureConnect', onSecure).on('error', onError).on('close', onClose)
    return () => encrypted.off('secureConnect', onSecure).off('error', onError).off('close', onClose)
  })
  if (!shaken.ok) {
    socket.destroy()
    return failInterrupted('encrypt', shaken.error, { handshakeFailed: true })
  }
  if (shaken.value !== null) return fail(shaken.value)
  const cause = judge(encrypted, host, settings)
  if (cause === null) return ok(encrypted)
  const certificate = presentedCertificate(encrypted)
  encrypted.destroy()
  return fail(cause, { certificate })
}

function secureContext(settings: PostgresSettings): Result<tls.SecureContext, Cause> {
  const { sslrootcert, sslcrl, sslcert, sslkey, sslpassword, sslMinProtocolVersion, sslMaxProtocolVersion } = settings
  const presents = settings.sslcertmode !== 'disable' && sslcert !== null && sslkey !== null
  // An empty list keeps Node from loading its own roots where nothing is verified.
  const ca = { none: () => [], system: systemRoots, pem: () => (sslrootcert.kind === 'pem' ? sslrootcert.pem : []) }
  try {
    return ok(
      tls.createSecureContext({
        ca: [ca[sslrootcert.kind]()].flat(),
        ...(presents ? { cert: sslcert, key: sslkey } : {}),
        ...(presents && sslpassword !== null ? { passphrase: sslpassword } : {}),
        ...(sslcrl === null || sslrootcert.kind !== 'pem' ? {} : { crl: sslcrl }),
        minVersion: sslMinProtocolVersion,
        ...(sslMaxProtocolVersion === null ? {} : { maxVersion: sslMaxProtocolVersion }),
      }),
    )
  } catch (error) {
    // OpenSSL refuses what it cannot read, such as a key that does not belong to the certificate.
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    return { ok: false, error: { kind: 'tls', value: code } }
  }
}

/** With a root certificate every mode verifies the signer, as in libpq; only `verify-full` looks at the name. */
function judge(socket: tls.TLSSocket, host: string, settings: PostgresSettings): Cause | null {
  if (settings.sslnegotiation === 'direct' && socket.alpnProtocol !== 'postgresql') {
    return { kind: 'protocol', value: 'ALPN_MISSING' }
  }
  if (settings.sslrootcert.kind === 'none') return null
  // Node declares an Error here and sets OpenSSL's code.
  const refusal: unknown = socket.authorizationError
  if (refusal !== undefined && refusal !== null) return { kind: 'tls', value: String(refusal) }
  const certificate = peerCertificate(socket)
  if (certificate === null) return { kind: 'tls', value: 'ERR_TLS_NO_CERTIFICATE' }
  if (settings.sslmode !== 'verify-full' || matchesHost(certificateNames(certificate), host)) return null
  return { kind: 'tls', value: 'ERR_TLS_CERT_ALTNAME_INVALID' }
}
