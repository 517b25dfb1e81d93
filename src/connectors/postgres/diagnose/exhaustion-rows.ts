import type { Cause } from '../../../core/connection.ts'
import type { DiagnosisCode } from '../../../core/error.ts'
import type { ConnectFailure, QueryFailure } from '../connection.ts'
import { type DiagnosisRow, field, isCause, type Said } from './row.ts'

interface Exhaustion {
  readonly code: DiagnosisCode
  readonly states: readonly string[]
  readonly said: Said
}

/** A server that has run out of something, or whose storage gives way: at login or in the middle of a statement. */
const exhaustions: readonly Exhaustion[] = [
  {
    code: 'SERVER_OUT_OF_DISK',
    states: ['53100'],
    said: {
      fields: [],
      summary: 'The server’s disk is full.',
      remedy:
        'Reading needs some of it too, for sorting. Have space made: old log files, replication slots that hold back WAL, forgotten copies.',
      help: 'hostPort',
    },
  },
  {
    code: 'SERVER_OUT_OF_MEMORY',
    states: ['53200'],
    said: {
      fields: [],
      summary: 'The server has no memory left for this.',
      remedy:
        'Test again when it is less busy. If it stays, lower work_mem or max_connections there, or raise max_locks_per_transaction where it is the shared memory that is full.',
      help: 'hostPort',
    },
  },
  {
    code: 'SERVER_LIMIT_REACHED',
    states: ['53000', '53400', '54000', '54001'],
    said: {
      fields: [],
      summary: 'The server has reached one of the limits that are set for it.',
      remedy:
        'Its own words below say which, such as temp_file_limit or max_stack_depth. Raise it, or narrow the scope.',
      help: 'schemaFilterPattern',
    },
  },
  {
    code: 'SERVER_STORAGE_DAMAGED',
    states: ['58030', 'XX001', 'XX002'],
    said: {
      fields: [],
      summary: 'The server cannot read its own storage.',
      remedy: 'Tell whoever runs it before anything else: a disk may be failing. Its own words are below.',
      help: 'hostPort',
    },
  },
]

const rowsFor = <Failure>(causeOf: (failure: Failure) => Cause): readonly DiagnosisRow<Failure>[] =>
  exhaustions.map(({ code, states, said }) => ({
    code,
    when: (failure) => isCause(causeOf(failure), 'sqlstate', ...states),
    say: () => said,
  }))

/** Before there is a session a server answers in the old format, which has no code: an error byte, then its words. */
const saidInOldFormat = ({ cause, answered }: ConnectFailure): boolean =>
  isCause(cause, 'protocol', 'SERVER_ERROR') ||
  (isCause(cause, 'protocol', 'NOT_POSTGRES') && answered !== null && /^E[^\0]{8,}\n\0$/.test(answered))

export const exhaustionRows: readonly DiagnosisRow<ConnectFailure>[] = rowsFor(({ cause }) => cause)

/** Stands before whoever would take such an answer for another kind of server. */
export const cannotForkRow: DiagnosisRow<ConnectFailure> = {
  code: 'SERVER_CANNOT_START_SESSION',
  when: saidInOldFormat,
  say: ({ answered }) => ({
    fields: [field.hostPort],
    summary: `The server could not begin a session: “${wordsOf(answered)}”.`,
    remedy:
      'It answers so when it cannot start another process, for want of memory or of processes. Close connections to it, or have its limits raised.',
  }),
}

const wordsOf = (answered: string | null): string =>
  (answered ?? '')
    .slice(1)
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()

export const queryExhaustionRows: readonly DiagnosisRow<QueryFailure>[] = rowsFor(({ reason }) => reason)
