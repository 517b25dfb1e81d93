import type { Cause } from '../../../core/connection.ts'
import type { ConnectFailure, QueryFailure } from '../connection.ts'
import { endpoint } from './address.ts'
import { type DiagnosisContext, type DiagnosisRow, field, isServerError, patch, type Said } from './row.ts'

/**
 * PgBouncer and its relatives refuse everything with 08P01 and name no C function, as Postgres always does. Which of
 * their reasons it was, only the moment tells: before a password was asked they look at what we sent, after it at the
 * login and at the server behind them.
 */
const isPooler = (cause: Cause): boolean => isServerError(cause, '08P01') && !cause.routine

export const poolerRows: readonly DiagnosisRow<ConnectFailure>[] = [
  {
    code: 'POOLER_PARAMETER_REFUSED',
    when: ({ cause, passwordAsked }, { settings }) => isPooler(cause) && !passwordAsked && settings.options !== null,
    say: (_failure, { settings }) => ({
      fields: [field.connectionOptions, field.database],
      summary: 'A pooler answers here, and it refused the login before it asked for a password.',
      remedy: `Most likely it does not accept the startup parameter options, which is “${settings.options}” here. Leave it out, or have the pooler ignore it. An unknown database or a pooler that is full looks the same from here.`,
      actions: [
        {
          kind: 'patch',
          label: 'Remove options',
          patch: [{ path: field.sessionOptions, value: null }],
        },
        {
          kind: 'copy',
          label: 'Copy pgbouncer.ini line',
          language: 'conf',
          text: 'ignore_startup_parameters = options  # append to what is there already, then RELOAD',
        },
      ],
    }),
  },
  {
    code: 'POOLER_REFUSED_PLAIN',
    when: ({ cause, passwordAsked, tls }, { settings }) =>
      isPooler(cause) && !passwordAsked && !tls && settings.sslmode === 'disable',
    say: (_failure, { database }) => ({
      fields: [field.sslMode, field.database],
      summary: 'A pooler answers here, and it refused the unencrypted login before it asked for a password.',
      remedy: `It may want TLS, not know the database ${database}, or be full. Its own words are below.`,
      actions: [patch('Switch to require', field.sslMode, 'require')],
    }),
  },
  {
    code: 'POOLER_REFUSED_EARLY',
    when: ({ cause, passwordAsked }) => isPooler(cause) && !passwordAsked,
    say: (_failure, { database }) => ({
      fields: [field.database, field.hostPort],
      summary: 'A pooler answers here, and it refused the login before it asked for a password.',
      remedy: `It may have no place left for clients, not know the database ${database}, or admit nobody from this address. Its own words are below.`,
    }),
  },
  { code: 'POOLER_LOGIN_REJECTED', when: ({ cause }) => isPooler(cause), say: sayLogin },
  {
    code: 'AUTH_NO_ANSWER',
    when: ({ step, cause, passwordAsked }) =>
      step === 'authenticate' && passwordAsked && cause.kind === 'os' && ['TIMEOUT', 'ETIMEDOUT'].includes(cause.value),
    say: (failure) => ({
      fields: [field.hostPort],
      summary: `${endpoint(failure)} asked for the password and then said nothing more.`,
      remedy:
        'A pooler that waits for a server behind it, or for a free connection to it, looks like this. So does a server that is overloaded or waits for its directory service.',
    }),
  },
]

function sayLogin(_failure: ConnectFailure, { settings, database }: DiagnosisContext): Said {
  return {
    fields: [field.password, field.username, field.database],
    summary: `A pooler answers here, and it did not let ${settings.user} in.`,
    remedy: `The password may be wrong, ${settings.user} or the database ${database} may be missing from the pooler’s own lists, or it could not log in to the server behind it. Its own words are below.`,
  }
}

/** The pooler ended a session in whose place there is no connection to the server. */
export const poolerQueryRow: DiagnosisRow<QueryFailure> = {
  code: 'POOLER_NO_CONNECTION',
  when: ({ reason }) => isPooler(reason),
  say: () => ({
    fields: [field.hostPort],
    summary: 'The pooler had no connection to the server for us, or lost it.',
    remedy:
      'Its pool for this database and role may be taken by others for longer than it lets anyone wait, or the server behind it is gone. Test again, enlarge the pool, or connect to the server itself.',
  }),
}
