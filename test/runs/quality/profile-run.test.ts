import { afterAll, beforeAll, expect, test } from 'vitest'
import { listFailures, listProfiles, showCoverage } from '../../../src/runs/quality/list-profiles.ts'
import {
  changeQualitySettings,
  listQuality,
  showProfiles,
  showQualitySettings,
  showTrend,
} from '../../../src/runs/quality/profiles.ts'
import { changeRetention } from '../../../src/runs/retention.ts'
import { startRun } from '../../../src/runs/runs.ts'
import { startWorker } from '../../../src/runs/worker.ts'
import { type QualityShop, startQualityShop } from './quality-shop.ts'

const tables = `
  create table customers (id integer primary key, name text, mail text, active boolean, joined timestamptz);
  insert into customers select n, 'Name ' || n % 7, 'someone' || n || '@example.org', n % 3 = 0, now() - n * '1 min'::interval
    from generate_series(1, 500) n;
  create table orders (id integer primary key, total numeric, note text);
  insert into orders select n, n * 1.5, case when n % 10 = 0 then null else 'a note' end from generate_series(1, 300) n;
  create table archive (id integer);
  create role reader login password 'reader'; grant select on customers, orders to reader`

let shop: QualityShop
beforeAll(async () => {
  shop = await startQualityShop(tables)
})
afterAll(() => shop?.stop())

const place = (relation: string) => ({ database: 'shop', schema: 'public', relation })
const profile = (relations: readonly string[] | null = null) => shop.perform('profile', relations)

test('a run keeps a profile of each relation, and what the role may not read as what it is', async () => {
  const run = await profile()
  expect(run).toMatchObject({ state: 'succeeded', result: { kind: 'profile', relations: 3, failed: 0 } })
  const { profiles } = await listProfiles(shop.context, shop.service)
  expect(profiles.map(({ relation, rows, changes }) => [relation, rows?.value, changes])).toEqual([
    ['archive', undefined, null],
    ['customers', '500', null],
    ['orders', '300', null],
  ])
  expect(profiles[0]?.problems).toMatchObject([{ code: 'TABLE_NOT_READABLE' }])
  expect((await listFailures(shop.context, shop.service)).failures).toEqual([])
  expect(await listQuality(shop.context)).toMatchObject([
    { serviceName: 'shop', profiles: { relations: 3, failures: 0, changed: 0 } },
  ])
})

test('values of rows are not kept unless the service allows it', async () => {
  const kept = await shop.context.store.profiles.read(shop.service, place('customers'), null)
  const text = JSON.stringify(kept)
  expect(text).not.toMatch(/Name \d|someone/)
  const [name, active, joined] = ['name', 'active', 'joined'].map((column) =>
    kept?.columns.find((each) => each.column === column),
  )
  expect(name?.metrics).toMatchObject({ distinctCount: { value: '7' }, maxLength: { value: 6 } })
  expect(name?.metrics.topValues?.value[0]).toEqual({ value: null, fraction: expect.closeTo(1 / 7, 1) })
  expect(active?.metrics.topValues?.value.map(({ value }) => value)).toEqual([false, true])
  expect(joined?.metrics.max?.value).toMatch(/^\d{4}-/)

  await changeQualitySettings(shop.context, shop.service, {
    ...(await showQualitySettings(shop.context, shop.service)),
    keepValues: true,
  })
  await profile(['customers'])
  expect(JSON.stringify(await shop.context.store.profiles.read(shop.service, place('customers'), null))).toContain(
    'Name 1',
  )

  await changeQualitySettings(shop.context, shop.service, {
    ...(await showQualitySettings(shop.context, shop.service)),
    keepValues: false,
  })
  expect(JSON.stringify(await shop.context.store.profiles.readLast(shop.service, place('customers'), 9))).not.toMatch(
    /Name \d|someone/,
  )
})

test('personal values are told of once somebody asks for that, without being shown', async () => {
  const settings = await showQualitySettings(shop.context, shop.service)
  await changeQualitySettings(shop.context, shop.service, { ...settings, classify: true })
  await profile(['customers'])
  const { profile: found } = await showProfiles(shop.context, shop.service, place('customers'), null)
  expect(found?.sensitive).toContainEqual(expect.objectContaining({ column: 'mail', tag: 'PII.Email' }))
  expect(JSON.stringify(found)).not.toContain('someone')
  await changeQualitySettings(shop.context, shop.service, settings)
})

