import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ServiceDetail } from '../../src/core/api.ts'
import { isEnded, type Run, type RunKind } from '../../src/core/runs.ts'
import { startServer, type TestServer } from '../support/servers.ts'
import { button, expectAccessibleInAllLooks, type Stage, setStage } from './stage.ts'

const tables = `
  drop table if exists customers;
  create table customers (id integer primary key, mail text, credit numeric(10,2), joined timestamptz not null);
  insert into customers select n, case when n % 50 = 0 then null else 'c' || n % 9 || '@example.org' end,
    n % 97, now() - n * '1 min'::interval from generate_series(1, 1000) n;
  grant select on customers to reader; analyze`

let stage: Stage
let server: TestServer
let service: string
beforeAll(async () => {
  ;[stage, server] = await Promise.all([setStage(), startServer()])
  await server.sql('create database shop')
  await server.sql(`create role reader login password 'reader'`)
}, 300_000)
/** A service of its own for each attempt: what a failed one left behind would be in the way of the next. */
beforeEach(async () => {
  await Promise.all([stage.clear(), server.sql(tables, 'shop')])
  const settings = {
    hostPort: `127.0.0.1:${server.port}`,
    database: 'shop',
    username: 'reader',
    password: 'reader',
    sslMode: 'disable',
  }
  service = (await api<ServiceDetail>('POST', '/api/services', { name: 'shop', connector: 'postgres', settings })).id
  await perform('extract')
})
afterAll(async () => {
  await stage?.end()
  await server?.stop()
})

