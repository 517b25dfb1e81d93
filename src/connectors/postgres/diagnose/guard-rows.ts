import { toFieldPath } from '../../../core/ids.ts'
import type { ConnectFailure } from '../connection.ts'
import { endpoint } from './address.ts'
import { type DiagnosisRow, field, isCause, patch } from './row.ts'

const passphrase = toFieldPath(['sslConfig', 'sslPassword'])
const key = toFieldPath(['sslConfig', 'sslKey'])

/** Where the settings themselves ask for more than a server that lets us in. */
export const guardRows: readonly DiagnosisRow<ConnectFailure>[] = [
  {
    code: 'CONN_TLS_CERTIFICATE_REVOKED',
    when: ({ cause }) => isCause(cause, 'tls', 'CERT_REVOKED'),
    say: () => ({
      fields: [toFieldPath(['sslConfig', 'certificateRevocationList'])],
      summary: 'The server’s certificate stands in the list of revoked certificates.',
      remedy: 'Do not trust it any longer: have a new certificate installed on the server.',
    }),
  },
  {
    code: 'CONN_TLS_CERTIFICATE_REVOKED',
    when: ({ cause }) => isCause(cause, 'tls', 'UNABLE_TO_GET_CRL', 'CRL_HAS_EXPIRED', 'CRL_NOT_YET_VALID'),
    say: ({ cause }) => ({
      fields: [toFieldPath(['sslConfig', 'certificateRevocationList'])],
      summary:
        cause.value === 'UNABLE_TO_GET_CRL'
          ? 'There is no list of revoked certificates from one of the signers of the server’s certificate.'
          : 'The list of revoked certificates is out of date.',
      remedy: 'Paste the newest lists of all signers, from the server’s own up to the CA, or clear the field.',
    }),
  },
  {
    code: 'CONN_TLS_KEY_LOCKED',
    when: ({ cause }) =>
      isCause(
        cause,
        'tls',
        'ERR_OSSL_BAD_DECRYPT',
        'ERR_OSSL_EVP_BAD_DECRYPT',
        'ERR_OSSL_PKCS12_CIPHERFINAL_ERROR',
        'ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED',
      ),
    say: () => ({
      fields: [passphrase, key],
      summary: 'The passphrase does not open the client key.',
      remedy: 'Type the one the key was protected with, or paste the key without a passphrase.',
    }),
  },
  {
    code: 'AUTH_METHOD_UNWANTED',
    when: ({ cause }) => isCause(cause, 'protocol', 'AUTH_METHOD_UNWANTED'),
    say: (failure, { settings }) => ({
      fields: [field.connectionOptions],
      summary: `${endpoint(failure)} wants a login by another method than require_auth allows.`,
      remedy: `Allowed are ${(settings.requireAuth ?? []).join(', ')}. Nothing about the password was sent. If this is your server, change its rule for this role, or require_auth.`,
    }),
  },
  {
    code: 'AUTH_CHANNEL_UNBOUND',
    when: ({ cause }) => isCause(cause, 'protocol', 'CHANNEL_UNBOUND'),
    say: ({ tls }) => ({
      fields: [field.connectionOptions, field.sslMode],
      summary: 'The login cannot be tied to the encryption, which channel_binding=require asks for.',
      remedy: tls
        ? 'The server needs scram-sha-256 for this role, and TLS must end at the server itself, not at a pooler or proxy.'
        : 'It takes TLS: choose SSL mode require or stricter. The server needs scram-sha-256 for this role.',
      actions: tls ? [] : [patch('Switch to require', field.sslMode, 'require')],
    }),
  },
  {
    code: 'AUTH_CERTIFICATE_NOT_ASKED',
    when: ({ cause }) => isCause(cause, 'protocol', 'CERTIFICATE_NOT_ASKED'),
    say: (_failure, { settings }) => ({
      fields: [settings.sslcert === null ? field.sslCertificate : field.connectionOptions],
      summary: 'The server let us in without our client certificate, which sslcertmode=require asks for.',
      remedy:
        settings.sslcert === null
          ? 'Paste the client certificate and its key.'
          : 'Have ssl_ca_file set on the server, so that it asks for one, or take sslcertmode away.',
    }),
  },
]
