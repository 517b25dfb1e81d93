const signatures: readonly (readonly [RegExp, string])[] = [
  [/^HTTP\/|^<(!doctype|html)/i, 'an HTTP server'],
  [/^SSH-/, 'an SSH server'],
  [/^220[ -].*(smtp|mail)/i, 'a mail server'],
  [/^220[ -]/, 'an FTP or mail server'],
  [/^(\+OK|\* OK)/, 'a mail server'],
  [/^(-ERR|\+PONG|-DENIED|-NOAUTH)/, 'a Redis server'],
  [/^RFB /, 'a VNC server'],
  [/^AMQP/, 'a message broker'],
]

/** `, which looks like an HTTP server`, from the first bytes (latin1) of an answer; empty when it looks like nothing known. */
export function looksLike(answered: string | null): string {
  if (answered === null || answered === '') return ''
  const known = signatures.find(([pattern]) => pattern.test(answered))?.[1] ?? binary(answered)
  if (known !== null) return `, which looks like ${known}`
  const printable = answered.replace(/[^\x20-\x7e]+/g, ' ').trim()
  return printable.length < 4 ? '' : `, which says “${printable.slice(0, 40)}”`
}

function binary(answered: string): string | null {
  const byte = (place: number) => answered.charCodeAt(place)
  // TLS record: alert (21) or handshake (22), version 3.x. A server that speaks nothing but TLS.
  if ((byte(0) === 0x15 || byte(0) === 0x16) && byte(1) === 3) return 'a server that speaks TLS from the first byte'
  // MySQL greets first: three bytes of length, a zero, protocol 10 (or 255, an error), then a version.
  if (byte(3) === 0 && (byte(4) === 10 || byte(4) === 255)) return 'a MySQL server'
  return null
}
