import type { QueryFailure } from '../connection.ts'
import { queryExhaustionRows } from './exhaustion-rows.ts'
import { isLost, unknownAnswer } from './is-lost.ts'
import { poolerQueryRow } from './pooler-rows.ts'
import { type DiagnosisRow, field, isCause, isServerError } from './row.ts'

/** A statement of the test that failed, in whatever stage. */
export const queryRows: readonly DiagnosisRow<QueryFailure>[] = [
  {
    code: 'USAGE_NOT_PRELOADED',
    when: ({ reason }) => isServerError(reason, '55000', 'pg_stat_statements_internal', 'pg_stat_statements_info'),
    say: () => ({
      fields: [field.queryStatementSource],
      summary: 'The extension pg_stat_statements is installed, but the server was started without its library.',
      remedy: 'Add it to shared_preload_libraries and restart the server. Until then there is no usage to read.',
      actions: [
        {
          kind: 'copy',
          label: 'Copy postgresql.conf line',
          language: 'conf',
          text: "shared_preload_libraries = 'pg_stat_statements'  # append to what is there already, then restart",
        },
      ],
    }),
  },
  poolerQueryRow,
  {
    code: 'SERVER_CONNECTION_LOST',
    when: isLost,
    say: () => ({
      fields: [],
      summary: 'The server closed the connection before it had answered.',
      remedy: 'It may have restarted, or an administrator or a proxy ended the session. Try again.',
      help: 'hostPort',
    }),
  },
  {
    code: 'QUERY_TIMED_OUT',
    when: ({ reason }) => isServerError(reason, '57014'),
    say: () => ({
      fields: [],
      summary: 'The server ended the statement before it was done.',
      remedy:
        'It took longer than it may, or someone cancelled it. Try again when the server is less busy, or narrow the scope.',
      help: 'schemaFilterPattern',
    }),
  },
  {
    code: 'QUERY_LOCKED_OUT',
    when: ({ reason }) => isServerError(reason, '55P03'),
    say: () => ({
      fields: [],
      summary: 'A relation is locked by another session, so its definition cannot be read.',
      remedy: 'Test again when the migration or maintenance that holds the lock is done.',
      help: 'hostPort',
    }),
  },
  ...queryExhaustionRows,
  {
    code: 'QUERY_WOULD_WRITE',
    when: ({ reason }) => isServerError(reason, '25006'),
    say: () => ({
      fields: [field.queryStatementSource],
      summary: 'Something that this stage reads wants to write, and Patchbay only reads.',
      remedy: 'A view may call a function that writes, such as one that logs who looked. Name a source that does not.',
    }),
  },
  {
    code: 'QUERY_RECOVERY_CONFLICT',
    when: ({ reason }) => isServerError(reason, '40001'),
    say: () => ({
      fields: [],
      summary: 'This standby cancelled the statement, because replay of the primary’s changes needed the rows away.',
      remedy: 'Test again, or raise max_standby_streaming_delay or switch on hot_standby_feedback.',
      help: 'hostPort',
    }),
  },
  {
    code: 'QUERY_DENIED',
    when: ({ reason }) => isServerError(reason, '42501'),
    say: () => ({
      fields: [field.username],
      summary: 'The role may not run a statement of this stage.',
      remedy: 'The server’s own words below name the object. Grant it, or connect as another role.',
    }),
  },
  {
    code: 'QUERY_ANSWER_UNKNOWN',
    when: ({ reason }) => isCause(reason, 'protocol', unknownAnswer),
    say: () => ({
      fields: [],
      summary: 'The server answered a statement of this stage with values that Postgres does not have.',
      remedy: 'It may be a relative of Postgres. What this stage reads will be missing.',
      help: 'hostPort',
    }),
  },
  {
    code: 'QUERY_FAILED',
    when: () => true,
    say: ({ reason }) => ({
      fields: [],
      summary: `The server could not run a statement of this stage (${reason.value}).`,
      remedy: 'Its own words are below. What this stage reads will be missing.',
      help: 'hostPort',
    }),
  },
]
