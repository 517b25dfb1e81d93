import type { ConnectFailure } from '../connection.ts'
import { type DiagnosisRow, field, isServerError } from './row.ts'

/** Too many connections: one SQLSTATE for four limits, told apart by the function that found it. */
export const limitRows: readonly DiagnosisRow<ConnectFailure>[] = [
  {
    code: 'CONN_LIMIT_OF_ROLE',
    when: ({ cause }) => isServerError(cause, '53300', 'InitializeSessionUserId'),
    say: (_failure, { settings }) => ({
      fields: [field.username],
      summary: `The role ${settings.user} has reached its own limit of connections.`,
      remedy: 'Close some of its connections, or raise the limit with ALTER ROLE … CONNECTION LIMIT.',
    }),
  },
  {
    code: 'CONN_LIMIT_OF_DATABASE',
    when: ({ cause }) => isServerError(cause, '53300', 'CheckMyDatabase'),
    say: (_failure, { database }) => ({
      fields: [field.database],
      summary: `The database ${database} has reached its own limit of connections.`,
      remedy: 'Close some connections to it, or raise the limit with ALTER DATABASE … CONNECTION LIMIT.',
    }),
  },
  {
    code: 'CONN_LIMIT_RESERVED',
    when: ({ cause }) => isServerError(cause, '53300', 'InitPostgres'),
    say: (_failure, { settings }) => ({
      fields: [field.username],
      summary: `The server is full but for slots that ${settings.user} may not take.`,
      remedy: 'Close unused connections, or raise max_connections. A role with reserved slots still gets in.',
    }),
  },
  {
    code: 'CONN_LIMIT_OF_SERVER',
    when: ({ cause }) => isServerError(cause, '53300'),
    say: () => ({
      fields: [],
      summary: 'The server has no connection left.',
      remedy: 'Close unused connections, raise max_connections, or connect through a pooler. Then test again.',
      help: 'hostPort',
    }),
  },
]
