import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addressOf } from '../../src/core/catalog/object-key.ts'
import type { SnapshotObject } from '../../src/core/catalog/snapshot.ts'
import { type ServiceId, type SnapshotId, toConnectorId } from '../../src/core/ids.ts'
import { toKeyring } from '../../src/store/keyring.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import type { HeldRun } from '../../src/store/run-ownership.ts'
import { startServer, type TestServer } from '../support/servers.ts'
import { roleLine, snapshotLines, tableLine } from '../support/snapshot-lines.ts'

let server: TestServer
let store: Store
let service: ServiceId

beforeAll(async () => {
  server = await startServer()
  store = await openStore({
    url: `postgres://postgres:${encodeURIComponent(server.password)}@127.0.0.1:${server.port}/postgres`,
    keyring: toKeyring([randomBytes(32)]),
  })
})
afterAll(async () => {
  await store?.close()
  await server?.stop()
})

let serial = 0
const makeService = () =>
  store.services.create({
    name: `service ${serial++}`,
    connector: toConnectorId('postgres'),
    settings: {},
    secrets: new Map(),
    settingsHash: null,
  })
beforeEach(async () => {
  service = await makeService()
})

async function beginRun(of = service): Promise<HeldRun> {
  const run = await store.runs.enqueue(of, 'extract', 'asked', null)
  if (run === null) throw new Error('no service')
  const taken = await store.runs.take(run.id, crypto.randomUUID(), 2)
  if (!taken.taken) throw new Error('the run was not to be had')
  return taken.run
}

async function keep(objects: readonly SnapshotObject[], of = service): Promise<SnapshotId> {
  const run = await beginRun(of)
  const writer = await store.snapshots.openWriter(run)
  await writer.receive(snapshotLines(objects))
  return await writer.complete((tx) =>
    store.runs.endWithin(tx, run, { state: 'succeeded', reason: null, result: null }),
  )
}

async function read(id: SnapshotId): Promise<SnapshotObject[]> {
  const objects: SnapshotObject[] = []
  const found = await store.snapshots.readObjects(id, async (lines) => {
    objects.push(...lines.map((line) => JSON.parse(line)))
  })
  expect(found).toBe(true)
  return objects
}

async function count(table: string, where = 'true'): Promise<number> {
  const [row] = await server.sql(`select count(*)::int as n from patchbay.${table} where ${where}`)
  return Number(row?.n)
}
const versions = () => count('object_versions', `service_id = '${service}'`)

describe('a stored snapshot', () => {
  test('comes back as it was, roles first, measurements and identities of its own run', async () => {
    const first = [tableLine('b'), tableLine('a', { rows: 1 }), roleLine('reader')]
    const id = await keep(first)
    const later = await keep([tableLine('b'), tableLine('a', { rows: 2 }), roleLine('reader')])
    expect(await read(id)).toEqual([roleLine('reader'), tableLine('a', { rows: 1 }), tableLine('b')])
    expect(await read(later)).toEqual([roleLine('reader'), tableLine('a', { rows: 2 }), tableLine('b')])
  })

  test('costs no row per object where nothing changed', async () => {
    const objects = Array.from({ length: 900 }, (_, at) => tableLine(`t${at}`))
    await keep(objects)
    const before = [await versions(), await count('contents'), await count('object_measures')]
    const id = await keep(objects)
    expect([await versions(), await count('contents'), await count('object_measures')]).toEqual(before)
    expect(await read(id)).toHaveLength(900)
  })

  test('keeps what it held when objects change, vanish, return and are replaced later', async () => {
    const states = [
      [tableLine('a'), tableLine('b')],
      [tableLine('a', { comment: 'changed' })],
      [tableLine('a', { comment: 'changed' }), tableLine('b')],
      [tableLine('a', { comment: 'changed', oid: 99 }), tableLine('b')],
      [],
      [tableLine('a')],
    ]
    const ids: SnapshotId[] = []
    for (const state of states) ids.push(await keep(state))
    for (const [at, state] of states.entries()) expect(await read(ids[at] as SnapshotId)).toEqual(state)
  })

  test('shares contents with snapshots of other services, and leaves none behind with the last of them', async () => {
    const objects = [tableLine('shared by two')]
    await keep(objects)
    const contents = await count('contents')
    const other = await makeService()
    const id = await keep(objects, other)
    expect(await count('contents')).toBe(contents)
    await store.services.delete(service)
    expect(await read(id)).toEqual(objects)
    await store.services.delete(other)
    expect(await count('contents', `body like '%shared by two%'`)).toBe(0)
    expect(await count('object_versions', `service_id in ('${service}', '${other}')`)).toBe(0)
  })

  test('lists an object the server gave twice as skipped, and holds it once', async () => {
    const id = await keep([tableLine('twice'), tableLine('twice'), tableLine('once')])
    expect(await read(id)).toHaveLength(2)
    expect(await store.snapshots.skipped(id)).toEqual([
      { object: 'orders.public.twice', reason: 'The server gave two of this table; the first one was kept.' },
    ])
  })

  test('finds objects by words in names, types and comments, page by page, and reads one whole', async () => {
    const objects = [tableLine('Invoices', { comment: '100 % paid_up' }), tableLine('orders'), roleLine('auditor')]
    const id = await keep(objects)
    const snapshot = await store.snapshots.find(id)
    if (snapshot === null) throw new Error('not there')
    const find = async (words: string[], more: object = {}) => {
      const query = { kinds: null, database: null, schema: null, words, after: null, limit: 10, ...more }
      return (await store.snapshots.search(snapshot, query)).map(({ address }) => address.name)
    }
    expect(await find([])).toEqual(['auditor', 'Invoices', 'orders'])
    expect(await find(['INVOIC'])).toEqual(['Invoices'])
    expect(await find(['BIGINT', 'who it'])).toEqual(['Invoices', 'orders'])
    expect(await find(['0 %'])).toEqual(['Invoices'])
    expect(await find(['%'])).toEqual(['Invoices'])
    expect(await find(['d_u'])).toEqual(['Invoices'])
    expect(await find([], { kinds: ['role'] })).toEqual(['auditor'])
    expect(await find([], { schema: 'public', limit: 1 })).toEqual(['Invoices'])
    const after = addressOf(tableLine('Invoices'))
    expect(await find([], { after })).toEqual(['orders'])
    const whole = await store.snapshots.readObject(snapshot, addressOf(tableLine('orders')))
    expect(JSON.parse(whole ?? '')).toEqual(tableLine('orders'))
    expect(await store.snapshots.readObject(snapshot, addressOf(tableLine('nowhere')))).toBeNull()
  })
})

