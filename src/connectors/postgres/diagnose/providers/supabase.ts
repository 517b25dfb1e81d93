import { field } from '../row.ts'
import { type Advice, type Evidence, forCodes, type Provider, refusedLogins } from './provider.ts'

export const supabase: Provider = {
  title: 'Supabase',
  recognises: ({ host, hostedBy }) => /\.supabase\.(co|com)$/i.test(host) || hostedBy === 'supabase',
  advice: {
    ...forCodes(['CONN_IPV6_ONLY', 'CONN_UNREACHABLE', 'CONN_NO_REPLY'], sayPooler),
    CONN_NAME_NOT_FOUND: () => ({ text: 'A project that is paused or removed has no address.' }),
    ...forCodes([...refusedLogins, 'POOLER_REFUSED_EARLY', 'CONN_CLOSED_AT_LOGIN'], sayTenant),
    CONN_TLS_UNKNOWN_SIGNER: () => ({
      text: 'Supabase signs with an authority of its own: its certificate can be downloaded in the project’s database settings.',
    }),
    USAGE_EXTENSION_MISSING: () => ({ text: 'It can also be switched on among the project’s extensions.' }),
  },
}

/** `db.REF.supabase.co` is the server itself, and has an IPv4 address only as an add-on. */
function sayPooler({ host, settings: { user } }: Evidence): Advice | null {
  const ref = /^db\.([a-z0-9]+)\.supabase\.co$/i.exec(host)?.[1]
  if (ref === undefined) return null
  return {
    text: `The direct host has IPv6 only. Use the session pooler’s host from the project’s Connect dialog, with the username ${user.split('.')[0]}.${ref}.`,
    fields: [field.hostPort, field.username],
  }
}

/** The pooler serves all projects, so the name has to say which one. */
function sayTenant({ host, settings: { user } }: Evidence): Advice | null {
  if (!/\.pooler\.supabase\.com$/i.test(host) || user.includes('.')) return null
  return {
    text: `The pooler wants the project behind the role: ${user}. and the project’s reference, as its Connect dialog shows it.`,
    fields: [field.username],
  }
}
