import type { Action } from './connection.ts'
import { isJsonObject, type JsonObject, type JsonValue } from './json.ts'

/** One certificate of a chain. Dates are ISO 8601, the fingerprint SHA-256 in hex with colons. */
export type CertificateLink = {
  readonly subject: string
  readonly issuer: string
  readonly validFrom: string
  readonly validTo: string
  readonly fingerprint: string
  /** Whether it may sign others. */
  readonly authority: boolean
  readonly selfSigned: boolean
}

/** The fact `certificate` of a test's stage: what a server presented to prove itself, and what became of it. */
export type CertificateFacts = CertificateLink & {
  /** DNS names and addresses it is valid for. */
  readonly names: readonly string[]
  /** What was presented, from the server's own certificate towards the root. */
  readonly chain: readonly CertificateLink[]
  readonly protocol: string
  readonly cipher: string
  /** Our clock when it was looked at. */
  readonly seenAt: string
  /** Why it was not accepted; null where it was, or where nobody looked. */
  readonly refused: string | null
  readonly verified: boolean
  /** Puts the presented root into the form; null where there is none to trust, or no need to. */
  readonly trust: Action | null
}

export function readCertificate(value: JsonValue | undefined): CertificateFacts | null {
  const { names, chain, protocol, cipher, verified } = isJsonObject(value) ? value : {}
  const isComplete =
    isLink(value) &&
    Array.isArray(names) &&
    Array.isArray(chain) &&
    chain.every(isLink) &&
    typeof protocol === 'string' &&
    typeof cipher === 'string' &&
    typeof verified === 'boolean'
  return isComplete ? (value as unknown as CertificateFacts) : null
}

function isLink(value: JsonValue | undefined): value is JsonObject {
  return (
    isJsonObject(value) &&
    ['subject', 'issuer', 'validFrom', 'validTo', 'fingerprint'].every((key) => typeof value[key] === 'string') &&
    typeof value.selfSigned === 'boolean' &&
    typeof value.authority === 'boolean'
  )
}

/** `expired`, `not yet valid`, `less than a day left`, `1 day left`, `1,200 days left` */
export function validityWords({ validFrom, validTo }: CertificateLink, now: number): string {
  const days = Math.floor((Date.parse(validTo) - now) / 86_400_000)
  if (now < Date.parse(validFrom)) return 'not yet valid'
  if (days < 0) return 'expired'
  if (days === 0) return 'less than a day left'
  return days === 1 ? '1 day left' : `${days.toLocaleString('en')} days left`
}

/** For plain-text reports: what was presented, one fact a line, with the chain behind it. */
export function certificateLines(certificate: CertificateFacts): string[] {
  const { subject, issuer, names, chain, protocol, cipher, seenAt, refused, verified, selfSigned } = certificate
  const dates = (link: CertificateLink) =>
    `${link.validFrom.slice(0, 10)} to ${link.validTo.slice(0, 10)}, ${validityWords(link, Date.parse(seenAt))}`
  return [
    'Presented certificate:',
    `  Subject: ${subject}`,
    `  Names: ${names.length === 0 ? 'none' : names.join(', ')}`,
    `  Issuer: ${selfSigned ? 'itself' : issuer}`,
    `  Valid: ${dates(certificate)}`,
    `  SHA-256: ${certificate.fingerprint}`,
    ...chain
      .slice(1)
      .flatMap((link) => [
        `  Signed by: ${link.subject}${link.selfSigned ? ' (a root)' : ''}, ${dates(link)}`,
        `    SHA-256: ${link.fingerprint}`,
      ]),
    `  Agreed: ${protocol}, ${cipher}`,
    `  Verdict: ${refused === null ? (verified ? 'verified' : 'not verified') : `refused, because ${refused}`}`,
  ]
}
