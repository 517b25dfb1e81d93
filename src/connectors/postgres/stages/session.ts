import { marked } from '../../../core/usage/own-statements.ts'
import type { CatalogRow, OidRange } from '../catalog/question.ts'
import type { CatalogQuestion, Fields } from '../catalog/questions/question.ts'
import { type Connection, QueryFailure, type QueryRows } from '../connection.ts'
import { unknownAnswer } from '../diagnose/is-lost.ts'
import { writeFields } from '../extract/copy-text.ts'
import type { PgVersion } from '../version.ts'
import { createTransaction } from './transaction.ts'

/** A statement that was sent, for the reader: `rows` is null when it failed. */
export type AskedQuery = {
  readonly name: string
  readonly sql: string
  readonly rows: number | null
  readonly durationMs: number
}

/** Anything with a name, a text and a decoder: a catalog question with version and range filled in. */
export interface Asking<Row extends CatalogRow, Entry> {
  readonly name: string
  readonly sql: string
  decode(row: Row): Entry
}

/**
 * A connection held in one read-only transaction with limits on everything that could get stuck. What is asked at the
 * same time goes to the server together, and no refusal poisons what follows.
 */
export interface Session {
  readonly connection: Connection
  /** Of each statement. */
  readonly limitMs: number
  /** False once the connection is lost or closed. */
  readonly usable: boolean
  /** Rejects with a `QueryFailure`; after an abort the statement was cancelled on the server first. */
  ask<Row extends CatalogRow, Entry>(asking: Asking<Row, Entry>, signal: AbortSignal): Promise<Entry[]>
  /** Puts a question of an extraction in the extraction's own words, over a range of its own. Rejects like `ask`. */
  put<Row extends Fields, Entry>(
    question: CatalogQuestion<Row, Entry>,
    version: PgVersion,
    range: OidRange,
    signal: AbortSignal,
  ): Promise<Entry[]>
  /** What was asked with this signal since the last call. */
  takeQueries(signal: AbortSignal): AskedQuery[]
  close(): Promise<void>
}

/**
 * @param limitMs for each statement; locks are waited for half as long, so that the reason for waiting is known
 */
export function openSession(connection: Connection, limitMs: number): Session {
  const transaction = createTransaction(connection, limitMs)
  const sent = async <Entry>(
    { name, sql }: { readonly name: string; readonly sql: string },
    signal: AbortSignal,
    read: (answer: QueryRows) => Entry[],
  ): Promise<Entry[]> => {
    const began = performance.now()
    let rows: number | null = null
    try {
      const answer = await transaction.send(marked(sql), signal)
      rows = answer.rows.length
      return read(answer)
    } finally {
      const durationMs = Math.round((performance.now() - began) * 10) / 10
      askedWith(signal).push({ name, sql: sql.trim(), rows, durationMs })
    }
  }
  return {
    connection,
    limitMs,
    get usable() {
      return transaction.usable
    },
    ask: (asking, signal) => sent(asking, signal, (answer) => decode(asking, answer)),
    put(question, version, range, signal) {
      const asking = { name: question.name, sql: `copy (${question.sql(version, range)}\n) to stdout` }
      return sent(asking, signal, ({ rows }) =>
        understood(() => rows.map((fields) => question.decode(joinRest(fields, question.apart) as never))),
      )
    },
    takeQueries: (signal) => askedWith(signal).splice(0),
    async close() {
      await transaction.end()
      transaction.usable = false
      await connection.close()
    },
  }
}

/** As an extraction's rows come. */
const joinRest = (fields: Fields, apart = fields.length): Fields =>
  apart === fields.length ? fields : [...fields.slice(0, apart), writeFields(fields.slice(apart))]

const asked = new WeakMap<AbortSignal, AskedQuery[]>()

/** Stages ask at the same time, each with a signal of its own; one stage may go through several sessions. */
function askedWith(signal: AbortSignal): AskedQuery[] {
  const known = asked.get(signal) ?? []
  asked.set(signal, known)
  return known
}

/** Rows by column name. A question's `Row` says which columns its statement selects. */
function decode<Row extends CatalogRow, Entry>(asking: Asking<Row, Entry>, { columns, rows }: QueryRows): Entry[] {
  const toRow = (values: readonly (string | null)[]) =>
    Object.fromEntries(columns.map((name, place) => [name, values[place] ?? null])) as Row
  return understood(() => rows.map((values) => asking.decode(toRow(values))))
}

function understood<T>(decode: () => T): T {
  try {
    return decode()
  } catch (error) {
    // What calls itself Postgres may answer with values that Postgres never has.
    throw new QueryFailure({ kind: 'protocol', value: unknownAnswer }, null, { cause: error })
  }
}
