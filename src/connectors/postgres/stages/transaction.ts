import { quoteLiteral } from '../catalog/quote.ts'
import { cancellable } from '../connect/cancellable.ts'
import { type Connection, QueryFailure, type QueryRows } from '../connection.ts'
import { isLost } from '../diagnose/is-lost.ts'

/** Statements within one read-only transaction, which begins with the first of them. */
export interface Transaction {
  /** False once the connection is lost or given up. */
  usable: boolean
  /** Rejects with a `QueryFailure`, or with the signal's reason where it aborted before the statement was sent. */
  send(sql: string, signal: AbortSignal): Promise<QueryRows>
  end(): Promise<void>
}

interface Waiting {
  readonly sql: string
  readonly signal: AbortSignal
  readonly resolve: (answer: QueryRows) => void
  readonly reject: (error: unknown) => void
  readonly onAbort: () => void
}

/** How long the end of a transaction is waited for before its connection is closed. */
const goodbyeMs = 500
/** What the server says to whatever follows a failed statement of its transaction. */
const inFailedTransaction = '25P02'

/**
 * Whatever is sent while the server is busy waits and then goes together: distance is paid once for all of it. A
 * statement that fails ends the transaction; those behind it are sent again in a fresh one. (Savepoints would save that,
 * but on a standby a conflict with replay would then end the whole session.)
 * @param limitMs for each statement; locks are waited for half as long, so that the reason for waiting is known
 */
export function createTransaction(connection: Connection, limitMs: number): Transaction {
  let begun = false
  let flight: Promise<void> | null = null
  let waiting: Waiting[] = []

  const transaction: Transaction = {
    usable: true,
    /** Left open, a transaction would make a pooler throw away its connection to the server. */
    async end() {
      let timer: NodeJS.Timeout | undefined
      const impatience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, goodbyeMs)
      })
      await Promise.race([flight, impatience])
      if (begun && flight === null && transaction.usable) await Promise.race([rollBack(), impatience])
      clearTimeout(timer)
    },
    send: (sql, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason)
        const onAbort = () => {
          waiting = waiting.filter((other) => other !== entry)
          reject(signal.reason)
        }
        const entry: Waiting = { sql, signal, resolve, reject, onAbort }
        waiting.push(entry)
        signal.addEventListener('abort', onAbort, { once: true })
        if (waiting.length === 1 && flight === null) setImmediate(takeOff)
      }),
  }

  function takeOff(): void {
    if (waiting.length === 0 || flight !== null) return
    const entries = waiting
    waiting = []
    flight = fly(entries).then(() => {
      flight = null
      // Not at once: who has just been answered may have the next question.
      setImmediate(takeOff)
    })
  }

  async function fly(entries: readonly Waiting[]): Promise<void> {
    const opening = begun ? [] : ['begin isolation level repeatable read, read only', limits(limitMs)]
    begun = true
    const answers = connection.queryAll([...opening, ...entries.map(({ sql }) => sql)])
    const again: Waiting[] = []
    let failed = false
    let before: Promise<unknown> = Promise.all(answers.slice(0, opening.length)).catch((error: unknown) => {
      failed = true
      note(error)
      for (const { reject } of entries) reject(error)
    })
    for (const [index, entry] of entries.entries()) {
      entry.signal.removeEventListener('abort', entry.onAbort)
      const answer = answers[opening.length + index]
      if (answer === undefined) throw new Error('every statement has an answer')
      const earlier = before
      // What an abort has to cancel is running only once those before it are done.
      before = earlier
        .then(() => cancellable(connection, entry.signal, () => answer))
        .then(entry.resolve, (error: unknown) => {
          if (failed && isPoisoned(error) && !entry.signal.aborted) return void again.push(entry)
          failed = true
          note(error)
          entry.reject(error)
        })
    }
    await Promise.allSettled(answers)
    await before
    if (failed && transaction.usable) await rollBack()
    for (const { signal, onAbort } of again) signal.addEventListener('abort', onAbort, { once: true })
    waiting = [...again, ...waiting]
  }

  const isPoisoned = (error: unknown) =>
    error instanceof QueryFailure && error.reason.kind === 'sqlstate' && error.reason.value === inFailedTransaction

  function note(error: unknown): void {
    if (error instanceof QueryFailure && isLost(error)) transaction.usable = false
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

/** `set_config(…, true)` holds for this transaction only, so it is right behind a pooler too. */
function limits(limitMs: number): string {
  const values = {
    // Whoever asks gives up first and cancels; this is for when nobody is left to do that.
    statement_timeout: Math.ceil(limitMs * 1.25),
    lock_timeout: Math.ceil(limitMs / 2),
    idle_in_transaction_session_timeout: limitMs * 6,
    search_path: '',
  }
  const calls = Object.entries(values).map(
    ([name, value]) => `pg_catalog.set_config(${quoteLiteral(name)}, ${quoteLiteral(String(value))}, true)`,
  )
  return `select ${calls.join(', ')}`
}
