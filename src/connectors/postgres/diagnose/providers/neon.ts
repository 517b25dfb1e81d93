import { field, patch } from '../row.ts'
import { type Evidence, forCodes, type Provider, refusedLogins } from './provider.ts'

export const neon: Provider = {
  title: 'Neon',
  recognises: ({ host, hostedBy }) => /\.neon\.(tech|build)$/i.test(host) || hostedBy === 'neon',
  advice: {
    ...forCodes(
      [
        ...refusedLogins,
        'CONN_PROTOCOL_REFUSED',
        'CONN_CLOSED_AT_LOGIN',
        'POOLER_REFUSED_PLAIN',
        'POOLER_REFUSED_EARLY',
      ],
      sayEndpoint,
    ),
    ...forCodes(['CONN_PORT_SILENT', 'AUTH_NO_ANSWER', 'CONN_NO_REPLY'], () => ({
      text: 'A compute that was suspended needs a moment to start. Test again.',
    })),
    CONN_NAME_NOT_FOUND: () => ({
      text: 'The name belongs to a branch’s compute endpoint and ends with it; the project’s dashboard shows the present one.',
    }),
    POOLER_PARAMETER_REFUSED: ({ host }) => ({
      text: `The host without -pooler takes options: ${host.replace('-pooler.', '.')}.`,
      fields: [field.hostPort],
    }),
    CONN_TLS_UNKNOWN_SIGNER: () => ({
      text: 'Its certificates come from a public authority: with SSL mode verify-full the CA certificate can be the word system.',
    }),
    USAGE_EXTENSION_MISSING: () => ({ text: 'Its counters are lost whenever the compute is suspended.' }),
  },
}

/** One address serves all computes: the name in the handshake says which one is meant. */
function sayEndpoint({ host, settings, tls }: Evidence) {
  if (!tls) {
    return {
      text: 'Neon takes encrypted connections only.',
      fields: [field.sslMode],
      actions: [patch('Switch to require', field.sslMode, 'require')],
    }
  }
  const endpoint = host.split('.')[0]?.replace(/-pooler$/, '') ?? ''
  if (settings.sslsni || settings.options?.includes('endpoint=') || !endpoint.startsWith('ep-')) return null
  return {
    text: 'Neon finds the compute by the host name in the TLS handshake, and sslsni keeps that name back. Let it be sent, or name the endpoint in options.',
    fields: [field.connectionOptions],
    actions: [patch(`Set options to endpoint=${endpoint}`, field.sessionOptions, `endpoint=${endpoint}`)],
  }
}
