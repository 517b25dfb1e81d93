import type net from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Cause } from '../../../core/connection.ts'
import type { PostgresSettings } from '../settings/settings.ts'
import type { AuthenticationMethod } from './login-reader.ts'

/** What the settings demand of a login beyond its success. Each check says why it must not go on, or null. */
export interface LoginRules {
  /** Before anything that depends on the password is sent. */
  onAsked(method: AuthenticationMethod): Cause | null
  /** When the server lets us in. `proven`: it has shown that it knows the password, which only SCRAM can. */
  onAuthenticated(method: AuthenticationMethod, proven: boolean): Cause | null
}

type Demands = Pick<PostgresSettings, 'channelBinding' | 'requireAuth' | 'sslcertmode' | 'sslcert'>

/** `require_auth`, `channel_binding` and `sslcertmode`, as libpq checks them over this socket. */
export function createLoginRules(
  { channelBinding, requireAuth, sslcertmode, sslcert }: Demands,
  socket: net.Socket,
): LoginRules {
  const bindingRequired = channelBinding === 'require'
  return {
    onAsked(method) {
      if (requireAuth !== null && !requireAuth.includes(plainName(method))) return unwanted
      return bindingRequired && method !== 'scram-sha-256-plus' ? unbound : null
    },
    onAuthenticated(method, proven) {
      if (sslcertmode === 'require' && (sslcert === null || !asksForCertificate(socket))) return certificateNotAsked
      if (method === 'none' && requireAuth !== null && !requireAuth.includes('none')) return unwanted
      // libpq looks at this only with `require_auth`; a real server never leaves its proof out.
      if (method.startsWith('scram') && !proven) return unproven
      return bindingRequired && method !== 'scram-sha-256-plus' ? unbound : null
    },
  }
}

/** Whether the server's handshake held a request for a client certificate: only then it names signature algorithms. */
function asksForCertificate(socket: net.Socket): boolean {
  // Null where the socket has closed meanwhile, which the types do not say.
  const algorithms = socket instanceof TLSSocket ? (socket.getSharedSigalgs() as string[] | null) : null
  return (algorithms ?? []).length > 0
}

/** `require_auth` makes no difference between SCRAM with and without channel binding. */
const plainName = (method: AuthenticationMethod) => (method === 'scram-sha-256-plus' ? 'scram-sha-256' : method)

const unwanted: Cause = { kind: 'protocol', value: 'AUTH_METHOD_UNWANTED' }
const unbound: Cause = { kind: 'protocol', value: 'CHANNEL_UNBOUND' }
const unproven: Cause = { kind: 'protocol', value: 'SCRAM_INVALID' }
const certificateNotAsked: Cause = { kind: 'protocol', value: 'CERTIFICATE_NOT_ASKED' }
