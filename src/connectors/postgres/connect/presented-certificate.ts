import { X509Certificate } from 'node:crypto'
import type { DetailedPeerCertificate, PeerCertificate, TLSSocket } from 'node:tls'
import type { PresentedCertificate } from '../connection.ts'
import type { CertificateNames } from './host-name-match.ts'

/** What the server presented; null when it presented nothing. */
export function presentedCertificate(socket: TLSSocket): PresentedCertificate | null {
  const leaf = peerCertificate(socket)
  if (leaf === null) return null
  const { dnsNames, addresses } = certificateNames(leaf)
  return {
    subject: oneLine(leaf.subject),
    issuer: oneLine(leaf.issuer),
    names: [...dnsNames, ...addresses],
    validFrom: new Date(leaf.validFrom).toISOString(),
    validTo: new Date(leaf.validTo).toISOString(),
    fingerprint: leaf.fingerprint256,
    selfSigned: leaf.checkIssued(leaf) && leaf.verify(leaf.publicKey),
    chainPem: presentedChain(socket),
  }
}

/** Not `getPeerX509Certificate`: in Node 20 it takes the certificate away from the socket, and channel binding fails. */
export function peerCertificate(socket: TLSSocket): X509Certificate | null {
  const { raw } = socket.getPeerCertificate() as Partial<PeerCertificate>
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

function presentedChain(socket: TLSSocket): string {
  const pems: string[] = []
  const seen = new Set<string>()
  let current: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true)
  while (current?.raw !== undefined && !seen.has(current.fingerprint256)) {
    seen.add(current.fingerprint256)
    pems.push(new X509Certificate(current.raw).toString().trim())
    current = current.issuerCertificate
  }
  return `${pems.join('\n')}\n`
}
