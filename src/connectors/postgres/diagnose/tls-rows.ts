import type { Action } from '../../../core/connection.ts'
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
    say: ({ certificate }) => ({
      fields: [field.sslConfig],
      summary: `The server’s certificate has expired${certificate === null ? '' : ` on ${day(certificate.validTo)}`}.`,
      remedy:
        'Renew it on the server and reload. If it is in date, check the CA certificate’s own dates and this clock.',
      actions: certificateActions(certificate),
    }),
  },
  {
    code: 'CONN_TLS_CERTIFICATE_NOT_YET_VALID',
    when: ({ cause }) => isCause(cause, 'tls', 'CERT_NOT_YET_VALID'),
    say: ({ certificate }) => ({
      fields: [field.sslConfig],
      summary: `The server’s certificate is not valid yet${certificate === null ? '' : `: it begins on ${day(certificate.validFrom)}`}.`,
      remedy: 'Compare the clocks of this machine and the server, or install a certificate that is valid now.',
      actions: certificateActions(certificate),
    }),
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

function sayUnknownSigner({ certificate, cause }: ConnectFailure, { settings }: DiagnosisContext): Said {
  const given = settings.sslrootcert.kind !== 'none'
  // Only a certificate that signed itself can stand as a root; anything else would not verify.
  const rootPresented = ['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN'].includes(cause.value)
  const trust: Action[] =
    certificate === null || !rootPresented
      ? []
      : [patch(`Trust the presented certificate ${shortPrint(certificate)}`, field.caCertificate, certificate.chainPem)]
  const signer = certificate === null ? 'someone' : certificate.selfSigned ? 'itself' : certificate.issuer
  return {
    fields: [field.caCertificate, field.sslMode],
    summary: given
      ? `The server’s certificate is signed by ${signer}, which the CA certificate here does not vouch for.`
      : `The server’s certificate is signed by ${signer}, which nothing here vouches for.`,
    remedy:
      certificate === null
        ? 'Paste the certificate of the CA that signed it.'
        : `Paste the certificate of the CA that signed it. Compare the fingerprint with the server’s owner before you trust what was presented: ${certificate.fingerprint}.`,
    actions: [...certificateActions(certificate), ...trust],
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

const shortPrint = ({ fingerprint }: PresentedCertificate): string => `${fingerprint.slice(0, 11)}…`

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
