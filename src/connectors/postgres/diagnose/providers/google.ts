import { field } from '../row.ts'
import { blockedWays, forCodes, type Provider } from './provider.ts'

/** Cloud SQL has bare addresses: its sockets, certificates and roles tell. */
export const google: Provider = {
  title: 'Google Cloud SQL',
  recognises: ({ host, signers, settings, hostedBy }) =>
    host.startsWith('/cloudsql/') ||
    /Google Cloud SQL/.test(signers) ||
    /\.sql\.goog\.?$/i.test(host) ||
    /\.iam$/.test(settings.user) ||
    hostedBy === 'cloud-sql',
  advice: {
    ...forCodes(blockedWays, () => ({
      text: 'Add this machine’s public address to the instance’s authorized networks, or connect through the Cloud SQL Auth Proxy.',
    })),
    CONN_SOCKET_MISSING: () => ({
      text: 'The Cloud SQL Auth Proxy makes this socket, so it has to run on this machine.',
    }),
    CONN_CLOSED_AT_LOGIN: () => ({
      text: 'The Auth Proxy closes when it cannot reach the instance or may not connect to it; its own log says which.',
    }),
    CONN_TLS_UNKNOWN_SIGNER: () => ({
      text: 'Each instance has a server CA of its own: download server-ca.pem from its connections page.',
    }),
    CONN_TLS_HOSTNAME_MISMATCH: () => ({
      text: 'Certificates there name the project and the instance, not an address, so verify-ca is what fits unless the instance has a DNS name.',
    }),
    AUTH_NO_RULE_WITHOUT_TLS: () => ({
      instead: true,
      text: 'The instance admits encrypted logins only. Choose SSL mode require or stronger.',
    }),
    AUTH_NO_RULE_WITH_TLS: () => ({
      instead: true,
      text: 'The instance may admit trusted client certificates only: create one on its connections page, and paste it with its key.',
      fields: [field.sslCertificate],
    }),
    AUTH_PASSWORD_REJECTED: ({ settings: { user } }) =>
      user.includes('@') || user.endsWith('.iam')
        ? {
            text: 'With IAM an access token stands in place of the password, and a service account is named without .gserviceaccount.com.',
            fields: [field.username],
          }
        : null,
    USAGE_EXTENSION_MISSING: () => ({ text: 'A member of cloudsqlsuperuser may do this, in each database.' }),
  },
}
