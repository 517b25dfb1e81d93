import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ServiceDetail } from '../../src/core/api.ts'
import { isEnded, type Run } from '../../src/core/runs.ts'
import { startServer, type TestServer } from '../support/servers.ts'
import { button, expectAccessible, expectAccessibleInAllLooks, type Stage, setStage } from './stage.ts'

const shop = `
  create schema sales;
  comment on schema sales is 'Orders and who places them';
  create type sales.region as enum ('eu', 'us');
  create domain sales.email as text check (value like '%@%');
  create table sales.customers (id bigint generated always as identity primary key, email sales.email not null);
  comment on table sales.customers is 'Everyone who ever bought';
  create table sales."order" (
    id bigint generated always as identity, customer bigint not null references sales.customers,
    region sales.region not null, note text default 'none', primary key (id, region)
  ) partition by list (region);
  comment on column sales."order".note is 'What the courier should know';
  create table sales.order_eu partition of sales."order" for values in ('eu');
  create table sales.order_us partition of sales."order" for values in ('us');
  create index on sales."order" (customer);
  create view sales.buyers as select c.email, count(*) as orders
    from sales.customers c join sales."order" o on o.customer = c.id group by c.email;
  alter table sales.customers enable row level security;
  create policy own_rows on sales.customers for select to public using (email = current_user);
  create function sales.total(a int) returns int language sql as 'select a';
  create function sales.total(a text) returns int language sql as 'select 1';`

let stage: Stage
let server: TestServer
let service: string

