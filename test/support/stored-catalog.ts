import { randomBytes } from 'node:crypto'
import type { SnapshotObject } from '../../src/core/catalog/snapshot.ts'
import { type ServiceId, toConnectorId } from '../../src/core/ids.ts'
import { toKeyring } from '../../src/store/keyring.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { startServer } from './servers.ts'
import { snapshotLines } from './snapshot-lines.ts'

/** A state of its own for what nothing has to be read for. */
export interface TestState {
  readonly store: Store
  /** What a process is started with to use this state. */
  readonly env: Readonly<Record<string, string>>
  /** Stores a snapshot of these objects, as a run would have. */
  keep(service: ServiceId, objects: readonly SnapshotObject[]): Promise<void>
  makeService(name: string): Promise<ServiceId>
  stop(): Promise<void>
}

export async function startState(): Promise<TestState> {
  const server = await startServer()
  const key = randomBytes(32)
  const url = `postgres://postgres:${encodeURIComponent(server.password)}@127.0.0.1:${server.port}/postgres`
  const store = await openStore({ url, keyring: toKeyring([key]) })
  return {
    store,
    env: { DATABASE_URL: url, PATCHBAY_KEY: key.toString('base64url') },
    async keep(service, objects) {
      const queued = await store.runs.enqueue(service, 'extract', 'asked', null)
      if (queued === null) throw new Error('there is no such service')
      const taken = await store.runs.take(queued.id, crypto.randomUUID(), 2)
      if (!taken.taken) throw new Error('the run was not to be had')
      const writer = await store.snapshots.openWriter(taken.run)
      const lines = snapshotLines(objects)
      for (let at = 0; at < lines.length; at += 500) await writer.receive(lines.slice(at, at + 500))
      await writer.complete((tx) =>
        store.runs.endWithin(tx, taken.run, { state: 'succeeded', reason: null, result: null }),
      )
    },
    makeService: (name) =>
      store.services.create({
        name,
        connector: toConnectorId('postgres'),
        settings: { hostPort: '127.0.0.1:5432', database: 'orders', username: 'reader' },
        secrets: new Map(),
        settingsHash: null,
      }),
    async stop() {
      await store.close()
      await server.stop()
    },
  }
}
