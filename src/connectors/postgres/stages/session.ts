import type { CatalogRow } from '../catalog/question.ts'
import { quoteLiteral } from '../catalog/quote.ts'
import { type Connection, QueryFailure, type QueryRows } from '../connection.ts'
import { isLost } from '../diagnose/is-lost.ts'

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
  let inTransaction = false
  let usable = true
  let asked: AskedQuery[] = [...before]

  const send = async (sql: string, signal: AbortSignal): Promise<QueryRows> => {
    try {
      return await cancellable(connection, sql, signal)
    } catch (error) {
      if (!(error instanceof QueryFailure)) throw error
      if (isLost(error)) usable = false
      throw error
    }
  }

  const begin = async (signal: AbortSignal) => {
    await send('begin isolation level repeatable read, read only', signal)
    inTransaction = true
    await send(limits(limitMs), signal)
  }

  const endTransaction = async () => {
    inTransaction = false
    if (!usable) return
    try {
      await connection.query('rollback')
    } catch (error) {
      if (!(error instanceof QueryFailure)) throw error
      usable = false
    }
  }

  return {
    connection,
    limitMs,
    get usable() {
      return usable
    },
    async ask(asking, signal) {
      const began = performance.now()
      const note = (rows: number | null) => {
        const durationMs = Math.round((performance.now() - began) * 10) / 10
        asked.push({ name: asking.name, sql: asking.sql.trim(), rows, durationMs })
      }
      try {
        if (!inTransaction) await begin(signal)
        const answer = await send(asking.sql, signal)
        note(answer.rows.length)
        return toRows<Parameters<typeof asking.decode>[0]>(answer).map((row) => asking.decode(row))
      } catch (error) {
        if (error instanceof QueryFailure) {
          note(null)
          await endTransaction()
        }
        throw error
      }
    },
    takeQueries() {
      const taken = asked
      asked = []
      return taken
    },
    async close() {
      usable = false
      await connection.close()
    },
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

/** Rows by column name. A question's `Row` says which columns its statement selects. */
function toRows<Row extends CatalogRow>({ columns, rows }: QueryRows): Row[] {
  return rows.map((values) => Object.fromEntries(columns.map((name, place) => [name, values[place] ?? null])) as Row)
}

/** A cancel that arrives between two statements is lost, so it is repeated until the statement gives up. */
const cancelEveryMs = 250
const cancelTries = 4

async function cancellable(connection: Connection, sql: string, signal: AbortSignal): Promise<QueryRows> {
  signal.throwIfAborted()
  let settled = false
  const stop = async () => {
    for (let tries = 0; tries < cancelTries && !settled; tries += 1) {
      try {
        await connection.cancel()
      } catch {
        // Nobody takes the request: closing is all that is left, and the server's own limit ends the statement.
        break
      }
      await new Promise((resolve) => setTimeout(resolve, cancelEveryMs))
    }
    if (!settled) await connection.close()
  }
  const onAbort = () => void stop()
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await connection.query(sql)
  } finally {
    settled = true
    signal.removeEventListener('abort', onAbort)
  }
}