test('a service may have a condition on the rows, which cannot go on with statements of its own', async () => {
  const settings = await showQualitySettings(shop.context, shop.service)
  const profileWhere = async (where: string | null) => {
    await changeQualitySettings(shop.context, shop.service, { ...settings, where })
    const run = await profile(['public.orders', 'public.customers'])
    const { failures } = await listFailures(shop.context, shop.service)
    return { run, failures: failures.map(({ relation, reason }) => [relation, reason.message]) }
  }
  const some = await profileWhere('total <= 15 -- the first')
  expect(some.run).toMatchObject({ state: 'succeeded', result: { relations: 1, failed: 1 } })
  expect(some.failures).toEqual([['customers', expect.stringContaining('lacks a column')]])
  const { profile: orders } = await showProfiles(shop.context, shop.service, place('orders'), null)
  expect(orders?.rows?.value).toBe('10')

  const broken = await profileWhere('true); commit; drop table orders; select (true')
  expect(broken.run).toMatchObject({ result: { relations: 0, failed: 2 } })
  const [still] = await shop.source.sql('select count(*)::int as rows from orders', 'shop')
  expect(still).toEqual({ rows: 300 })

  expect((await profileWhere(null)).failures).toEqual([])
})

test('the next profile says what is notably different, and the trend shows both', async () => {
  await shop.source.sql('update orders set note = null where id % 2 = 0', 'shop')
  await profile(['public.orders'])
  const { profile: newest, history } = await showProfiles(shop.context, shop.service, place('orders'), null)
  expect(newest?.changes).toEqual([
    { what: 'nulls', column: 'note', message: '50 % of the values are missing, 10 % before.' },
  ])
  expect(history[0]?.changes).toBe(1)
  const { points } = await showTrend(shop.context, shop.service, place('orders'), 'note')
  expect(points.map(({ metrics }) => metrics.nullFraction?.value).slice(-2)).toEqual([0.1, 0.5])
  expect((await showTrend(shop.context, shop.service, place('orders'), 'gone')).points).toEqual([])
})

test('what cannot be profiled is kept with its reason until it can', async () => {
  await profile(['public.missing'])
  const failed = await listFailures(shop.context, shop.service)
  expect(failed.failures).toMatchObject([{ relation: 'missing', reason: { code: 'RELATION_NOT_FOUND' } }])
  await shop.source.sql('create table missing (id integer); grant select on missing to reader', 'shop')
  await profile(['public.missing'])
  expect((await listFailures(shop.context, shop.service)).failures).toEqual([])
})

test('a run whose worker went away goes on with the relations that are left', async () => {
  const asked: (readonly string[])[] = []
  let stop = (): void => undefined
  const stopped = new Promise<void>((resolve) => {
    stop = resolve
  })
  shop.watchProfiles((options) => {
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
  })
  const first = await startWorker(shop.context, { concurrency: 1, onProblem: shop.onProblem })
  const { id } = await startRun(shop.context, shop.service, 'profile')
  await stopped
  await first.stop()
  const second = await startWorker(shop.context, { concurrency: 1, onProblem: shop.onProblem })
  const run = await shop.ended(id)
  await second.stop()
  shop.watchProfiles((options) => options)
  expect(run).toMatchObject({ state: 'succeeded', attempt: 2, result: { relations: 4, failed: 0 } })
  expect(asked).toEqual([[], [expect.any(String)]])
})

test('what was dropped is listed no longer once the catalog knows', async () => {
  await shop.source.sql('drop table missing', 'shop')
  const names = async () => (await listProfiles(shop.context, shop.service)).profiles.map(({ relation }) => relation)
  expect(await names()).toContain('missing')
  await shop.perform('extract')
  expect(await names()).toEqual(['archive', 'customers', 'orders'])
  const { catalog, profiled } = await showCoverage(shop.context, shop.service)
  expect({ catalog, profiled }).toEqual({ catalog: { relations: 3, profiled: 3, missing: [] }, profiled: 3 })
})

test('what reads everything anyway is not about single relations', async () => {
  const start = startRun(shop.context, shop.service, 'extract', ['customers'])
  await expect(start).rejects.toMatchObject({ code: 'REQUEST_INVALID' })
})

test('profiles past keeping are removed, and the newest of each relation stays', async () => {
  await changeRetention(shop.context, shop.service, { keepLast: 1, keepDays: null })
  const kept = await Promise.all(
    ['customers', 'orders', 'archive'].map((name) => shop.context.store.profiles.history(shop.service, place(name), 9)),
  )
  expect(kept.map(({ length }) => length)).toEqual([1, 1, 1])
})
