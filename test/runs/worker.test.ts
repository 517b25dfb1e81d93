import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Connector } from '../../src/connectors/connector.ts'
import type { RunEvent } from '../../src/core/events.ts'
import { type RunId, type ServiceId, toConnectorId } from '../../src/core/ids.ts'
import { isEnded, type Run } from '../../src/core/runs.ts'
import type { RunContext } from '../../src/runs/context.ts'
import { cancelRun, retryRun, startRun, watchRun } from '../../src/runs/runs.ts'
import { startWorker, type Worker } from '../../src/runs/worker.ts'
import { loadContent } from '../../src/server/content.ts'
import { toKeyring } from '../../src/store/keyring.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { startServer, type TestServer } from '../support/servers.ts'
import { slowConnector } from '../support/slow-connector.ts'
import { tableLine } from '../support/snapshot-lines.ts'

let server: TestServer
let store: Store
let service: ServiceId
const problems: unknown[] = []
const workers: Worker[] = []
const forms = loadContent([path.resolve(import.meta.dirname, '../../content')])
const keyring = toKeyring([randomBytes(32)])

beforeAll(async () => {
  server = await startServer()
  store = await openStore({
    url: `postgres://postgres:${encodeURIComponent(server.password)}@127.0.0.1:${server.port}/postgres`,
    keyring,
  })
})
afterAll(async () => {
  await store?.close()
  await server?.stop()
})
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()))
  expect(problems.splice(0)).toEqual([])
})

let serial = 0
const makeService = () =>
  store.services.create({
    name: `service ${serial++}`,
    connector: toConnectorId('postgres'),
    settings: { hostPort: '127.0.0.1:1', username: 'reader', database: 'orders' },
    secrets: new Map(),
    settingsHash: null,
  })
beforeEach(async () => {
  service = await makeService()
})

const contextWith = (connector: Connector): RunContext => ({ store, keyring, forms, findConnector: () => connector })
const start = (context: RunContext, id = service) => startRun(context, id, 'extract')

async function work(context: RunContext, more: { concurrency?: number; deadAfterMs?: number } = {}): Promise<Worker> {
  const onProblem = (error: unknown) => problems.push(error)
  const worker = await startWorker(context, { concurrency: 2, beatMs: 100, onProblem, ...more })
  workers.push(worker)
  return worker
}

async function ended(id: RunId): Promise<Run> {
  await expect.poll(async () => isEnded((await store.runs.find(id))?.state ?? 'queued')).toBe(true)
  const run = await store.runs.find(id)
  if (run === null) throw new Error('the run is gone')
  return run
}

const objects = Array.from({ length: 20 }, (_, at) => tableLine(`t${at}`))

describe('a run', () => {
  test('is queued, performed, watched from another place, and leaves a snapshot', async () => {
    const context = contextWith(slowConnector({ objects, pauseMs: 60 }))
    const run = await start(context)
    expect(run).toMatchObject({ state: 'queued', origin: 'asked', attempt: 0, progress: null })
    expect((await start(context)).id).toBe(run.id)
    const events: RunEvent[] = []
    const watching = watchRun(context, run.id, 0, { signal: new AbortController().signal, emit: (e) => events.push(e) })
    await work(context)
    await watching
    const types = events.map((event) => event.type)
    expect([types[0], types[1], types.at(-1)]).toEqual(['queued', 'started', 'ended'])
    expect(types.filter((type) => type === 'progress').length).toBeGreaterThanOrEqual(2)
    expect(events.map((event) => event.seq)).toEqual(events.map((event) => event.seq).toSorted((a, b) => a - b))
    const [snapshot] = await store.snapshots.list(service, 5)
    expect(await ended(run.id)).toMatchObject({
      state: 'succeeded',
      result: { kind: 'extract', snapshotId: snapshot?.id, counts: { table: 20 }, skipped: 0 },
    })
    const resumed: RunEvent[] = []
    const after = events[1]?.seq ?? 0
    await watchRun(context, run.id, after, { signal: new AbortController().signal, emit: (e) => resumed.push(e) })
    expect(resumed.map((event) => event.type)).toEqual(['ended'])
  })

  test('is cancelled while it waits, and while it runs', async () => {
    const context = contextWith(slowConnector({ objects, pauseMs: 200 }))
    const waiting = await start(context)
    expect(await cancelRun(context, waiting.id)).toMatchObject({ state: 'cancelled' })
    await expect(cancelRun(context, waiting.id)).rejects.toMatchObject({ code: 'RUN_ENDED' })
    await work(context)
    const running = await start(context)
    await expect.poll(async () => (await store.runs.find(running.id))?.state).toBe('running')
    await expect(retryRun(context, running.id)).rejects.toMatchObject({ code: 'RUN_NOT_ENDED' })
    expect(await cancelRun(context, running.id)).toMatchObject({ cancelRequested: true })
    expect(await ended(running.id)).toMatchObject({ state: 'cancelled', reason: null, result: null })
    expect(await store.snapshots.list(service, 5)).toEqual([])
    expect(await server.sql(`select from patchbay.object_versions where service_id = '${service}'`)).toEqual([])
  })

  test('fails with its reason, and can be tried again', async () => {
    const diagnosis = {
      code: 'CONN_REFUSED',
      cause: { kind: 'os', value: 'ECONNREFUSED' },
      fields: [],
      summary: 'Nothing listens there.',
      remedy: 'Start it.',
      actions: [],
    } as const
    let isRefused = true
    const context = contextWith(
      slowConnector({ objects, pauseMs: 0, outcome: () => (isRefused ? { status: 'failed', diagnosis } : null) }),
    )
    await work(context)
    const run = await ended((await start(context)).id)
    expect(run).toMatchObject({ state: 'failed', reason: { code: 'CONN_REFUSED', diagnosis } })
    isRefused = false
    const retried = await retryRun(context, run.id)
    expect(await ended(retried.id)).toMatchObject({ state: 'succeeded', origin: 'retry', retryOf: run.id })
  })

  test('that hits a bug fails without the words of the bug', async () => {
    const context = contextWith(
      slowConnector({
        objects,
        pauseMs: 0,
        outcome: () => {
          throw new Error('canary-password')
        },
      }),
    )
    await work(context)
    const run = await ended((await start(context)).id)
    expect(run).toMatchObject({ state: 'failed', reason: { code: 'INTERNAL_ERROR' } })
    expect(JSON.stringify(run)).not.toContain('canary')
    expect(problems.splice(0)).toHaveLength(1)
  })

  test('of the kind test records a test, and fails when the test does', async () => {
    const context = contextWith(slowConnector({ objects, pauseMs: 0 }))
    await work(context)
    const run = await ended((await startRun(context, service, 'test')).id)
    expect(run).toMatchObject({ state: 'failed', reason: { code: 'CONN_REFUSED' }, result: { verdict: 'failed' } })
  })

  test('ends silently when its service is deleted, and nothing of it stays', async () => {
    const context = contextWith(slowConnector({ objects, pauseMs: 100 }))
    await work(context)
    const run = await start(context)
    await expect.poll(async () => (await store.runs.find(run.id))?.state).toBe('running')
    await store.services.delete(service)
    await Promise.all(workers.splice(0).map((worker) => worker.stop()))
    for (const table of ['runs', 'object_versions', 'snapshots', 'schedules']) {
      expect(await server.sql(`select from patchbay.${table} where service_id = '${service}'`), table).toEqual([])
    }
  })
})

