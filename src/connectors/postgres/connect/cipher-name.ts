import type { CipherNameAndProtocol, TLSSocket } from 'node:tls'

/** What the session is encrypted with; empty where the socket has closed meanwhile, which the types do not say. */
export function cipherName(socket: TLSSocket): string {
  return (socket.getCipher() as CipherNameAndProtocol | null)?.name ?? ''
}
