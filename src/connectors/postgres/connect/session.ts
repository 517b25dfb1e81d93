import type pg from 'pg'
import type { Cause } from '../../../core/connection.ts'
import { type Connection, QueryFailure, type QueryRows, type ServerError } from '../connection.ts'
import { readLines } from '../extract/copy-text.ts'
import { type CancelTarget, sendCancelRequest } from './cancel-request.ts'
import { copyOut } from './copy-out.ts'
import { driver } from './driver.ts'
import type { LoggedIn } from './login.ts'
import { closedCause, socketCause } from './step-failure.ts'

const cancelDeadlineMs = 5_000
/** How long a goodbye may take before the socket is closed without one. */
const goodbyeDeadlineMs = 1_000

type Facts = Pick<Connection, 'host' | 'address' | 'port' | 'localAddress' | 'tls' | 'attempts' | 'refusedCertificate'>

/** A logged-in `pg` client as a `Connection`: one statement at a time, rows as text, failures with what the protocol said. */
export function createSession(session: LoggedIn, facts: Facts, cancelTarget: Omit<CancelTarget, 'key'>): Connection {
  const { client, stream, parameters, backendKey } = session
  const run = createRunner(session)
  let last: Promise<unknown> = Promise.resolve()
  let running = 0
  // A CancelRequest that nobody takes must not outlive the session.
  const closed = new AbortController()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    running += 1
    const result = last.then(work).finally(() => {
      running -= 1
    })
    last = result.catch(() => undefined)
    return result
  }

  async function cancel(): Promise<void> {
    if (backendKey === null) throw new QueryFailure({ kind: 'protocol', value: 'NO_CANCEL_KEY' }, null)
    const limits = { signal: closed.signal, deadlineMs: cancelDeadlineMs }
    await sendCancelRequest({ ...cancelTarget, key: backendKey }, limits)
  }

  async function leave(): Promise<void> {
    if (running > 0 && !stream.destroyed) {
      try {
        await cancel()
      } catch (error) {
        // Undeliverable: the closed socket tells the server, though only when it next writes to it.
        if (!(error instanceof QueryFailure)) throw error
      }
      await last
    }
    await client.end()
  }

  return {
    ...facts,
    parameters,
    processId: backendKey?.processId ?? null,
    cancel,
    query: (text, values = []) => inTurn(() => run(text, values)),
    queryAlone: (statement) => inTurn(() => run(statement, [], 'extended')),
    queryAll(texts) {
      const sent = new Promise<{ readonly answers: readonly Promise<QueryRows>[] }>((resolve) => {
        void inTurn(async () => {
          const answers = texts.map((text) => run(text))
          resolve({ answers })
          await Promise.allSettled(answers)
        })
      })
      return texts.map(async (_text, index) => (await (await sent).answers[index]) ?? { columns: [], rows: [] })
    },
    copy: (sql, receive) => inTurn(() => copyOut(stream, sql, receive)),
    async close() {
      let timer: NodeJS.Timeout | undefined
      const impatience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, goodbyeDeadlineMs)
      })
      await Promise.race([leave(), impatience])
      clearTimeout(timer)
      stream.destroy()
      closed.abort()
    },
  }
}

type Answer = pg.QueryArrayResult<(string | null)[]>

/** Without values a text goes by the simple protocol, which takes several statements, unless `extended` is asked for. */
type Run = (text: string, values?: readonly (string | number | null)[], queryMode?: 'extended') => Promise<QueryRows>

function createRunner({ client, stream }: LoggedIn): Run {
  let ending: QueryFailure | null = null
  client.on('error', (error: Error) => {
    ending ??= toQueryFailure(error)
  })

  function toQueryFailure(error: Error): QueryFailure {
    if (error instanceof driver.DatabaseError && error.code !== undefined) {
      const serverError = toServerError(error)
      const routine = serverError.routine === null ? {} : { routine: serverError.routine }
      return new QueryFailure({ kind: 'sqlstate', value: error.code, ...routine }, serverError, { cause: error })
    }
    if (ending !== null) return ending
    const cause: Cause = stream.failure === null ? closedCause : socketCause(stream.failure)
    return new QueryFailure(cause, null, { cause: error })
  }

  return async (text, values = [], queryMode = undefined) => {
    try {
      const config = { text, values: [...values], rowMode: 'array' as const, queryMode }
      const copied: (string | null)[][] = []
      const answer = await new Promise<Answer | Answer[]>((resolve, reject) => {
        const query = Object.assign(new driver.Query(config), {
          callback: (error: Error | null | undefined, result: Answer | Answer[]) =>
            error === null || error === undefined ? resolve(result) : reject(error),
          // `pg` drops what COPY … TO STDOUT sends. Each message is one line.
          handleCopyData: ({ chunk }: { readonly chunk: Buffer }) =>
            readLines(chunk.toString('utf8'), (fields) => copied.push([...fields])),
        })
        client.query(query)
      })
      // Several statements in one text give several results, which the types of `pg` do not say.
      const final = [answer].flat().at(-1)
      const rows = final?.rows ?? []
      return { columns: final?.fields.map(({ name }) => name) ?? [], rows: copied.length > 0 ? copied : rows }
    } catch (error) {
      throw toQueryFailure(error as Error)
    }
  }
}

function toServerError(error: pg.DatabaseError): ServerError {
  return {
    sqlstate: error.code ?? '',
    severity: error.severity ?? '',
    routine: error.routine ?? null,
    message: error.message,
    detail: error.detail ?? null,
    hint: error.hint ?? null,
  }
}
