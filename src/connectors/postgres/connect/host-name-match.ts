import net from 'node:net'

/** Names of a certificate, as libpq looks at them. */
export interface CertificateNames {
  readonly dnsNames: readonly string[]
  readonly addresses: readonly string[]
  /** The subject's first common name. */
  readonly commonName: string | null
}

/**
 * libpq's rule for `verify-full`: alternative names first; the common name counts only when the certificate
 * has no alternative name of the host's own kind (name or address).
 */
export function matchesHost({ dnsNames, addresses, commonName }: CertificateNames, host: string): boolean {
  if (dnsNames.some((name) => matchesName(name, host))) return true
  if (addresses.some((address) => sameAddress(address, host))) return true
  const ownKind = net.isIP(host) === 0 ? dnsNames : addresses
  return ownKind.length === 0 && commonName !== null && matchesName(commonName, host)
}

/** A `*` stands for exactly one leftmost label. */
function matchesName(pattern: string, host: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), host.toLowerCase()]
  if (wanted === given) return true
  if (!wanted.startsWith('*.')) return false
  const suffix = wanted.slice(1)
  return given.endsWith(suffix) && given.length > suffix.length && given.indexOf('.') === given.length - suffix.length
}

function sameAddress(a: string, b: string): boolean {
  const [left, right] = [net.isIP(a), net.isIP(b)]
  if (left === 0 || left !== right) return false
  const list = new net.BlockList()
  list.addAddress(a, left === 4 ? 'ipv4' : 'ipv6')
  return list.check(b, left === 4 ? 'ipv4' : 'ipv6')
}
