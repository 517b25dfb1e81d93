import { toFieldPath } from '../../../core/ids.ts'
import type { ConnectFailure } from '../connection.ts'
import { grantConnectScript } from '../privileges/grant-script.ts'
import {
  copySql,
  type DiagnosisContext,
  type DiagnosisRow,
  field,
  isCause,
  isServerError,
  patch,
  type Said,
} from './row.ts'
import { typingNotes } from './typing-notes.ts'

/** The login is done, and the database does not open. */
export const openRows: readonly DiagnosisRow<ConnectFailure>[] = [
  { code: 'OPEN_DATABASE_MISSING', when: ({ cause }) => isServerError(cause, '3D000'), say: sayDatabase },
  {
    code: 'OPEN_CONNECT_DENIED',
    when: ({ cause }) => isServerError(cause, '42501'),
    say: (_failure, { settings, database }) => {
      const script = grantConnectScript(database, settings.user)
      return {
        fields: [field.database, field.username],
        summary: `${settings.user} may not connect to the database ${database}.`,
        remedy: 'Have its owner or a superuser run this grant.',
        actions: [copySql('Copy GRANT', script.grant), copySql('Copy REVOKE', script.revoke)],
      }
    },
  },
  {
    code: 'OPEN_DATABASE_CLOSED',
    when: ({ cause }) => isServerError(cause, '55000'),
    say: (_failure, { database }) => ({
      fields: [field.database],
      summary: `The database ${database} takes no connections at all.`,
      remedy: 'Choose another one. Templates such as template0 are closed on purpose.',
    }),
  },
  {
    code: 'OPEN_PARAMETER_REFUSED',
    when: ({ cause }) => ['42704', '22023', '55P02', '42601'].some((state) => isServerError(cause, state)),
    say: () => ({
      fields: [field.connectionOptions],
      summary: 'The server does not accept a parameter that is set for this session.',
      remedy: 'Correct or remove it. Its name stands in the server’s own words below.',
    }),
  },
  {
    code: 'OPEN_SESSION_UNSUITABLE',
    when: ({ cause }) => isCause(cause, 'protocol', 'SESSION_ATTRS_UNMET'),
    say: () => ({
      fields: [field.connectionOptions, field.hostPort],
      summary: 'A server answered, but not one of the kind that target_session_attrs asks for.',
      remedy:
        'Add the host that has it, or take any server: Patchbay only reads, so a standby or a read-only server will do.',
      actions: [patch('Take any server', toFieldPath(['connectionOptions', 'target_session_attrs']), null)],
    }),
  },
]

function sayDatabase(_failure: ConnectFailure, { settings, database }: DiagnosisContext): Said {
  const notes = typingNotes(database, 'The name')
  const trimmed = database.trim()
  if (database !== database.toLowerCase()) {
    notes.push('Capital letters count: a database made without quotes is all lower case.')
  }
  const likely = trimmed.toLowerCase()
  return {
    fields: [field.database],
    summary: `There is no database ${database} on the server.`,
    remedy: [...notes, 'Check the name. This query lists what there is.'].join(' '),
    actions: [
      ...(likely === database || settings.dbname === null ? [] : [patch(`Use ${likely}`, field.database, likely)]),
      copySql('Copy query', 'SELECT datname FROM pg_database WHERE datallowconn ORDER BY 1;'),
    ],
  }
}
