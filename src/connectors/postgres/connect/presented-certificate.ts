import { X509Certificate } from 'node:crypto'
import net from 'node:net'
import type { DetailedPeerCertificate, PeerCertificate, TLSSocket } from 'node:tls'
import type { CertificateLink } from '../../../core/certificate.ts'
import type { PresentedCertificate } from '../connection.ts'
import { cipherName } from './cipher-name.ts'
import type { CertificateNames } from './host-name-match.ts'

/** What the server presented; null when it presented nothing. */
export function presentedCertificate(socket: TLSSocket): PresentedCertificate | null {
  const leaf = peerCertificate(socket)
  if (leaf === null) return null
  const { dnsNames, addresses } = certificateNames(leaf)
  const chain = presentedChain(socket)
  const last = chain.at(-1) ?? leaf
  return {
    ...toLink(leaf),
    names: [...dnsNames, ...addresses.map(toShortAddress)],
    chain: chain.map(toLink),
    chainPem: toPem(chain),
    // Nothing but a certificate that signed itself can stand as a root.
    rootPem: isSelfSigned(last) ? toPem([last]) : null,
    protocol: socket.getProtocol() ?? '',
    cipher: cipherName(socket),
    seenAt: new Date().toISOString(),
  }
}

const toLink = (certificate: X509Certificate): CertificateLink => ({
  subject: oneLine(certificate.subject),
  issuer: oneLine(certificate.issuer),
  validFrom: new Date(certificate.validFrom).toISOString(),
  validTo: new Date(certificate.validTo).toISOString(),
  fingerprint: certificate.fingerprint256,
  authority: certificate.ca,
  selfSigned: isSelfSigned(certificate),
})

/** `::1` for `0:0:0:0:0:0:0:1`, which is how Node writes it. */
const toShortAddress = (address: string): string =>
  net.isIPv6(address) ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address

const isSelfSigned = (certificate: X509Certificate): boolean =>
  certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey)

const toPem = (certificates: readonly X509Certificate[]): string =>
  certificates.map((certificate) => `${certificate.toString().trim()}\n`).join('')

/** Not `getPeerX509Certificate`: in Node 20 it takes the certificate away from the socket, and channel binding fails. */
export function peerCertificate(socket: TLSSocket): X509Certificate | null {
  // Null where the socket has closed meanwhile, which the types do not say.
  const raw = (socket.getPeerCertificate() as Partial<PeerCertificate> | null)?.raw
  return raw === undefined ? null : new X509Certificate(raw)
}

/** Names of a certificate in libpq's three kinds. */
export function certificateNames(certificate: X509Certificate): CertificateNames {
  const names = splitAlternativeNames(certificate.subjectAltName ?? '')
  const ofKind = (kind: string) => names.flatMap((name) => (name.startsWith(kind) ? [name.slice(kind.length)] : []))
  const { CN } = certificate.toLegacyObject().subject as { CN?: string | string[] }
  return {
    dnsNames: ofKind('DNS:'),
    addresses: ofKind('IP Address:'),
    commonName: (Array.isArray(CN) ? CN[0] : CN) ?? null,
  }
}

// Node writes names that hold a comma or quote as JSON strings, so that nobody can smuggle in a second name.
// > | DNS:db.example.org, DNS:"a, DNS:b", IP Address:127.0.0.1
function splitAlternativeNames(text: string): string[] {
  const parts = text.match(/[\w ]+:(?:"(?:[^"\\]|\\.)*"|[^,"]*)/g) ?? []
  return parts.map((part) => {
    const trimmed = part.trim()
    const colon = trimmed.indexOf(':')
    const value = trimmed.slice(colon + 1)
    return trimmed.slice(0, colon + 1) + (value.startsWith('"') ? (JSON.parse(value) as string) : value)
  })
}

/** Node gives the subject a line for each part. */
const oneLine = (name: string | undefined): string => (name ?? '').split('\n').filter(Boolean).join(', ')

function presentedChain(socket: TLSSocket): X509Certificate[] {
  const chain: X509Certificate[] = []
  const seen = new Set<string>()
  let current: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true)
  while (current?.raw !== undefined && !seen.has(current.fingerprint256)) {
    seen.add(current.fingerprint256)
    chain.push(new X509Certificate(current.raw))
    current = current.issuerCertificate
  }
  return chain
}
