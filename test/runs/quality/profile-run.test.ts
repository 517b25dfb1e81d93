import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Connector, ProfileOptions } from '../../../src/connectors/connector.ts'
import { findConnector } from '../../../src/connectors/index.ts'
import { type ServiceId, toConnectorId } from '../../../src/core/ids.ts'
import { isEnded, type Run } from '../../../src/core/runs.ts'
import type { RunContext } from '../../../src/runs/context.ts'
import {
  changeQualitySettings,
  listProfiles,
  listQuality,
  showProfiles,
  showQualitySettings,
  showTrend,
} from '../../../src/runs/quality/profiles.ts'
import { changeRetention } from '../../../src/runs/retention.ts'
import { startRun } from '../../../src/runs/runs.ts'
import { startWorker } from '../../../src/runs/worker.ts'
import { loadContent } from '../../../src/server/content.ts'
import { toKeyring } from '../../../src/store/keyring.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { startServer, type TestServer } from '../../support/servers.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const tables = `
  create table customers (id integer primary key, name text, mail text, active boolean, joined timestamptz);
  insert into customers select n, 'Name ' || n % 7, 'someone' || n || '@example.org', n % 3 = 0, now() - n * '1 min'::interval
    from generate_series(1, 500) n;
  create table orders (id integer primary key, total numeric, note text);
  insert into orders select n, n * 1.5, case when n % 10 = 0 then null else 'a note' end from generate_series(1, 300) n;
  create table archive (id integer);
  create role reader login password 'reader'; grant select on customers, orders to reader`

let state: TestServer
let source: TestServer
let store: Store
let context: RunContext
let service: ServiceId
/** Told of each reading of profiles; may stop it after a relation. */
let watch: (options: ProfileOptions) => ProfileOptions = (options) => options
const problems: unknown[] = []
const onProblem = (error: unknown) => problems.push(error)

const place = (relation: string) => ({ database: 'shop', schema: 'public', relation })

beforeAll(async () => {
  ;[state, source] = await Promise.all([startServer(), startServer()])
  await source.sql('create database shop')
  await source.sql(tables, 'shop')
  const url = `postgres://postgres:${encodeURIComponent(state.password)}@127.0.0.1:${state.port}/postgres`
  store = await openStore({ url, keyring: toKeyring([randomBytes(32)]) })
  const postgres = findConnector(toConnectorId('postgres'))
  if (postgres === null) throw new Error('there is no Postgres connector')
  const connector: Connector = { ...postgres, profile: (form, options) => postgres.profile(form, watch(options)) }
  const forms = loadContent([path.join(root, 'content')])
  context = { store, keyring: toKeyring([randomBytes(32)]), forms, findConnector: () => connector }
  service = await store.services.create({
    name: 'shop',
    connector: toConnectorId('postgres'),
    settings: {
      hostPort: `127.0.0.1:${source.port}`,
      username: 'reader',
      password: 'reader',
      database: 'shop',
      sslMode: 'disable',
    },
    secrets: new Map(),
    settingsHash: null,
  })
})
afterAll(async () => {
  expect(problems).toEqual([])
  await store?.close()
  await Promise.all([state?.stop(), source?.stop()])
})

const ended = async (id: Run['id']): Promise<Run> => {
  await expect.poll(async () => isEnded((await store.runs.find(id))?.state ?? 'queued'), { timeout: 20_000 }).toBe(true)
  const run = await store.runs.find(id)
  if (run === null) throw new Error('the run is gone')
  return run
}

/** Profiles with a worker that is there for this run alone. */
async function profile(relations: readonly string[] | null = null): Promise<Run> {
  const worker = await startWorker(context, { concurrency: 1, onProblem })
  try {
    return await ended((await startRun(context, service, 'profile', relations)).id)
  } finally {
    await worker.stop()
  }
}

test('a run keeps a profile of each relation, and what the role may not read as what it is', async () => {
  const run = await profile()
  expect(run).toMatchObject({ state: 'succeeded', result: { kind: 'profile', relations: 3, failed: 0 } })
  const { profiles, failures } = await listProfiles(context, service)
  expect(profiles.map(({ relation, rows, changes }) => [relation, rows?.value, changes])).toEqual([
    ['archive', undefined, null],
    ['customers', '500', null],
    ['orders', '300', null],
  ])
  expect(profiles[0]?.problems).toMatchObject([{ code: 'TABLE_NOT_READABLE' }])
  expect(failures).toEqual([])
  expect(await listQuality(context)).toMatchObject([
    { serviceName: 'shop', profiles: { relations: 3, failures: 0, changed: 0 } },
  ])
})

