import { afterAll, beforeAll, expect, test } from 'vitest'
import { toServiceId } from '../../../src/core/ids.ts'
import type { JsonObject } from '../../../src/core/json.ts'
import type { RelationPlace } from '../../../src/core/quality-api.ts'
import {
  addChecks,
  deleteCheck,
  exportChecks,
  importChecks,
  listChecks,
  previewCheck,
  showCheckHistory,
} from '../../../src/runs/quality/checks.ts'
import { changeQualitySettings, listQuality, showQualitySettings } from '../../../src/runs/quality/profiles.ts'
import { listSuggestions } from '../../../src/runs/quality/suggestions.ts'
import { changeRetention } from '../../../src/runs/retention.ts'
import { type QualityShop, startQualityShop } from './quality-shop.ts'

const tables = `
  create table orders (id integer primary key, status text, mail text);
  insert into orders select n, case when n % 10 = 0 then null else 'open' end, 'someone' || n || '@example.org'
    from generate_series(1, 100) n;
  create table customers (id integer); insert into customers values (1);
  create role reader login password 'reader'; grant select on orders, customers to reader`

const file = `checks:
  - id: ids
    relation: public.orders
    column: id
    kind: columnValuesToBeUnique
  - id: status
    relation: public.orders
    column: status
    kind: columnValuesToBeNotNull
    severity: warning
  - id: gone
    relation: public.orders
    column: total
    kind: columnValuesToBeNotNull
  - id: customers
    relation: public.customers
    kind: tableRowCountToEqual
    parameters:
      value: 1
`

let shop: QualityShop
beforeAll(async () => {
  shop = await startQualityShop(tables)
})
afterAll(() => shop?.stop())

const newest = async () =>
  Object.fromEntries(
    (await listChecks(shop.context, shop.service)).checks.map(({ check, newest: result }) => [
      check.id,
      result && [result.status, result.failingRows, result.reason?.code ?? null],
    ]),
  )

test('a file of checks goes in, and comes out as the command reads it', async () => {
  await importChecks(shop.context, shop.service, file)
  expect(await newest()).toEqual({ ids: null, status: null, gone: null, customers: null })
  const text = await exportChecks(shop.context, shop.service)
  await importChecks(shop.context, shop.service, text)
  expect(await exportChecks(shop.context, shop.service)).toBe(text)
  await expect(
    importChecks(shop.context, shop.service, 'checks:\n  - relation: x\n    kind: none'),
  ).rejects.toMatchObject({
    code: 'CHECKS_INVALID',
    details: expect.stringContaining('3:11 checks[0].kind'),
  })
})

test('a run keeps what came of each, and why nothing came of it', async () => {
  const run = await shop.perform('check')
  expect(run).toMatchObject({ state: 'succeeded', result: { kind: 'check', passed: 2, failed: 1, error: 1 } })
  expect(await newest()).toEqual({
    ids: ['passed', '0', null],
    status: ['failed', '10', null],
    gone: ['error', null, 'COLUMN_NOT_FOUND'],
    customers: ['passed', null, null],
  })
  expect(await listQuality(shop.context)).toMatchObject([{ checks: { passed: 2, failed: 1, error: 1, waiting: 0 } }])
})

test('a run about one relation leaves the checks of others as they were', async () => {
  await shop.source.sql(`update orders set status = 'open'`, 'shop')
  expect(await shop.perform('check', ['public.customers'])).toMatchObject({ result: { passed: 1, failed: 0 } })
  expect(await shop.perform('check', ['shop.public.orders'])).toMatchObject({
    result: { passed: 2, failed: 0, error: 1 },
  })
  const history = await showCheckHistory(shop.context, shop.service, 'status')
  expect(history.map(({ status, failingRows }) => [status, failingRows])).toEqual([
    ['passed', '0'],
    ['failed', '10'],
  ])
})

test('failing rows are kept only where values may be, and go when they no longer may', async () => {
  await shop.source.sql(`update orders set status = null where id = 7`, 'shop')
  const samples = async () => (await showCheckHistory(shop.context, shop.service, 'status')).map((each) => each.samples)
  await shop.perform('check')
  expect(await samples()).toEqual([null, null, null])
  const settings = await showQualitySettings(shop.context, shop.service)
  await changeQualitySettings(shop.context, shop.service, { ...settings, keepValues: true })
  await shop.perform('check')
  expect((await samples())[0]).toEqual([{ id: '7', status: null }])
  await changeQualitySettings(shop.context, shop.service, settings)
  expect(await samples()).toEqual([null, null, null, null])
})

test('checks are added, previewed, changed and deleted one by one', async () => {
  const check = { id: 'mail', relation: 'public.orders', column: 'mail', kind: 'columnValuesToMatchRegex' }
  const written = { ...check, parameters: { regex: '@' } }
  const { preview } = await previewCheck(shop.context, shop.service, written, new AbortController().signal)
  expect(preview).toMatchObject({
    sql: expect.stringMatching(/from/i),
    cost: { rows: expect.any(Number) },
    problem: null,
  })
  await addChecks(shop.context, shop.service, [written])
  await addChecks(shop.context, shop.service, [{ ...written, severity: 'warning' }])
  const { checks } = await listChecks(shop.context, shop.service)
  expect(checks.map((each) => [each.check.id, each.check.severity])).toContainEqual(['mail', 'warning'])
  await deleteCheck(shop.context, shop.service, 'mail')
  await expect(deleteCheck(shop.context, shop.service, 'mail')).rejects.toMatchObject({ code: 'CHECK_NOT_FOUND' })
  await expect(addChecks(shop.context, shop.service, [check])).rejects.toMatchObject({ code: 'CHECKS_INVALID' })
  const nobody = toServiceId('00000000-0000-4000-8000-000000000000')
  await expect(listChecks(shop.context, nobody)).rejects.toMatchObject({ code: 'SERVICE_NOT_FOUND' })
})

test('constraints and profiles suggest checks until they are there', async () => {
  const place = { database: 'shop', schema: 'public', relation: 'orders' }
  const suggested = async (one: RelationPlace | null) => {
    const query = { words: [], place: one, cursor: null, limit: 100 }
    return (await listSuggestions(shop.context, shop.service, query)).suggestions
  }
  expect(await suggested(null)).toEqual([])
  await shop.perform('extract')
  await shop.perform('profile')
  const some = await suggested(place)
  expect(some.map(({ check }) => [check.column, check.kind])).toContainEqual(['id', 'columnValuesToBeNotNull'])
  expect(JSON.stringify(some)).not.toContain('someone')
  const all = await suggested(null)
  expect(all.length).toBeGreaterThan(some.length)
  await addChecks(
    shop.context,
    shop.service,
    some.map(({ written }) => written as JsonObject),
  )
  expect(await suggested(place)).toEqual([])
  const { result } = await shop.perform('check', ['public.orders'])
  expect(result).toMatchObject({ kind: 'check', error: 1 })
})

test('results past keeping are removed, and the newest of each check stays', async () => {
  await changeRetention(shop.context, shop.service, { keepLast: 1, keepDays: null })
  expect(await showCheckHistory(shop.context, shop.service, 'status')).toHaveLength(1)
  expect((await newest()).status?.[0]).toBe('failed')
})
