import { field, patch } from '../row.ts'
import { blockedWays, type Evidence, forCodes, type Provider, refusedLogins } from './provider.ts'

export const azure: Provider = {
  title: 'Azure Database for PostgreSQL',
  recognises: ({ host, hostedBy }) =>
    /\.(postgres\.database|postgres\.cosmos)\.(azure\.com|chinacloudapi\.cn|usgovcloudapi\.net)$/i.test(host) ||
    hostedBy === 'azure',
  advice: {
    ...forCodes(blockedWays, () => ({
      text: 'With public access the server’s firewall rules have to hold this machine’s public address; with private access it answers inside its virtual network only.',
    })),
    ...forCodes(refusedLogins, sayUser),
    AUTH_NO_RULE_WITHOUT_TLS: () => ({
      instead: true,
      text: 'The server parameter require_secure_transport admits encrypted logins only. Choose SSL mode require or stronger.',
    }),
    AUTH_NO_RULE_WITH_TLS: () => ({
      instead: true,
      text: 'Azure says this to every address that its firewall rules do not hold. Add this machine’s public address under Networking.',
    }),
    CONN_TLS_UNKNOWN_SIGNER: () => ({
      text: 'Its certificates come from public authorities: with SSL mode verify-full the CA certificate can be the word system.',
      actions: [
        {
          kind: 'patch',
          label: 'Verify against system roots',
          patch: [
            { path: field.caCertificate, value: 'system' },
            { path: field.sslMode, value: 'verify-full' },
          ],
        },
      ],
    }),
    USAGE_EXTENSION_MISSING: () => ({
      text: 'Allow it first: pg_stat_statements has to stand in the server parameter azure.extensions.',
    }),
    USAGE_NOT_PRELOADED: () => ({
      instead: true,
      text: 'Choose pg_stat_statements in the server parameter shared_preload_libraries, and restart the server.',
    }),
  },
}

/** Single Server, which is retired, wanted `user@server`; Flexible Server wants the bare name. */
function sayUser({ settings: { user } }: Evidence) {
  const [bare = '', server] = user.split('@')
  if (server === undefined || bare === '') {
    return {
      text: 'With Microsoft Entra the username is that of the account, and a token stands in place of the password.',
    }
  }
  return {
    text: `Flexible Server takes the bare name; only the retired Single Server wanted ${user}.`,
    fields: [field.username],
    actions: [patch(`Use ${bare}`, field.username, bare)],
  }
}
