import { marked } from '../../../core/usage/own-statements.ts'
import type { CatalogRow } from '../catalog/question.ts'
import { quoteLiteral } from '../catalog/quote.ts'
import { cancellable } from '../connect/cancellable.ts'
import type { Connection, QueryRows } from '../connection.ts'

/** One relation's share of a connection: a read-only transaction with one snapshot. */
export interface TableTransaction {
  /** Sends statements together. Rejects with the `QueryFailure` of the first that failed. */
  ask(statements: readonly string[]): Promise<QueryRows[]>
  /** Sends one statement in a way that refuses several, once something was asked. Rejects with a `QueryFailure`. */
  askAlone(statement: string): Promise<QueryRows>
  end(): Promise<void>
}

/** What values look like does not depend on the server's settings. */
export const valueSettings = {
  search_path: '',
  timezone: 'UTC',
  datestyle: 'ISO, YMD',
  intervalstyle: 'postgres',
  extra_float_digits: '3',
  bytea_output: 'hex',
  // Compiling many short expressions takes longer than it saves.
  jit: 'off',
  lock_timeout: '3s',
}

/** Enough for the values of a large table to be sorted or grouped with few passes. */
export const sortMemory = '64MB'

export function beginTable(connection: Connection, signal: AbortSignal, limitMs: number): TableTransaction {
  const endsAt = performance.now() + limitMs
  let begun = false
  const set = (name: string, value: string) =>
    `pg_catalog.set_config(${quoteLiteral(name)}, ${quoteLiteral(value)}, true)`
  const opening = () => [
    'begin isolation level repeatable read, read only',
    `select ${Object.entries(valueSettings)
      .map(([name, value]) => set(name, value))
      .join(', ')}, case when pg_catalog.pg_size_bytes(pg_catalog.current_setting('work_mem')) <
        pg_catalog.pg_size_bytes('${sortMemory}') then ${set('work_mem', sortMemory)} end`,
  ]
  return {
    async ask(statements) {
      const before = begun ? [] : opening()
      begun = true
      const left = Math.max(1, Math.round(endsAt - performance.now()))
      const limit = `select ${set('statement_timeout', String(left))}, ${set('idle_in_transaction_session_timeout', String(left + 60_000))}`
      const all = connection.queryAll([...before, limit, ...statements.map(marked)])
      const answers = await cancellable(connection, signal, () => settledInOrder(all))
      return answers.slice(before.length + 1)
    },
    askAlone: (statement) => cancellable(connection, signal, () => connection.queryAlone(marked(statement))),
    async end() {
      if (begun) await connection.query('rollback')
    },
  }
}

/** All of them, or the first failure once nothing is under way any more. */
async function settledInOrder<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(promises)
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}

/** Rows by column name, decoded. */
export function decodeRows<Row extends CatalogRow, Entry>(
  answer: QueryRows | undefined,
  decode: (row: Row) => Entry,
): Entry[] {
  const { columns = [], rows = [] } = answer ?? {}
  return rows.map((row) => decode(Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])) as Row))
}