describe('several workers', () => {
  test('share the runs, and of one service never perform two at a time', async () => {
    const others = await Promise.all(Array.from({ length: 4 }, makeService))
    let now = 0
    let most = 0
    const perWorker = [0, 0]
    const busy = (worker: number): Connector => {
      const slow = slowConnector({ objects: objects.slice(0, 4), pauseMs: 50 })
      return {
        ...slow,
        async extract(form, options) {
          perWorker[worker] = (perWorker[worker] ?? 0) + 1
          most = Math.max(most, ++now)
          return await slow.extract(form, options).finally(() => now--)
        },
      }
    }
    const contexts = [contextWith(busy(0)), contextWith(busy(1))] as const
    await Promise.all(contexts.map((context) => work(context, { concurrency: 2 })))
    const runs = await Promise.all(others.map((id) => start(contexts[0], id)))
    for (const run of runs) await ended(run.id)
    expect(Math.min(...perWorker)).toBeGreaterThan(0)
    expect(most).toBeGreaterThan(1)
    most = 0
    const first = await start(contexts[0])
    const test = await startRun(contexts[0], service, 'test')
    await expect.poll(async () => (await store.runs.find(first.id))?.state).toBe('running')
    const second = await start(contexts[0])
    expect(second.id).not.toBe(first.id)
    for (const run of [first, test, second]) await ended(run.id)
    expect(most).toBe(1)
  })

  test('hand a run over when one stops, and the run begins anew', async () => {
    let begun = 0
    const context = contextWith(slowConnector({ objects, pauseMs: 30, onBegin: () => begun++ }))
    const first = await work(context)
    const run = await start(context)
    await expect.poll(() => begun).toBe(1)
    workers.splice(0)
    await first.stop()
    expect(await store.runs.find(run.id)).toMatchObject({ state: 'queued', attempt: 1 })
    await work(context)
    expect(await ended(run.id)).toMatchObject({ state: 'succeeded', attempt: 2 })
    expect((await store.runs.eventsAfter(run.id, 0)).map((event) => event.type)).toEqual([
      'queued',
      'started',
      'interrupted',
      'started',
      'ended',
    ])
    expect(await store.snapshots.list(service, 5)).toHaveLength(1)
  })

  test('go on after the state broke all connections', async () => {
    const context = contextWith(slowConnector({ objects, pauseMs: 50 }))
    await work(context, { deadAfterMs: 1000 })
    const run = await start(context)
    await expect.poll(async () => (await store.runs.find(run.id))?.state).toBe('running')
    await server.sql(`
      select pg_terminate_backend(pid) from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid()`)
    expect(await ended(run.id)).toMatchObject({ state: 'succeeded' })
    expect(await store.snapshots.list(service, 5)).toHaveLength(1)
    const next = await start(context)
    expect(await ended(next.id)).toMatchObject({ state: 'succeeded', attempt: 1 })
    problems.splice(0)
  })
})
