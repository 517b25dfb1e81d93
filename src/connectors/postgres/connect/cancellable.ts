import type { Connection } from '../connection.ts'

/** A cancel that arrives between two statements is lost, so it is repeated until the statement gives up. */
const cancelEveryMs = 250
const cancelTries = 4

/** Runs a statement; an abort cancels it on the server, and closes the connection where that does not end it. */
export async function cancellable<T>(connection: Connection, signal: AbortSignal, run: () => Promise<T>): Promise<T> {
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
    return await run()
  } finally {
    settled = true
    signal.removeEventListener('abort', onAbort)
  }
}