async function api<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(stage.product.address + path, {
    method,
    headers: { 'content-type': 'application/json', origin: stage.product.address },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  expect(response.status, `${method} ${path}`).toBeLessThan(300)
  return (await response.json()) as T
}

async function perform(kind: RunKind): Promise<void> {
  const { id } = await api<Run>('POST', `/api/services/${service}/runs`, { kind })
  for (const limit = Date.now() + 30_000; Date.now() < limit; ) {
    if (isEnded((await api<Run>('GET', `/api/runs/${id}`)).state)) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the run did not end')
}

const relation = (tab: string) => `/catalog/${service}/shop/public/customers/${tab}`

test('a relation is profiled from its page, and the next profile says what is different', async () => {
  await stage.visit(relation('profile'), {}, async (page) => {
    await page.getByText('were not looked at yet').waitFor()
    await button(page, 'Profile now').click()
    await page.getByText('Exact, 1,000 rows', { exact: true }).first().waitFor()
    await server.sql('update customers set mail = null where id % 2 = 0', 'shop')
    await button(page, 'Profile now').click()
    const notice = page.getByText('50 % of the values are missing, 2 % before.')
    await notice.waitFor()
    await button(page, 'mail').click()
    const card = page.getByRole('region', { name: /^mail/ })
    await card.getByText('No. 1', { exact: true }).waitFor()
    await card.getByText('Share missing over profiles').first().waitFor()
    expect(await page.content()).not.toContain('@example.org')
    await button(page, 'credit').click()
    await page
      .getByRole('region', { name: /^credit/ })
      .getByText('Distribution')
      .waitFor()
    await expectAccessibleInAllLooks(page)
  })
})

test('values are shown once the service allows them, and gone when it no longer does', async () => {
  const keep = async (kept: boolean) => {
    await stage.visit(`/quality/${service}/settings`, {}, async (page) => {
      await page.getByRole('checkbox', { name: 'Keep values of rows' }).setChecked(kept)
      await button(page, 'Save').click()
      await page.getByText('Saved.').waitFor()
      if (kept) await expectAccessibleInAllLooks(page)
    })
  }
  await keep(true)
  await perform('profile')
  await stage.visit(`${relation('profile')}?column=mail`, {}, async (page) => {
    await page.getByText('c1@example.org').first().waitFor()
  })
  await keep(false)
  await stage.visit(`${relation('profile')}?column=mail`, {}, async (page) => {
    await page.getByText('No. 1', { exact: true }).waitFor()
    expect(await page.content()).not.toContain('@example.org')
  })
})

test('checks are suggested, written with their SQL in view, run, and changed', async () => {
  await stage.visit(relation('checks'), {}, async (page) => {
    await button(page, 'Suggest checks').click()
    const dialog = page.getByRole('dialog', { name: 'Suggested checks' })
    await dialog.getByRole('button', { name: /^Add \d+ checks$/ }).click()
    await dialog.waitFor({ state: 'hidden' })

    await button(page, 'Add a check').click()
    await page.getByLabel('What is checked').selectOption('columnValuesToBeBetween')
    await page.getByLabel('Column', { exact: true }).selectOption('credit')
    await page.getByLabel(/^At most/).fill('50')
    await page.getByText('the server expects to look at').waitFor()
    await expectAccessibleInAllLooks(page)
    await button(page, 'Add check').click()

    await button(page, 'Check now').click()
    const failed = page.getByRole('row', { name: /Failed In a range public\.customers\.credit/ })
    await failed.waitFor()
    await failed.getByRole('button').click()
    await page.getByText('The values of failing rows are not kept').waitFor()
    await expectAccessibleInAllLooks(page)
    await button(page, 'Change').click()
    await page.getByLabel(/^At most/).fill('1000')
    // Nothing is checked as it was before the change.
    let save: (() => void) | undefined
    const saved = new Promise<void>((resolve) => {
      save = resolve
    })
    await page.route('**/checks', async (route) => {
      await saved
      await route.continue()
    })
    await button(page, 'Save check').click()
    await expect.poll(() => button(page, 'Check now').isDisabled()).toBe(true)
    save?.()
    await button(page, 'Check now').click()
    await page.getByRole('row', { name: /Passed In a range public\.customers\.credit/ }).waitFor()
  })
})

test('a service’s quality says what is notable and what failed, and its checks leave and return as a file', async () => {
  const relation = 'public.customers'
  const rows = { id: 'rows', relation, kind: 'tableRowCountToEqual', parameters: { value: 1000 } }
  const range = {
    id: 'range',
    relation,
    column: 'credit',
    kind: 'columnValuesToBeBetween',
    parameters: { minValue: 0 },
  }
  await api('POST', `/api/services/${service}/checks`, { checks: [rows, range] })
  await perform('profile')
  await server.sql('delete from customers where id > 300', 'shop')
  await perform('profile')
  await perform('check')
  await stage.visit('/quality', {}, async (page) => {
    await page.getByRole('link', { name: 'shop' }).click()
    await page.getByText('It has 70 % fewer rows: 300, 1,000 before.').waitFor()
    await expectAccessibleInAllLooks(page)
    await page.getByRole('tab', { name: 'Checks' }).click()
    await page.getByRole('row').nth(1).getByText('Failed').waitFor()
    await expectAccessibleInAllLooks(page)
    await page.getByLabel('State', { exact: true }).selectOption('failed')
    await page.getByText(/^\d+ of \d+ checks$/).waitFor()
    await page.reload()
    await page.getByText(/^\d+ of \d+ checks$/).waitFor()
    await page.getByRole('searchbox', { name: 'Search checks' }).fill('nothing of the kind')
    await page.getByText('No check is like this').waitFor()
    await page.getByRole('link', { name: 'Show all' }).click()
    await page.getByText(/^\d+ checks$/).waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Save as YAML').click()])
    const text = await readFile(await download.path(), 'utf8')
    expect(text).toContain('kind: columnValuesToBeBetween')

    const choose = (content: string) =>
      page.getByLabel('File of checks').setInputFiles({
        name: 'checks.yaml',
        mimeType: 'application/yaml',
        buffer: Buffer.from(content),
      })
    await choose('checks:\n  - relation: customers\n    kind: nonsense')
    await button(page, 'Replace').click()
    await page.getByText('3:11 checks[0].kind').waitFor()
    await choose('checks:\n  - relation: customers\n    kind: tableRowCountToEqual\n    parameters: { value: 300 }')
    await button(page, 'Replace').click()
    await expect.poll(() => page.getByRole('table').getByRole('row').count()).toBe(2)
    await button(page, 'Check everything now').click()
    await page.getByRole('row', { name: /Passed Number of rows/ }).waitFor()
  })
})