beforeAll(async () => {
  ;[stage, server] = await Promise.all([setStage(), startServer()])
  await server.sql('create database shop')
  await server.sql(shop, 'shop')
  service = await save()
  await read()
  await server.sql('drop view sales.buyers; create table public."a/b.c" (x int)', 'shop')
  await read()
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

async function save(): Promise<string> {
  const settings = {
    hostPort: `127.0.0.1:${server.port}`,
    database: 'shop',
    username: server.superuser,
    password: server.password,
    sslMode: 'disable',
  }
  return (await api<ServiceDetail>('POST', '/api/services', { name: 'shop-prod', connector: 'postgres', settings })).id
}

async function read(): Promise<void> {
  const { id } = await api<Run>('POST', `/api/services/${service}/runs`, { kind: 'extract' })
  for (const limit = Date.now() + 30_000; Date.now() < limit; ) {
    const run = await api<Run>('GET', `/api/runs/${id}`)
    if (isEnded(run.state)) return expect(run.state).toBe('succeeded')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the run did not end')
}

const item = (page: Page, name: string) => page.getByRole('treeitem', { name, exact: true })
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const searchBox = (page: Page) => page.getByRole('combobox', { name: /^Search names/ })
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

describe('the catalog', () => {
  test('leads from the service to a relation, by mouse and by keyboard', () =>
    stage.visit('/catalog', {}, async (page) => {
      await page.getByRole('link', { name: 'shop-prod' }).click()
      await page.getByRole('treeitem', { name: /^sales \d+$/ }).click()
      await heading(page, 'sales').waitFor()
      await page.getByText('Orders and who places them').waitFor()
      await page.getByRole('tree').focus()
      for (const key of ['ArrowRight', 'ArrowRight', 'o', 'r']) await page.keyboard.press(key)
      await expect.poll(() => page.locator('[data-active]').textContent()).toMatch(/^order/)
      // Partitions are folded under their parent.
      expect(await item(page, 'order_eu').count()).toBe(0)
      await page.keyboard.press('ArrowRight')
      await item(page, 'order_eu').waitFor()
      await page.keyboard.press('Enter')
      await heading(page, 'order').waitFor()
      expect(new URL(page.url()).pathname).toBe(`/catalog/${service}/shop/sales/order`)
      expect(await page.title()).toBe('order · sales · shop · shop-prod · Catalog · Patchbay')
    }))

  test('finds names, columns and comments as one types, and says where', () =>
    stage.visit(`/catalog/${service}`, {}, async (page) => {
      await searchBox(page).fill('cust')
      await page
        .getByRole('option', { name: /^customers/ })
        .first()
        .waitFor()
      await searchBox(page).fill('courier')
      await page
        .getByRole('option', { name: /^order.*column comment of note: What the courier should know/ })
        .first()
        .waitFor()
      await expectAccessible(page)
      await page.keyboard.press('Enter')
      await heading(page, 'order').waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('tree').waitFor()
    }))

  test('is searched from everywhere with Ctrl-K', () =>
    stage.visit('/services', {}, async (page) => {
      await page.getByRole('heading', { name: 'Services' }).waitFor()
      await page.keyboard.press('Control+k')
      const box = page.getByRole('combobox', { name: /^Search pages/ })
      await box.fill('own')
      await box.fill('email')
      await page.getByRole('option', { name: /^customers.*column email/ }).waitFor()
      await expectAccessible(page)
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/catalog\//)
    }))

  test('shows a relation: columns, types, keys, policies as tags, partitions, references and DDL, each by address', () =>
    stage.visit(`/catalog/${service}/shop/sales/order`, {}, async (page) => {
      await page.getByRole('row', { name: /region.*PK/ }).waitFor()
      await page.getByText('What the courier should know').waitFor()
      await page.getByText('us', { exact: true }).waitFor()
      await page.getByRole('tab', { name: 'Partitions' }).click()
      await page.getByText("FOR VALUES IN ('eu')").waitFor()
      await page.getByRole('tab', { name: 'References' }).click()
      await page.getByRole('row', { name: /foreign key to.*customers.*customer → id/ }).waitFor()
      await page.goto(`${page.url().replace(/\/[^/]*$/, '')}/ddl`)
      await page.getByText('PARTITION BY LIST').first().waitFor()
      await page.goto(`${stage.product.address}/catalog/${service}/shop/sales/customers`)
      await page.getByRole('link', { name: 'PostgresPolicyTags.own_rows' }).click()
      await page.getByRole('tab', { name: /^Policies/, selected: true }).waitFor()
      await page.getByText('(email)::text = CURRENT_USER').waitFor()
      await button(page, 'Copy as').click()
      await page.getByRole('menuitem', { name: 'SELECT with all columns' }).click()
      await expect.poll(() => clipboard(page)).toBe('SELECT\n  id,\n  email\nFROM sales.customers;\n')
    }))

  test('shows what was there as of an earlier read, and says so where it is gone', () =>
    stage.visit(`/catalog/${service}/shop/sales/buyers`, {}, async (page) => {
      await page.getByRole('heading', { name: 'Not in this snapshot' }).waitFor()
      await page.getByRole('link', { name: 'See it in snapshot #1' }).click()
      await heading(page, 'buyers').waitFor()
      await page.goBack()
      const asOf = page.getByLabel('As of')
      await asOf.selectOption({ index: 1 })
      await heading(page, 'buyers').waitFor()
      expect(new URL(page.url()).searchParams.get('at')).toBe('1')
      await page.getByRole('tab', { name: 'References' }).click()
      await page.getByRole('row', { name: /^reads customers/ }).waitFor()
      await page.goBack()
      await heading(page, 'buyers').waitFor()
    }))

  test('has pages for overloaded functions, types, and names that addresses have to escape', () =>
    stage.visit(`/catalog/${service}/shop/sales/total`, {}, async (page) => {
      await page.getByRole('link', { name: 'function total(a text)' }).click()
      await page.getByText('CREATE OR REPLACE FUNCTION').waitFor()
      await item(page, 'public 1').click()
      await page.getByRole('link', { name: 'a/b.c' }).click()
      await heading(page, 'a/b.c').waitFor()
      await page.reload()
      await heading(page, 'a/b.c').waitFor()
      await page.goto(`${stage.product.address}/catalog/${service}/shop/sales/region`)
      await page.getByText('Labels, in their order').waitFor()
      await page
        .getByRole('row', { name: /type of a column of order/ })
        .first()
        .waitFor()
    }))

  test('has its figures and exports in reach on a phone', () =>
    stage.visit(`/catalog/${service}`, { width: 360, height: 740 }, async (page) => {
      await page.getByRole('tree').waitFor()
      await button(page, 'Figures and exports').click()
      await button(page, 'Export').click()
      await page.getByRole('menuitem').first().waitFor()
      await page.keyboard.press('Escape')
      await expectAccessible(page)
      await button(page, 'Browse and search').click()
      await page.getByRole('tree').waitFor()
    }))

  test('is accessible in all looks', () =>
    stage.visit(`/catalog/${service}`, {}, async (page) => {
      await page.getByRole('tree').waitFor()
      await expectAccessibleInAllLooks(page)
      for (const path of [
        'shop',
        'shop/sales',
        'shop/sales/order',
        'shop/sales/customers/policies',
        'shop/sales/order/ddl',
      ]) {
        await page.goto(`${stage.product.address}/catalog/${service}/${path}`)
        await page.getByRole('heading', { level: 1 }).last().waitFor()
        await page.locator('table, pre').first().waitFor()
        await expectAccessibleInAllLooks(page)
      }
    }))
})
