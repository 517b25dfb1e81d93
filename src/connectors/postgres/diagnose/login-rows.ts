import type { ConnectFailure } from '../connection.ts'
import { endpoint, hbaLine } from './address.ts'
import { exhaustionRows } from './exhaustion-rows.ts'
import { limitRows } from './limit-rows.ts'
import { openRows } from './open-rows.ts'
import { type DiagnosisContext, type DiagnosisRow, field, isCause, isServerError, patch, type Said } from './row.ts'
import { passwordNotes, typingNotes } from './typing-notes.ts'

/** From the login to an open session, and what a server may say instead of letting anyone in. */
export const loginRows: readonly DiagnosisRow<ConnectFailure>[] = [
  {
    code: 'AUTH_PASSWORD_MISSING',
    when: ({ cause }) => isCause(cause, 'protocol', 'PASSWORD_MISSING'),
    say: (_failure, { settings }) => ({
      fields: [field.password],
      summary: `The server asks for the password of ${settings.user}, and there is none.`,
      remedy: 'Type the password.',
    }),
  },
  {
    code: 'AUTH_METHOD_UNSUPPORTED',
    when: ({ cause }) => isCause(cause, 'protocol', 'AUTH_METHOD_UNSUPPORTED'),
    say: (failure, context) => ({
      fields: [field.username],
      summary: `The server wants ${who(failure, context)} to log in by a method other than a password, such as Kerberos.`,
      remedy: 'Have a rule for this role that uses scram-sha-256, or use another role.',
      actions: [hbaAction(failure, context)],
    }),
  },
  {
    code: 'AUTH_SERVER_UNPROVEN',
    when: ({ cause }) => isCause(cause, 'protocol', 'SCRAM_INVALID'),
    say: (failure) => ({
      fields: [field.hostPort, field.sslMode],
      summary: `${endpoint(failure)} could not prove that it knows the password, so it may not be the server you mean.`,
      remedy: 'Find out what answers there. SSL mode verify-full keeps anyone from standing in between.',
    }),
  },
  { code: 'AUTH_PASSWORD_REJECTED', when: ({ cause }) => isServerError(cause, '28P01'), say: sayPassword },
  {
    code: 'AUTH_ROLE_UNUSABLE',
    when: ({ cause }) => isServerError(cause, '28000', 'InitializeSessionUserId'),
    say: sayRole,
  },
  {
    code: 'AUTH_NO_RULE_WITHOUT_TLS',
    when: ({ cause, tls }) => isServerError(cause, '28000', 'ClientAuthentication') && !tls,
    say: sayNoRulePlain,
  },
  {
    code: 'AUTH_NO_RULE_WITH_TLS',
    when: ({ cause }) => isServerError(cause, '28000', 'ClientAuthentication'),
    say: (failure, context) => ({
      fields: [field.hostPort, field.sslCertificate],
      summary: `No rule on the server admits ${who(failure, context)} from this address over TLS.`,
      remedy: withNameNotes(
        context,
        'Have this line added to pg_hba.conf and the configuration reloaded. A rule that rejects on purpose, or one that wants a client certificate, looks the same from here.',
      ),
      actions: [hbaAction(failure, context)],
    }),
  },
  {
    code: 'AUTH_METHOD_REJECTED',
    when: ({ cause }) => cause.kind === 'sqlstate' && cause.value.startsWith('28'),
    say: (_failure, { settings }) => ({
      fields: [field.username, field.sslCertificate],
      summary: `The server did not accept ${settings.user} by the method its rules prescribe.`,
      remedy:
        'The rule for this login checks something other than a password, such as the operating system’s account or a client certificate. Use that, or have the rule changed.',
    }),
  },
  ...limitRows,
  ...exhaustionRows,
  {
    code: 'SERVER_STANDBY_CLOSED',
    // Only a standby gives a reason; starting and stopping need none. What it says is not looked at.
    when: ({ cause, serverError }) =>
      isServerError(cause, '57P03') && serverError !== null && serverError.detail !== null,
    say: () => ({
      fields: [field.hostPort],
      summary: 'The server is a standby that answers no queries, at least not yet.',
      remedy:
        'It may still be catching up: test again in a minute. With hot_standby switched off it never answers: choose the primary or another standby.',
    }),
  },
  {
    code: 'SERVER_STARTING_UP',
    when: ({ cause }) => isServerError(cause, '57P03'),
    say: () => ({
      fields: [],
      summary: 'The server is there but lets nobody in: it is starting, stopping or recovering.',
      remedy: 'Test again in a few seconds.',
      help: 'hostPort',
    }),
  },
  ...openRows,
  {
    code: 'CONN_PROTOCOL_REFUSED',
    when: ({ cause }) => isServerError(cause, '08P01'),
    say: () => ({
      fields: [field.connectionOptions, field.sslMode],
      summary: 'The server refused what we asked for at login.',
      remedy: 'Remove connection options one by one; what is left of them stands in the server’s own words below.',
    }),
  },
  {
    code: 'CONN_CLOSED_AT_LOGIN',
    when: ({ cause }) => isCause(cause, 'protocol', 'CLOSED') || isCause(cause, 'os', 'ECONNRESET', 'EPIPE'),
    say: (failure) => ({
      fields: [field.hostPort],
      summary: `${endpoint(failure)} closed the connection during the login, without a word.`,
      remedy: 'An allow-list, a proxy, or a server that just crashed does this. Its log says more.',
    }),
  },
  {
    code: 'SERVER_REFUSED',
    when: ({ cause }) => cause.kind === 'sqlstate',
    say: ({ cause }) => ({
      fields: [],
      summary: `The server refused the connection (SQLSTATE ${cause.value}).`,
      remedy: 'Its own words are below; its log may say more.',
      help: 'hostPort',
    }),
  },
  {
    code: 'CONN_FAILED',
    when: () => true,
    say: (failure) => ({
      fields: [field.hostPort],
      summary: `The connection to ${endpoint(failure)} failed (${failure.cause.value}).`,
      remedy: 'Check host and port, and what stands between this machine and the server.',
    }),
  },
]

