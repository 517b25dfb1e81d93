import type { Action, Cause } from '../../../core/connection.ts'
import type { ConnectFailure, PresentedCertificate } from '../connection.ts'
import { endpoint, hostPortWith } from './address.ts'
import { copyText, type DiagnosisContext, type DiagnosisRow, field, isCause, listed, patch, type Said } from './row.ts'

const unknownSigner = [
  'CERT_CHAIN_TOO_LONG',
  'CERT_REJECTED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'INVALID_CA',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]

export const tlsRows: readonly DiagnosisRow<ConnectFailure>[] = [
  {
    code: 'CONN_TLS_NOT_OFFERED',
    when: ({ cause }) => isCause(cause, 'protocol', 'TLS_NOT_OFFERED'),
    say: (failure, { settings }) => ({
      fields: [field.sslMode, field.hostPort],
      summary: `The server at ${endpoint(failure)} has TLS switched off, and SSL mode ${settings.sslmode} asks for it.`,
      remedy: 'Switch on ssl on the server. Without TLS everything, passwords included, can be read on the way.',
      // Only the mildest of the modes that insist: giving up a wanted verification is nobody's one click.
      actions: settings.sslmode === 'require' ? [patch('Switch to prefer', field.sslMode, 'prefer')] : [],
    }),
  },
  {
    code: 'CONN_TLS_UNKNOWN_SIGNER',
    when: ({ cause }) => isCause(cause, 'tls', ...unknownSigner),
    say: sayUnknownSigner,
  },
  {
    code: 'CONN_TLS_HOSTNAME_MISMATCH',
    when: ({ cause }) => isCause(cause, 'tls', 'ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH'),
    say: sayMismatch,
  },
  {
    code: 'CONN_TLS_CERTIFICATE_EXPIRED',
    when: ({ cause }) => isCause(cause, 'tls', 'CERT_HAS_EXPIRED'),
    say: sayExpired,
  },
  {
    code: 'CONN_TLS_CERTIFICATE_NOT_YET_VALID',
    when: ({ cause }) => isCause(cause, 'tls', 'CERT_NOT_YET_VALID'),
    say: sayEarly,
  },
  {
    code: 'CONN_TLS_HANDSHAKE_CLOSED',
    when: ({ step, cause }) =>
      step === 'encrypt' && (isCause(cause, 'protocol', 'CLOSED') || isCause(cause, 'os', 'ECONNRESET', 'EPIPE')),
    say: (failure) => ({
      fields: [field.hostPort],
      summary: `${endpoint(failure)} closed the connection while encryption was being agreed.`,
      remedy: 'A proxy, load balancer or allow-list in between often does this. Check that it passes Postgres through.',
    }),
  },
  {
    code: 'CONN_TLS_FAILED',
    when: ({ step, cause }) => cause.kind === 'tls' || (step === 'encrypt' && cause.kind === 'protocol'),
    say: ({ cause }) => ({
      fields: [field.sslMode, field.sslConfig],
      summary: `No encrypted connection could be agreed (${cause.value}).`,
      remedy:
        'Compare the TLS versions both sides allow, and the client certificate and key with what the server expects.',
    }),
  },
]

function sayExpired({ certificate }: ConnectFailure): Said {
  const fields = [field.sslConfig]
  if (certificate === null) {
    return { fields, summary: 'A certificate has expired.', remedy: 'Renew it on the server and reload.' }
  }
  const link = certificate.chain.find(
    ({ validTo, fingerprint }, place) =>
      place > 0 && fingerprint !== certificate.fingerprint && validTo < certificate.seenAt,
  )
  const isOwn = certificate.validTo < certificate.seenAt
  const whose = isOwn
    ? `The server’s certificate has expired on ${day(certificate.validTo)}`
    : link === undefined
      ? 'A CA certificate has expired, on the server or in this form'
      : `The server’s certificate is in date, but its signer ${link.subject} has expired on ${day(link.validTo)}`
  return {
    fields: isOwn ? fields : [field.caCertificate],
    summary: `${whose}; the clock of this machine says ${clock(certificate)}.`,
    remedy: isOwn
      ? 'Renew it on the server and reload the server. If it should be in date, set this machine’s clock.'
      : 'Get the signer’s newer certificate, and use it on the server and here. If it should be in date, set this machine’s clock.',
    actions: certificateActions(certificate),
  }
}

function sayEarly({ certificate }: ConnectFailure): Said {
  const told =
    certificate &&
    `: it begins on ${moment(certificate.validFrom)}, and the clock of this machine says ${clock(certificate)}`
  return {
    fields: [field.sslConfig],
    summary: `The server’s certificate is not valid yet${told ?? ''}.`,
    remedy:
      'If this machine’s clock is behind, set it; new certificates often begin at the minute they were made. Otherwise install one that is valid now.',
    actions: certificateActions(certificate),
  }
}

/** Our own time is named because it may be the one that is wrong. */
const clock = ({ seenAt }: PresentedCertificate): string => moment(seenAt)

const moment = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`

export const isUnknownSigner = (cause: Cause): boolean => isCause(cause, 'tls', ...unknownSigner)

/**
 * Fills in the CA certificate with what the server itself presented, which proves nothing: the admin has to compare it
 * with what the server's owner says. Null where no root was presented; anything else would not verify.
 */
export function trustAction({ rootPem, chain, selfSigned }: PresentedCertificate): Action | null {
  const root = chain.at(-1)
  if (rootPem === null || root === undefined) return null
  const what = selfSigned ? 'certificate' : 'CA'
  return {
    kind: 'patch',
    label: `Trust this ${what}`,
    patch: [{ path: field.caCertificate, value: rootPem }],
    confirm: {
      title: `Trust ${root.subject}?`,
      text: `It was presented by whoever answered, and nobody has vouched for it yet. Ask the server’s owner for the fingerprint (SHA-256) of this ${what} by another way, such as a call or the provider’s console, and compare every character. It then takes the place of the CA certificate in the form; nothing is saved or tested until you do that.`,
      compare: root.fingerprint,
      accept: 'It is the same, fill it in',
    },
  }
}

function sayUnknownSigner({ certificate }: ConnectFailure, { settings }: DiagnosisContext): Said {
  const given = settings.sslrootcert.kind !== 'none'
  const trust = certificate && trustAction(certificate)
  const signer = certificate === null ? 'someone' : certificate.selfSigned ? 'itself' : certificate.issuer
  const get = 'Paste the certificate of the CA that signed it, from whoever runs the server.'
  return {
    fields: [field.caCertificate, field.sslMode],
    summary: given
      ? `The server’s certificate is signed by ${signer}, which the CA certificate here does not vouch for.`
      : `The server’s certificate is signed by ${signer}, which nothing here vouches for.`,
    remedy:
      trust === null
        ? get
        : `${get} Or take what the server presented, once you have compared its fingerprint with the one that its owner knows.`,
    actions: [...certificateActions(certificate), ...(trust === null ? [] : [trust])],
  }
}

function sayMismatch(failure: ConnectFailure, { settings }: DiagnosisContext): Said {
  const names = failure.certificate?.names ?? []
  const usable = names.filter((name) => !name.includes('*'))
  return {
    fields: [field.hostPort, field.sslMode],
    summary:
      names.length === 0
        ? `The certificate names no host; you typed ${failure.host}.`
        : `The certificate is for ${listed(names)}; you typed ${failure.host}.`,
    remedy: 'Use a name from the certificate, or choose verify-ca if it is enough that the CA is yours.',
    actions: [
      ...usable
        .slice(0, 3)
        .map((name) => patch(`Use ${name}`, field.hostPort, hostPortWith(settings.hosts, failure, name))),
      patch('Switch to verify-ca', field.sslMode, 'verify-ca'),
      ...certificateActions(failure.certificate),
    ],
  }
}

function certificateActions(certificate: PresentedCertificate | null): Action[] {
  if (certificate === null) return []
  return [
    copyText('Copy presented certificate', certificate.chainPem),
    copyText('Copy fingerprint', certificate.fingerprint),
  ]
}

/** Certificates write their dates in more than one way. */
function day(text: string): string {
  const date = new Date(text)
  return Number.isNaN(date.getTime()) ? text : date.toISOString().slice(0, 10)
}

/** Why a certificate was turned down, to stand behind "because". */
export function tlsReason(value: string): string {
  if (unknownSigner.includes(value)) return 'its signer is not known here'
  if (value === 'CERT_HAS_EXPIRED') return 'it has expired'
  if (value === 'CERT_NOT_YET_VALID') return 'it is not valid yet'
  return `of ${value}`
}
