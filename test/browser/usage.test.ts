import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ServiceDetail } from '../../src/core/api.ts'
import type { ServiceUsage } from '../../src/core/usage-api.ts'
import { startServer, type TestServer } from '../support/servers.ts'
import { ask, perform } from './ask.ts'
import { button, expectAccessible, type Stage, setStage } from './stage.ts'

const shop = `
  create extension pg_stat_statements;
  create table customers (id integer primary key, name text, city text);
  create table orders (id integer primary key, customer integer, status text, note text);
  create table totals (customer integer, orders bigint);
  create view open_orders as select o.id, c.name from orders o join customers c on c.id = o.customer where status = 'open'`
const join = 'select c.name from customers c join orders o on o.customer = c.id where o.status = $$open$$'
const fill = 'insert into totals select customer, count(*) from orders group by customer'

let stage: Stage
let server: TestServer
let service: string

beforeAll(async () => {
  const conf = { shared_preload_libraries: 'pg_stat_statements' }
  ;[stage, server] = await Promise.all([setStage(), startServer({ conf })])
  await server.sql('create database shop')
  await server.sql(shop, 'shop')
  const settings = {
    hostPort: `127.0.0.1:${server.port}`,
    database: 'shop',
    username: server.superuser,
    password: server.password,
    sslMode: 'disable',
  }
  const created = { name: 'shop-prod', connector: 'postgres', settings }
  service = (await ask<ServiceDetail>(stage.product, '/api/services', created)).id
  await perform(stage.product, service, 'extract')
  await perform(stage.product, service, 'usage')
  await server.sql([join, join, join, fill].join(';'), 'shop')
  await perform(stage.product, service, 'usage')
  await server.sql([join, fill].join(';'), 'shop')
  await perform(stage.product, service, 'usage')
})
afterAll(async () => {
  await stage?.end()
  await server?.stop()
})

const row = (page: Page, text: string | RegExp) => page.getByRole('row').filter({ hasText: text })
const onLineage = (more = '') =>
  `/lineage?service=${service}&database=shop&schema=public&name=totals${more === '' ? '' : `&${more}`}`

test('statements are ranked over a span that the address keeps, and each has its page', () =>
  stage.visit('/usage', {}, async (page) => {
    await page.getByRole('link', { name: 'shop-prod' }).click()
    await row(page, 'from customers c join').getByRole('cell', { name: '4', exact: true }).first().waitFor()
    await page.getByRole('figure').filter({ hasText: 'Calls between readings' }).waitFor()
    await page.getByRole('combobox', { name: 'From' }).selectOption('2')
    await row(page, 'from customers c join').getByRole('cell', { name: '1', exact: true }).first().waitFor()
    expect(page.url()).toContain('from=2')
    await page.reload()
    await row(page, 'from customers c join').getByRole('link').click()
    await page.getByRole('heading', { level: 1, name: /^Statement/ }).waitFor()
    await page.getByRole('row', { name: /public\.orders.*status.*filters on it/ }).waitFor()
    await page.getByRole('row', { name: /customer.*joins it with public\.customers\.id/ }).waitFor()
    await expectAccessible(page)
  }))

test('what the page exports is what it shows', () =>
  stage.visit(`/usage/${service}?from=2`, {}, async (page) => {
    await button(page, 'Export').click()
    const file = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'Statements, CSV' }).click()
    expect((await file).suggestedFilename()).toBe('statements.csv')
    const { statements } = await ask<ServiceUsage>(stage.product, `/api/services/${service}/usage?from=2`)
    const csv = await (
      await fetch(`${stage.product.address}/api/services/${service}/usage/export?as=csv&from=2`)
    ).text()
    expect(
      csv
        .trimEnd()
        .split('\n')
        .filter((line) => /^\d{4}-/.test(line)),
    ).toHaveLength(statements.length)
  }))