const who = (_failure: ConnectFailure, { settings, database }: DiagnosisContext): string =>
  `${settings.user} to ${database}`

/** Rules are looked up by name, so a slip in one is a reason to find none. */
const withNameNotes = ({ settings, database }: DiagnosisContext, remedy: string): string =>
  [...typingNotes(settings.user, 'The username'), ...typingNotes(database, 'The database’s name'), remedy].join(' ')

const hbaAction = (failure: ConnectFailure, { settings, database }: DiagnosisContext) =>
  ({
    kind: 'copy',
    label: 'Copy pg_hba.conf line',
    language: 'conf',
    text: hbaLine(failure, settings.user, database),
  }) as const

function sayPassword(_failure: ConnectFailure, { settings }: DiagnosisContext): Said {
  const { password, user } = settings
  const aboutUser = typingNotes(user, 'The username')
  const aboutPassword = password === null ? [] : passwordNotes(password)
  return {
    fields: aboutUser.length > aboutPassword.length ? [field.username] : [field.password, field.username],
    summary: `The server rejected the password for ${user}.`,
    remedy: [
      ...aboutPassword,
      ...aboutUser,
      'Postgres does not tell whether the role exists, or its password is another one, was never set or has expired.',
    ].join(' '),
  }
}

function sayRole(_failure: ConnectFailure, { settings }: DiagnosisContext): Said {
  const { user } = settings
  const notes = typingNotes(user, 'The name')
  if (notes.length === 0 && user !== user.toLowerCase())
    notes.push('Capital letters count: a role made without quotes is all lower case.')
  return {
    fields: [field.username],
    summary: `There is no role ${user} on the server, or it may not log in.`,
    remedy: [...notes, 'Check the name, or have the role made with LOGIN.'].join(' '),
    actions:
      user === user.toLowerCase() ? [] : [patch(`Use ${user.toLowerCase()}`, field.username, user.toLowerCase())],
  }
}

function sayNoRulePlain(failure: ConnectFailure, context: DiagnosisContext): Said {
  const { sslmode } = context.settings
  // With `disable` TLS was never tried; any other mode has tried it, or the server has none.
  const canEncrypt = sslmode === 'disable' && !failure.host.startsWith('/')
  return {
    fields: canEncrypt ? [field.sslMode, field.hostPort] : [field.hostPort, field.sslMode],
    summary: `No rule on the server admits ${who(failure, context)} from this address without encryption.`,
    remedy: withNameNotes(
      context,
      canEncrypt
        ? 'Try SSL mode require: many servers admit encrypted logins only. Otherwise have this line added to pg_hba.conf; a rule that rejects on purpose looks the same from here.'
        : 'Have this line added to pg_hba.conf and the configuration reloaded. A rule that rejects on purpose looks the same from here.',
    ),
    actions: [
      ...(canEncrypt ? [patch('Switch to require', field.sslMode, 'require')] : []),
      hbaAction(failure, context),
    ],
  }
}
