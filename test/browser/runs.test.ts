import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ServiceDetail } from '../../src/core/api.ts'
import { isEnded, type Run } from '../../src/core/runs.ts'
import { startServer, type TestServer } from '../support/servers.ts'
import {
  button,
  expectAccessible,
  expectAccessibleInAllLooks,
  field,
  fillConnection,
  type Stage,
  setStage,
} from './stage.ts'

const before = `
  create table customers (id bigint primary key, name text, mail text);
  create table orders (id bigint primary key, customer bigint references customers, total numeric(10,2));
  create table gone (a int);
  create schema audit;
  create table audit.log (id int);
  alter table customers enable row level security;
  create policy tenant on customers for select using (name = current_user);`
const after = `
  alter table orders add column note text;
  alter table customers rename column mail to email;
  drop table gone;
  create table invoices (id bigint primary key);
  alter table audit.log rename to entries;
  create policy tenant on orders for insert to public with check (total > 0);`

let stage: Stage
let server: TestServer
beforeAll(async () => {
  ;[stage, server] = await Promise.all([setStage(), startServer()])
  await server.sql('create database orders')
  await server.sql(before, 'orders')
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
  return (response.status === 204 ? undefined : await response.json()) as T
}

const settings = () => ({
  hostPort: `127.0.0.1:${server.port}`,
  database: 'orders',
  username: server.superuser,
  password: server.password,
  sslMode: 'disable',
})

async function save(name: string, more: object = {}): Promise<string> {
  const input = { name, connector: 'postgres', settings: { ...settings(), ...more } }
  return (await api<ServiceDetail>('POST', '/api/services', input)).id
}

async function read(serviceId: string): Promise<Run> {
  const { id } = await api<Run>('POST', `/api/services/${serviceId}/runs`, { kind: 'extract' })
  const run = () => api<Run>('GET', `/api/runs/${id}`)
  for (const limit = Date.now() + 30_000; Date.now() < limit; ) {
    const now = await run()
    if (isEnded(now.state)) return now
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the run did not end')
}

async function expectPageAccessible(path: string, ready: (page: Page) => Promise<void>): Promise<void> {
  await stage.visit(path, {}, async (page) => {
    await ready(page)
    await expectAccessibleInAllLooks(page)
  })
}

describe('runs', () => {
  test('Save and read leads to the run, which is followed to its end and stands in the list', () =>
    stage.visit('/services/new', {}, async (page) => {
      const { hostPort, database, username, password } = settings()
      await field(page, 'Name').fill('read at once')
      await fillConnection(page, { host: hostPort, database, user: username, password })
      await button(page, 'Save and read').click()
      await page.getByRole('heading', { name: 'Read of read at once' }).waitFor()
      await page.getByRole('heading', { name: 'What was read' }).waitFor()
      await page.getByText('Nothing, or there was none before.').waitFor()
      await page.getByRole('link', { name: 'Runs', exact: true }).first().click()
      await page.getByRole('link', { name: 'read at once' }).waitFor()
      await page.getByRole('combobox', { name: 'State' }).selectOption('failed')
      await page.getByText('No run is like this.').waitFor()
      expect(new URL(page.url()).search).toBe('?state=failed')
    }))

  test('a failed run says why, what to do, and is tried again', async () => {
    const run = await read(await save('refused', { password: 'wrong', hostPort: '127.0.0.1:1' }))
    await stage.visit(`/runs/${run.id}`, {}, async (page) => {
      await page.getByRole('region', { name: 'Why it failed' }).waitFor()
      expect(await page.locator('[data-code]').getAttribute('data-code')).toBe('CONN_REFUSED')
      await expectAccessible(page)
      await button(page, 'Try again').click()
      await page.getByRole('link', { name: 'The run it tries again' }).waitFor()
    })
  })

  test('a run is followed again after its stream broke off', async () => {
    const service = await save('followed')
    await stage.visit('/settings', {}, async (page) => {
      let streams = 0
      await page.route('**/events', (route) => (streams++ === 0 ? route.abort('connectionreset') : route.continue()))
      const run = await api<Run>('POST', `/api/services/${service}/runs`, { kind: 'extract' })
      await page.goto(`${stage.product.address}/runs/${run.id}`)
      await page.getByText('Patchbay’s server does not answer.').waitFor()
      await page.getByText('Begun by a worker').waitFor()
      await page.getByText('Succeeded').first().waitFor()
      expect(await page.getByText('Patchbay’s server does not answer.').count()).toBe(0)
    })
  })

  test('a run under way shows where it is, and is cancelled', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    await save('silent', { hostPort: `127.0.0.1:${port}` })
    await stage.visit('/services', {}, async (page) => {
      await button(page, 'Actions for silent').click()
      await page.getByRole('menuitem', { name: 'Read now' }).click()
      await page.getByText('Opening the connection').waitFor()
      await button(page, 'Cancel').click()
      await page.getByText('The run was cancelled. Nothing of it was kept.').waitFor()
    })
    silent.close()
  })
})

describe('schedules and settings', () => {
  test('a schedule is made with its meaning in words, shown on the service, and removed', async () => {
    await save('by night')
    await stage.visit('/services', {}, async (page) => {
      const open = async () => {
        await button(page, 'Actions for by night').click()
        await page.getByRole('menuitem', { name: 'Schedule…' }).click()
      }
      await open()
      const cron = field(page, 'Minute, hour, day of month, month, day of week')
      await cron.fill('* * * * *')
      await page.getByText('Between two times there are at least 5 minutes.').waitFor()
      await cron.fill('15 3 * * *')
      await page.getByText('At 03:15').waitFor()
      expect(await page.getByRole('list', { name: 'The next three times' }).getByRole('listitem').count()).toBe(3)
      await expectAccessible(page)
      await button(page, 'Save schedule').click()
      await page
        .getByRole('row', { name: /by night/ })
        .getByText(/^in \d+ hours?$|^tomorrow$/)
        .waitFor()
      await open()
      await button(page, 'Remove schedule').click()
      await expect
        .poll(() =>
          page
            .getByRole('row', { name: /by night/ })
            .getByText(/^in /)
            .count(),
        )
        .toBe(0)
    })
  })

  test('what is kept is set for all and shown again; the worker is there', () =>
    stage.visit('/settings', {}, async (page) => {
      await field(page, 'Keep the last').fill('70')
      await button(page, 'Save').click()
      await page.getByText('Patchbay keeps the last 70, and all of 90 days.').waitFor()
      await page.getByRole('cell', { name: 'Alive' }).waitFor()
    }))
})

describe('changes and classifications', () => {
  let service = ''
  beforeAll(async () => {
    service = await save('changing', { classificationName: 'Guarded' })
    await read(service)
    await server.sql(after, 'orders')
    await read(service)
  })

  test('the timeline leads to what differs, property by property', () =>
    stage.visit(`/changes/${service}`, {}, async (page) => {
      await page.getByText('1 renamed').waitFor()
      await page.getByRole('main').getByRole('list').getByRole('link').first().click()
      await button(page, /renamed table orders.audit.log → orders.audit.entries/).waitFor()
      await button(page, /1 added/).click()
      await expect.poll(() => page.getByRole('list', { name: 'Changes' }).getByRole('button').count()).toBe(1)
      await button(page, /1 added/).click()
      await button(page, /orders.public.customers/).click()
      await page.getByText('mail → email').waitFor()
      await expectAccessible(page)
    }))

  test('a policy is a tag with its uses, and moves when the service renames the classification', () =>
    stage.visit('/classifications?name=Guarded', {}, async (page) => {
      await page.getByRole('heading', { name: 'Guarded', exact: true }).waitFor()
      await page.getByRole('cell', { name: 'orders.public.customers' }).waitFor()
      await page.getByRole('cell', { name: '(total > (0)::numeric)' }).waitFor()
      const { password: _stored, ...kept } = settings()
      const input = { name: 'changing', connector: 'postgres', settings: { ...kept, classificationName: 'Moved' } }
      await api('PUT', `/api/services/${service}`, input)
      await page.goto(`${stage.product.address}/classifications?name=Moved`)
      await page.getByRole('heading', { name: 'Moved', exact: true }).waitFor()
      await page.getByRole('cell', { name: 'orders.public.customers' }).waitFor()
    }))

  test('the pages hold for axe in light, dark and on a phone', async () => {
    const [newest] = await api<readonly Run[]>('GET', `/api/runs?service=${service}`)
    await expectPageAccessible('/runs', (page) => page.getByRole('heading', { name: 'Runs' }).waitFor())
    await expectPageAccessible(`/runs/${newest?.id}`, (page) => page.getByText('Show what differs').waitFor())
    await expectPageAccessible(`/changes/${service}`, (page) => page.getByText('1 renamed').waitFor())
    await expectPageAccessible('/classifications', (page) => page.getByRole('table').waitFor())
    await expectPageAccessible('/settings', (page) => page.getByRole('table').waitFor())
  })
})

test('filters say what they let in on the live server, and a bad pattern is said at its field', async () => {
  const service = await save('filtered', { schemaFilterPattern: { includes: ['^audit$'] } })
  await stage.visit(`/services/${service}`, {}, async (page) => {
    const tables = page.locator('[data-path=\'["tableFilterPattern"]\']')
    await tables.getByRole('button', { name: 'Preview' }).click()
    await tables.getByText('1 table or view read').waitFor()
    await page.locator('[data-path=\'["schemaFilterPattern"]\']').getByText('1 schema left out').waitFor()
    await tables.getByRole('button', { name: 'Add pattern' }).first().click()
    await tables.getByRole('textbox').first().fill('(')
    await tables.getByText('Settings changed since.').waitFor()
    await tables.getByRole('button', { name: 'Preview' }).click()
    await tables.locator('[aria-invalid="true"]').waitFor()
    await expectAccessible(page)
  })
})
