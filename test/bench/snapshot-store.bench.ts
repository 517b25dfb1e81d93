import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { expect, test } from 'vitest'
import { postgres } from '../../src/connectors/postgres/index.ts'
import type { SnapshotReceiver } from '../../src/core/extraction.ts'
import { type ServiceId, toConnectorId } from '../../src/core/ids.ts'
import { toKeyring } from '../../src/store/keyring.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { manyTables } from '../support/many-tables.ts'
import { startServer, type TestServer } from '../support/servers.ts'

const tables = 10_000
const url = (server: TestServer, database: string) =>
  `postgres://postgres:${encodeURIComponent(server.password)}@127.0.0.1:${server.port}/${database}`

test('keeping a snapshot of 10,000 tables at most doubles the time of reading it', async () => {
  const [state, source] = await Promise.all([
    startServer(),
    startServer({ conf: { max_locks_per_transaction: '512' } }),
  ])
  const store = await openStore({ url: url(state, 'postgres'), keyring: toKeyring([randomBytes(32)]) })
  try {
    await fill(source)
    const read = async (receive: SnapshotReceiver) => {
      const began = performance.now()
      const outcome = await postgres.extract(formOf(source), {
        signal: new AbortController().signal,
        receive,
        report: () => undefined,
      })
      expect(outcome.status).toBe('completed')
      return performance.now() - began
    }
    await read(async () => undefined)
    const rounds: { readMs: number; firstMs: number; againMs: number; firstKb: number; againKb: number }[] = []
    for (let round = 0; round < 3; round++) {
      const service = await makeService(store)
      const readMs = await read(async () => undefined)
      const first = await keep(store, state, service, read)
      const again = await keep(store, state, service, read)
      rounds.push({ readMs, firstMs: first.ms, againMs: again.ms, firstKb: first.kb, againKb: again.kb })
      await store.services.delete(service)
    }
    console.table(rounds.map((round) => Object.fromEntries(Object.entries(round).map(([k, v]) => [k, Math.round(v)]))))
    expect(median(rounds.map((round) => round.firstMs / round.readMs))).toBeLessThanOrEqual(2)
    expect(median(rounds.map((round) => round.againMs / round.readMs))).toBeLessThanOrEqual(2)
    expect(Math.max(...rounds.map((round) => round.againKb))).toBeLessThan(1000)
  } finally {
    await store.close()
    await Promise.all([state.stop(), source.stop()])
  }
}, 900_000)

async function fill(source: TestServer): Promise<void> {
  await source.sql('create database many')
  const client = new pg.Client({ connectionString: url(source, 'many') })
  await client.connect()
  for (const batch of manyTables(tables)) await client.query(batch)
  await client.end()
}

const formOf = (source: TestServer) => ({
  hostPort: `127.0.0.1:${source.port}`,
  database: 'many',
  username: 'postgres',
  password: source.password,
  sslMode: 'disable',
})

let serial = 0
const makeService = (store: Store): Promise<ServiceId> =>
  store.services.create({
    name: `service ${serial++}`,
    connector: toConnectorId('postgres'),
    settings: {},
    secrets: new Map(),
    settingsHash: null,
  })

/** Reads into the store; how long that took in all, and by how much the state grew. */
async function keep(
  store: Store,
  state: TestServer,
  service: ServiceId,
  read: (receive: SnapshotReceiver) => Promise<number>,
): Promise<{ ms: number; kb: number }> {
  const queued = await store.runs.enqueue(service, 'extract', 'asked', null)
  const taken = queued === null ? null : await store.runs.take(queued.id, crypto.randomUUID(), 2)
  if (taken?.taken !== true) throw new Error('the run was not to be had')
  const { run } = taken
  const before = await sizeBytes(state)
  const began = performance.now()
  const writer = await store.snapshots.openWriter(run)
  await read(writer.receive)
  await writer.complete((tx) => store.runs.endWithin(tx, run, { state: 'succeeded', reason: null, result: null }))
  return { ms: performance.now() - began, kb: ((await sizeBytes(state)) - before) / 1024 }
}

async function sizeBytes(state: TestServer): Promise<number> {
  const [row] = await state.sql('select pg_database_size(current_database())::text as size')
  return Number(row?.size)
}

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0
