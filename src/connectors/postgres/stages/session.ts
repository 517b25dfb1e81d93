import type { CatalogRow } from '../catalog/question.ts'
import { quoteLiteral } from '../catalog/quote.ts'
import { cancellable } from '../connect/cancellable.ts'
import { type Connection, QueryFailure, type QueryRows } from '../connection.ts'
import { isLost, unknownAnswer } from '../diagnose/is-lost.ts'

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
 * A connection held in one read-only transaction with limits on everything that could get stuck. A statement that fails
 * ends the transaction; the next one starts a fresh one, so one refusal never poisons what follows.
 */
export interface Session {
  readonly connection: Connection
  /** Of each statement. */
  readonly limitMs: number
  /** False once the connection is lost or closed. */
  readonly usable: boolean
  /** Rejects with a `QueryFailure`; after an abort the statement was cancelled on the server first. */
  ask<Row extends CatalogRow, Entry>(asking: Asking<Row, Entry>, signal: AbortSignal): Promise<Entry[]>
  /** What was asked since the last call. */
  takeQueries(): AskedQuery[]
  close(): Promise<void>
}

/**
 * @param limitMs for each statement; locks are waited for half as long, so that the reason for waiting is known
 * @param before statements of the session that this one replaces, to stand before its own
 */
export function openSession(connection: Connection, limitMs: number, before: readonly AskedQuery[] = []): Session {
  const transaction = createTransaction(connection, limitMs)
  let asked: AskedQuery[] = [...before]
  return {
    connection,
    limitMs,
    get usable() {
      return transaction.usable
    },
    async ask(asking, signal) {
      const began = performance.now()
      let rows: number | null = null
      try {
        const answer = await transaction.send(asking.sql, signal)
        rows = answer.rows.length
        return decode(asking, answer)
      } finally {
        const durationMs = Math.round((performance.now() - began) * 10) / 10
        asked.push({ name: asking.name, sql: asking.sql.trim(), rows, durationMs })
      }
    },
    takeQueries() {
      const taken = asked
      asked = []
      return taken
    },
    async close() {
      await transaction.end()
      transaction.usable = false
      await connection.close()
    },
  }
}

/** Sends within a transaction, which begins with the first statement and again after a failed one. */
function createTransaction(connection: Connection, limitMs: number) {
  let begun = false
  const send = (sql: string, signal: AbortSignal) => cancellable(connection, signal, () => connection.query(sql))
  let running = 0
  const transaction = {
    usable: true,
    /** Left open, a transaction would make a pooler throw away its connection to the server. */
    async end(): Promise<void> {
      if (!begun || running > 0 || !transaction.usable) return
      let timer: NodeJS.Timeout | undefined
      const impatience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, goodbyeMs)
      })
      await Promise.race([rollBack(), impatience])
      clearTimeout(timer)
    },
    async send(sql: string, signal: AbortSignal): Promise<QueryRows> {
      running += 1
      try {
        if (!begun) {
          await send('begin isolation level repeatable read, read only', signal)
          begun = true
          await send(limits(limitMs), signal)
        }
        return await send(sql, signal)
      } catch (error) {
        if (!(error instanceof QueryFailure)) throw error
        if (isLost(error)) transaction.usable = false
        else await rollBack()
        throw error
      } finally {
        running -= 1
      }
    },
  }
  const rollBack = async () => {
    begun = false
    try {
      await connection.query('rollback')
    } catch (error) {
      if (!(error instanceof QueryFailure)) throw error
      transaction.usable = false
    }
  }
  return transaction
}

/** Rows by column name. A question's `Row` says which columns its statement selects. */
function decode<Row extends CatalogRow, Entry>(asking: Asking<Row, Entry>, { columns, rows }: QueryRows): Entry[] {
  const toRow = (values: readonly (string | null)[]) =>
    Object.fromEntries(columns.map((name, place) => [name, values[place] ?? null])) as Row
  try {
    return rows.map((values) => asking.decode(toRow(values)))
  } catch (error) {
    // What calls itself Postgres may answer with values that Postgres never has.
    throw new QueryFailure({ kind: 'protocol', value: unknownAnswer }, null, { cause: error })
  }
}

/** `set_config(…, true)` holds for this transaction only, so it is right behind a pooler too. */
function limits(limitMs: number): string {
  const values = {
    statement_timeout: limitMs,
    lock_timeout: Math.ceil(limitMs / 2),
    idle_in_transaction_session_timeout: limitMs * 6,
    search_path: '',
  }
  const calls = Object.entries(values).map(
    ([name, value]) => `pg_catalog.set_config(${quoteLiteral(name)}, ${quoteLiteral(String(value))}, true)`,
  )
  return `select ${calls.join(', ')}`
}

/** How long the end of a transaction is waited for before its connection is closed. */
const goodbyeMs = 500