test('relations tell who uses them, what they are joined with and what was not seen', () =>
  stage.visit(`/usage/${service}/relations`, {}, async (page) => {
    await row(page, 'public.orders').getByRole('link').click()
    await page.getByText('Joined with').waitFor()
    await row(page, 'customer = id').waitFor()
    await page.getByRole('figure').filter({ hasText: 'Calls between readings' }).waitFor()
    await page.getByText(/^between .* and /).waitFor()
    await row(page, server.superuser).first().waitFor()
    await expectAccessible(page)
    await page.goto(`${stage.product.address}/usage/${service}/unused`)
    await page.getByText(/^Watched for .* by 3 readings/).waitFor()
    await row(page, 'note').waitFor()
    // Functions' own statements are not tracked by this server.
    await page.getByText('cannot be told for this span').waitFor()
    await expectAccessible(page)
  }))

test('lineage takes in statements that ran, and says how often they did', () =>
  stage.visit(onLineage(), {}, async (page) => {
    await page.getByText('No view, routine or foreign table leads to or from it.').waitFor()
    await page.getByRole('combobox', { name: 'From' }).selectOption('true')
    await page
      .getByRole('link', { name: /^insert into totals/ })
      .first()
      .waitFor()
    await page.getByText('insert, 2 calls').first().waitFor()
    expect(page.url()).toContain('statements=true')
    const node = page.locator('[data-node]').filter({ hasText: 'orders' })
    await page.locator('[data-node]').filter({ hasText: 'totals' }).focus()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => node.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowRight')
    const columns = page.getByRole('list', { name: 'Columns of totals' })
    await columns.locator('button:focus').filter({ hasText: 'customer' }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('[data-node]:focus').filter({ hasText: 'totals' }).waitFor()
    const column = page.getByRole('button', { name: /^customer/ }).first()
    await column.click()
    expect(await column.getAttribute('aria-pressed')).toBe('true')
    await button(page, 'All columns').click()
    await page.getByRole('button', { name: /^note/ }).first().waitFor()
    await expectAccessible(page)
    for (const format of ['SVG', 'PNG', 'JSON']) {
      await button(page, 'Save as…').click()
      const file = page.waitForEvent('download')
      await page.getByRole('menuitem', { name: format }).click()
      const saved = await file
      expect(saved.suggestedFilename()).toBe(`lineage-public-totals.${format.toLowerCase()}`)
      if (format === 'SVG') expect(await readFile(await saved.path(), 'utf8')).toContain('stroke-dasharray')
    }
    await button(page, 'As a list').click()
    await page
      .getByRole('list', { name: 'Lineage of totals' })
      .getByRole('listitem')
      .filter({ hasText: /^to public\.totals: customer/ })
      .first()
      .waitFor()
    await expectAccessible(page)
  }))

test('pasted SQL shows its lineage, its problems and what stays opaque', () =>
  stage.visit(`/lineage/sql?service=${service}`, {}, async (page) => {
    const box = page.getByRole('textbox', { name: 'Statements' })
    await box.fill('insert into totals (customer) select id from customers where city is not null')
    await page.getByText('public.customers.id').waitFor()
    await page.getByText('decided by public.customers.city').waitFor()
    await box.fill("select nowhere from orders; selec 1; do $$ begin execute 'select ' || current_user; end $$")
    await page.getByText(/Line 1: .*nowhere/).waitFor()
    await page.getByText(/unparsable/).waitFor()
    await page.getByText('The text of this statement is computed when it runs.').waitFor()
    await expectAccessible(page)
  }))

test('usage and lineage are accessible and whole in the dark on 360 px', () =>
  stage.visit('/usage', { dark: true, width: 360, height: 740 }, async (page) => {
    const shown: readonly (readonly [path: string, text: string])[] = [
      ['/usage', 'shop-prod'],
      [`/usage/${service}`, 'Calls between readings'],
      [`/usage/${service}/relations`, 'public.orders'],
      [`/usage/${service}/unused`, 'Watched for'],
      [onLineage('statements=true'), 'Where the edges come from'],
      [`/lineage/problems?service=${service}&statements=true`, 'statements too'],
    ]
    for (const [path, text] of shown) {
      await page.goto(stage.product.address + path)
      await page.getByText(text).first().waitFor({ state: 'attached' })
      await expectAccessible(page)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect({ path, wide }).toEqual({ path, wide: 0 })
    }
  }))