test('values of rows are not kept unless the service allows it', async () => {
  const kept = await store.profiles.read(service, place('customers'), null)
  const text = JSON.stringify(kept)
  expect(text).not.toMatch(/Name \d|someone/)
  const [name, active, joined] = ['name', 'active', 'joined'].map((column) =>
    kept?.columns.find((each) => each.column === column),
  )
  expect(name?.metrics).toMatchObject({ distinctCount: { value: '7' }, maxLength: { value: 6 } })
  expect(name?.metrics.topValues?.value[0]).toEqual({ value: null, fraction: expect.closeTo(1 / 7, 1) })
  expect(active?.metrics.topValues?.value.map(({ value }) => value)).toEqual([false, true])
  expect(joined?.metrics.max?.value).toMatch(/^\d{4}-/)

  await changeQualitySettings(context, service, { ...(await showQualitySettings(context, service)), keepValues: true })
  await profile(['customers'])
  expect(JSON.stringify(await store.profiles.read(service, place('customers'), null))).toContain('Name 1')

  await changeQualitySettings(context, service, { ...(await showQualitySettings(context, service)), keepValues: false })
  expect(JSON.stringify(await store.profiles.readLast(service, place('customers'), 9))).not.toMatch(/Name \d|someone/)
})

test('the next profile says what is notably different, and the trend shows both', async () => {
  await source.sql('update orders set note = null where id % 2 = 0', 'shop')
  await profile(['public.orders'])
  const { profile: newest, history } = await showProfiles(context, service, place('orders'), null)
  expect(newest?.changes).toEqual([
    { what: 'nulls', column: 'note', message: '50 % of the values are missing, 10 % before.' },
  ])
  expect(history.map(({ changes }) => changes)).toEqual([1, 0])
  const { points } = await showTrend(context, service, place('orders'), 'note')
  expect(points.map(({ metrics }) => metrics.nullFraction?.value)).toEqual([0.1, 0.5])
  expect((await showTrend(context, service, place('orders'), 'gone')).points).toEqual([])
})

test('what cannot be profiled is kept with its reason until it can', async () => {
  await profile(['public.missing'])
  const failed = await listProfiles(context, service)
  expect(failed.failures).toMatchObject([{ relation: 'missing', reason: { code: 'RELATION_NOT_FOUND' } }])
  await source.sql('create table missing (id integer); grant select on missing to reader', 'shop')
  await profile(['public.missing'])
  expect((await listProfiles(context, service)).failures).toEqual([])
})

test('a run whose worker went away goes on with the relations that are left', async () => {
  const asked: (readonly string[])[] = []
  let stop = (): void => undefined
  const stopped = new Promise<void>((resolve) => {
    stop = resolve
  })
  watch = (options) => {
    asked.push(options.request.done.map(({ relation }) => relation))
    const receive = options.receive
    return {
      ...options,
      receive: async (found) => {
        await receive?.(found)
        if (asked.length > 1) return
        stop()
        // Until this worker is told to stop, which is what happens next.
        await new Promise((_, reject) => {
          options.signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true })
        })
      },
    }
  }
  const first = await startWorker(context, { concurrency: 1, onProblem })
  const { id } = await startRun(context, service, 'profile')
  await stopped
  await first.stop()
  const second = await startWorker(context, { concurrency: 1, onProblem })
  const run = await ended(id)
  await second.stop()
  watch = (options) => options
  expect(run).toMatchObject({ state: 'succeeded', attempt: 2, result: { relations: 4, failed: 0 } })
  expect(asked).toEqual([[], [expect.any(String)]])
})

test('profiles past keeping are removed, and the newest of each relation stays', async () => {
  await changeRetention(context, service, { keepLast: 1, keepDays: null })
  const kept = await Promise.all(
    ['customers', 'orders', 'archive'].map((name) => store.profiles.history(service, place(name), 9)),
  )
  expect(kept.map(({ length }) => length)).toEqual([1, 1, 1])
})