describe('an unfinished snapshot', () => {
  const many = Array.from({ length: 1500 }, (_, at) => tableLine(`new ${at}`))

  async function halfWay(run: HeldRun) {
    const writer = await store.snapshots.openWriter(run)
    await writer.receive(snapshotLines(many).slice(0, -1))
    await expect.poll(() => versions()).toBeGreaterThan(400)
    return writer
  }

  test('is nowhere to be seen, and gone once discarded', async () => {
    const id = await keep([tableLine('old')])
    const run = await beginRun()
    const writer = await halfWay(run)
    expect(await store.snapshots.list(service, 10)).toHaveLength(1)
    expect(await read(id)).toEqual([tableLine('old')])
    await writer.discard()
    expect(await versions()).toBe(1)
  })

  test('of a lost attempt is replaced by the next one, and the lost one can write no more', async () => {
    await keep([tableLine('old')])
    const run = await beginRun()
    const lost = await halfWay(run)
    const taken = await store.runs.take(run.id, crypto.randomUUID(), 2)
    if (!taken.taken) throw new Error('not taken')
    const writer = await store.snapshots.openWriter(taken.run)
    await expect(lost.receive(snapshotLines(many))).rejects.toThrow('no longer ours')
    await expect(lost.complete(async () => undefined)).rejects.toThrow('no longer ours')
    await expect(lost.discard()).rejects.toThrow('no longer ours')
    await writer.receive(snapshotLines([tableLine('new 0')]))
    const id = await writer.complete((tx) =>
      store.runs.endWithin(tx, taken.run, { state: 'succeeded', reason: null, result: null }),
    )
    expect(await read(id)).toEqual([tableLine('new 0')])
    expect(await versions()).toBe(2)
  })
})

describe('keeping', () => {
  test('removes old snapshots, runs and what only they needed, and never the newest', async () => {
    const ids: SnapshotId[] = []
    for (let at = 0; at < 5; at++) ids.push(await keep([tableLine('stays'), tableLine(`only in ${at}`)]))
    await store.retention.writeOwn(service, { keepLast: 2, keepDays: null })
    await store.retention.prune(service)
    expect((await store.snapshots.list(service, 10)).map((row) => row.id)).toEqual([ids[4], ids[3]])
    expect(await read(ids[3] as SnapshotId)).toEqual([tableLine('only in 3'), tableLine('stays')])
    expect(await versions()).toBe(3)
    expect(await count('contents', `body like '%only in %'`)).toBe(2)
    expect(await count('runs', `service_id = '${service}'`)).toBe(2)
    await store.retention.writeOwn(service, { keepLast: null, keepDays: 1 })
    await store.retention.prune(service)
    expect(await store.snapshots.list(service, 10)).toHaveLength(2)
    await store.retention.writeOwn(service, { keepLast: null, keepDays: 0 })
    await store.retention.prune(service)
    expect((await store.snapshots.list(service, 10)).map((row) => row.id)).toEqual([ids[4]])
    expect(await keep([tableLine('stays')])).toBeTruthy()
  })
})
