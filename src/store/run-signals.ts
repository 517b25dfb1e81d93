import pg from 'pg'
import { type RunId, toRunId } from '../core/ids.ts'
import { runChannel } from './run-ownership.ts'

/** Tells when something happened to a run, in whichever process it did. */
export interface RunSignals {
  /**
   * `notice` is called with the run's id; the result stops that. Signals are lost while the state cannot be reached:
   * who must not miss any looks by itself once in a while.
   */
  watch(notice: (id: RunId) => void): () => void
  close(): Promise<void>
}

const pauseAfterLossMs = 1000

/** One connection for all watchers of this process, from the first one on. */
export function runSignals(connectionString: string): RunSignals {
  const watchers = new Set<(id: RunId) => void>()
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | null = null
  let isClosed = false

  const connect = async (): Promise<void> => {
    if (isClosed || client !== null) return
    const connecting = new pg.Client({ connectionString, application_name: 'patchbay signals', keepAlive: true })
    client = connecting
    connecting.on('error', () => reconnect(connecting))
    connecting.on('end', () => reconnect(connecting))
    connecting.on('notification', ({ payload = '' }) => {
      for (const notice of watchers) notice(toRunId(payload))
    })
    try {
      await connecting.connect()
      await connecting.query(`listen ${runChannel}`)
    } catch (error) {
      if (!(error instanceof Error)) throw error
      reconnect(connecting)
    }
  }
  const reconnect = (lost: pg.Client): void => {
    if (client !== lost) return
    client = null
    if (isClosed) return
    timer = setTimeout(() => void connect(), pauseAfterLossMs)
    timer.unref()
  }

  return {
    watch(notice) {
      watchers.add(notice)
      void connect()
      return () => watchers.delete(notice)
    },
    async close() {
      isClosed = true
      if (timer !== null) clearTimeout(timer)
      await client?.end().catch(() => 'it was lost already')
    },
  }
}
