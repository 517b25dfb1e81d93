import { marked } from '../../../core/usage/own-statements.ts'
import { quoteLiteral } from '../catalog/quote.ts'
import { cancellable } from '../connect/cancellable.ts'
import { type Connection, QueryFailure, type QueryRows } from '../connection.ts'
import { sortMemory, valueSettings } from '../profile/table-transaction.ts'

/** Whose names a statement may use without their schema: nobody's, or those of the role's own search_path. */
export type NamesFrom = 'nowhere' | 'search path'

/**
 * A read-only transaction with one snapshot, which begins with its first statement. One that fails ends it, and the
 * next begins it anew.
 */
export interface CheckTransaction {
  /** Rejects with a `QueryFailure`, or with the signal's reason where it aborted before. */
  ask(statement: string, names?: NamesFrom): Promise<QueryRows>
  end(): Promise<void>
}

/** @param limitMs for each statement */
export function createCheckTransaction(connection: Connection, signal: AbortSignal, limitMs: number): CheckTransaction {
  let begun = false
  let named: NamesFrom = 'nowhere'
  const local = (name: string, value: string) =>
    `pg_catalog.set_config(${quoteLiteral(name)}, ${quoteLiteral(value)}, true)`

  async function begin(): Promise<void> {
    const settings = {
      ...valueSettings,
      // Where policies would hide rows, the server refuses instead: what is said of some rows is not said of all.
      row_security: 'off',
      statement_timeout: String(limitMs),
      idle_in_transaction_session_timeout: String(limitMs + 60_000),
    }
    const calls = Object.entries(settings).map(([name, value]) => local(name, value))
    calls.push(`case when pg_catalog.pg_size_bytes(pg_catalog.current_setting('work_mem')) <
      pg_catalog.pg_size_bytes('${sortMemory}') then ${local('work_mem', sortMemory)} end`)
    // A worker that is killed cancels nothing: the server looks by itself whether anybody still waits for the answer.
    calls.push(`case when pg_catalog.current_setting('client_connection_check_interval', true) = '0' and
      pg_catalog.version() like '%linux%' then ${local('client_connection_check_interval', '2s')} end`)
    begun = true
    named = 'nowhere'
    await Promise.all(
      connection.queryAll(['begin isolation level repeatable read, read only', `select ${calls.join(', ')}`]),
    )
  }

  async function rollBack(): Promise<void> {
    if (!begun) return
    begun = false
    await connection.query('rollback').catch((error: unknown) => {
      // A lost connection has ended it already.
      if (!(error instanceof QueryFailure)) throw error
    })
  }

  return {
    async ask(statement, names = 'nowhere') {
      signal.throwIfAborted()
      try {
        if (!begun) await begin()
        if (names !== named) {
          const setting = names === 'nowhere' ? "''" : 'default'
          await connection.query(`set local search_path to ${setting}`)
          named = names
        }
        return await cancellable(connection, signal, () => connection.queryAlone(marked(statement)))
      } catch (error) {
        await rollBack()
        signal.throwIfAborted()
        throw error
      }
    },
    end: rollBack,
  }
}
