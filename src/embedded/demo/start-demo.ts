import path from 'node:path'
import type { JsonObject } from '../../core/json.ts'
import { withLock } from '../lock.ts'
import { startEmbedded } from '../start-embedded.ts'
import { seedDemo } from './seed.ts'

export interface DemoServer {
  /** What to call it in the page. */
  readonly name: string
  /** A filled-in connection form. Its password is public: the role reads the demo and nothing else. */
  readonly settings: JsonObject
  /** Leaves the server; the last process to leave ends it. */
  stop(): Promise<void>
}

const seedDeadlineMs = 300_000

/**
 * Starts (or joins) the demo server and fills it on first use. A server apart from the state's, so that the public
 * role cannot meet it. Resolves when the demo is complete: seconds the first time, so do not wait for it at start-up.
 */
export async function startDemo(dataDirectory: string): Promise<DemoServer> {
  const server = await startEmbedded({
    dataDirectory,
    name: 'demo',
    keepPort: true,
    settings: {
      shared_preload_libraries: 'pg_stat_statements',
      'pg_stat_statements.track': 'all',
      track_functions: 'pl',
      // Rows that arrive in the transaction that made their table need no log: seeding is a third faster.
      wal_level: 'minimal',
      max_wal_senders: '0',
      shared_buffers: '128MB',
    },
  })
  try {
    await withLock(path.join(dataDirectory, 'demo', 'seed.lock'), seedDeadlineMs, () => seedDemo(server))
  } catch (error) {
    await server.stop()
    throw error
  }
  return {
    name: 'Larkspur Cycles (demo)',
    settings: {
      hostPort: `${server.host}:${server.port}`,
      database: 'shop',
      username: 'demo_reader',
      password: 'demo',
      sslMode: 'prefer',
      ingestAllDatabases: true,
    },
    stop: server.stop,
  }
}
