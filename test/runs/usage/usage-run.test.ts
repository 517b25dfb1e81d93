import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Connector } from '../../../src/connectors/connector.ts'
import { type ServiceId, toConnectorId } from '../../../src/core/ids.ts'
import { isEnded, type RunKind } from '../../../src/core/runs.ts'
import type { UsageFormat } from '../../../src/core/usage/export/usage-formats.ts'
import type { CallCount, RelationUsage } from '../../../src/core/usage/relation-usage.ts'
import type { RunContext } from '../../../src/runs/context.ts'
import { showLineage } from '../../../src/runs/lineage.ts'
import { startRun } from '../../../src/runs/runs.ts'
import { exportUsage } from '../../../src/runs/usage/export-usage.ts'
import { listUnused, rankRelations, showRelation } from '../../../src/runs/usage/relations.ts'
import { listReadings, type SpanRequest, showUsage } from '../../../src/runs/usage/service-usage.ts'
import { showStatement } from '../../../src/runs/usage/statement-detail.ts'
import { startWorker, type Worker } from '../../../src/runs/worker.ts'
import { loadContent } from '../../../src/server/content.ts'
import { toKeyring } from '../../../src/store/keyring.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { availableMajors } from '../../support/majors.ts'
import { startServer, type TestServer } from '../../support/servers.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const keyring = toKeyring([randomBytes(32)])
const tables = `
  create table customers (id integer primary key, name text, city text);
  create table orders (id integer primary key, customer integer, status text, total numeric, note text);
  create table archive (id integer);
  create view open_orders as select id, customer from orders where status = 'open';
  create role clerk; create role analyst;
  grant all on customers, orders to clerk; grant select on open_orders, customers, orders to analyst`

let state: TestServer
let store: Store
let context: RunContext
let worker: Worker
const problems: unknown[] = []

function noSnapshot(): never {
  throw new Error('no snapshot was kept')
}

beforeAll(async () => {
  state = await startServer()
  const url = `postgres://postgres:${encodeURIComponent(state.password)}@127.0.0.1:${state.port}/postgres`
  store = await openStore({ url, keyring })
  // Lineage runs in a thread of the built product.
  const built: { postgres: Connector } = await import(path.join(root, 'dist/connectors/postgres/index.js'))
  const forms = loadContent([path.join(root, 'content')])
  context = { store, keyring, forms, findConnector: () => built.postgres }
  worker = await startWorker(context, { concurrency: 2, onProblem: (error) => problems.push(error) })
})
afterAll(async () => {
  await worker?.stop()
  expect(problems).toEqual([])
  await store?.close()
  await state?.stop()
})

// Readings themselves are tried with every major; these are the oldest and the newest counting.
const majors = availableMajors().filter((_, at, all) => at === 0 || at === all.length - 1)

describe.each(majors)('kept usage of Postgres %i', (major) => {
  let source: TestServer
  let service: ServiceId

  const perform = async (kind: RunKind) => {
    const { id } = await startRun(context, service, kind)
    await expect.poll(async () => isEnded((await store.runs.find(id))?.state ?? 'queued')).toBe(true)
    expect(await store.runs.find(id)).toMatchObject({ state: 'succeeded', reason: null })
  }
  const read = async () => {
    await perform('usage')
    return (await listReadings(context, service)).at(-1)?.number ?? 0
  }
  const call = async (role: string, text: string, times: number) => {
    await source.sql(`set role ${role};${Array.from({ length: times }, () => text).join(';')};reset role`, 'shop')
  }
  const relation = async (name: string, span: SpanRequest): Promise<RelationUsage | null> =>
    (await showRelation(context, service, { database: 'shop', schema: 'public', relation: name }, span)).usage

  beforeAll(async () => {
    source = await startServer({
      major,
      conf: {
        shared_preload_libraries: 'pg_stat_statements',
        'pg_stat_statements.max': '2000',
        'pg_stat_statements.track': 'all',
      },
    })
    await source.sql('create database shop')
    await source.sql(`create extension pg_stat_statements; ${tables}`, 'shop')
    service = await store.services.create({
      name: `shop ${major}`,
      connector: toConnectorId('postgres'),
      settings: {
        hostPort: `127.0.0.1:${source.port}`,
        username: 'reader',
        password: 'reads all',
        database: 'shop',
        sslMode: 'disable',
      },
      secrets: new Map(),
      settingsHash: null,
    })
    await source.sql("create role reader superuser login password 'reads all'")
  })
  afterAll(() => source?.stop())

  const exact = (calls: number): CallCount => ({ calls: String(calls), lowerBound: false })

  test('is exact for statements, relations, columns, users and joins while nothing is forgotten', async () => {
    await perform('extract')
    const from = await read()
    await call('clerk', 'select name from customers c join orders o on o.customer = c.id where o.status = $$a$$', 3)
    await call('analyst', 'select count(*) from open_orders', 4)
    await call('clerk', 'update orders set total = 1 where id = 5', 2)
    const to = await read()
    const span = { from, to }

    const { statements } = await showUsage(context, service, span)
    expect(statements.find(({ text }) => text?.includes('open_orders'))).toMatchObject({
      ...exact(4),
      users: [{ user: 'analyst', ...exact(4) }],
    })
    expect(await relation('orders', span)).toMatchObject({
      ...exact(9),
      read: exact(9),
      written: exact(2),
      users: [
        { user: 'clerk', ...exact(5) },
        { user: 'analyst', ...exact(4) },
      ],
      joins: [{ with: { schema: 'public', relation: 'customers' }, ...exact(3), by: [['customer', 'id']] }],
    })
    const columns = new Map((await relation('orders', span))?.columns.map((column) => [column.column, column]))
    expect(columns.get('status')).toMatchObject({ ...exact(7), filtered: exact(3) })
    expect(columns.get('customer')).toMatchObject({ ...exact(7), joined: exact(3), filtered: exact(0) })
    expect(columns.get('total')).toMatchObject({ ...exact(2), written: exact(2) })
    expect(columns.get('id')).toMatchObject({ filtered: exact(2) })
    expect(columns.has('note')).toBe(false)
    const { relations } = await listUnused(context, service, span)
    expect(relations.find((each) => each.relation.relation === 'archive')).toMatchObject({ columns: null })
    expect(relations.find((each) => each.relation.relation === 'orders')).toMatchObject({ columns: ['note'] })

    const join = statements.find(({ text }) => text?.includes('join orders'))
    const detail = await showStatement(context, service, join?.id ?? '', span)
    expect(detail.trend.map(({ calls }) => calls)).toEqual(['3'])
    expect(detail.lineage?.[0]).toMatchObject({ kind: 'select', predicates: { joins: [[{}, {}]] } })
  })

  test('says at least so many, and claims nothing unused, once the server forgot', async () => {
    const from = await read()
    await call('clerk', 'select city from customers', 5)
    await source.sql('select pg_stat_statements_reset()', 'shop')
    await call('clerk', 'select city from customers', 2)
    const middle = await read()
    await call('clerk', 'select city from customers', 3)
    const to = await read()
    const city = async (span: SpanRequest) =>
      (await relation('customers', span))?.columns.find(({ column }) => column === 'city')
    expect(await city({ from, to: middle })).toMatchObject({ calls: '2', lowerBound: true })
    expect(await city({ from: middle, to })).toMatchObject({ calls: '3', lowerBound: false })
    expect(await city({ from, to })).toMatchObject({ calls: '5', lowerBound: true })
    expect((await listUnused(context, service, { from, to })).gaps.length).toBeGreaterThan(0)
    expect((await showUsage(context, service, { from: 'reset', to })).span.from).toBeNull()
  })

  test('merges statements that ran into the lineage of a snapshot, and says how often they did', async () => {
    await call('clerk', 'update customers set city = o.status from orders o where o.customer = customers.id', 2)
    await read()
    const [snapshot] = await store.snapshots.list(service, 1)
    const wish = { database: 'shop', schema: 'public', relation: 'customers', column: 'city', depth: 2 } as const
    const lineage = (statements: boolean) => {
      const asked = { ...wish, directions: ['upstream', 'downstream'], statements } as const
      return showLineage(context, snapshot?.id ?? noSnapshot(), asked)
    }
    expect((await lineage(false)).edges).toEqual([])
    const { edges, origins, readers } = await lineage(true)
    const direct = edges.find(({ from }) => from.column === 'status')
    expect(direct).toMatchObject({ direct: true, to: { column: 'city' } })
    expect(origins[direct?.origins[0] ?? -1]).toMatchObject({
      kind: 'statement',
      confidence: 'certain',
      statement: { ...exact(2), text: expect.stringContaining('update customers') },
    })
    const reading = readers.map((at) => origins[at]?.statement).find((each) => each?.text.startsWith('select city'))
    expect(reading).toMatchObject({ calls: '5', lowerBound: true })
  })

  test('is written for other tools', async () => {
    const write = (format: UsageFormat) => exportUsage(context, service, { from: null, to: null }, format)
    const events = (await write('openlineage')).trimEnd().split('\n')
    const jobs = events.map((line) => JSON.parse(line))
    const update = jobs.find(({ job }) => job.facets.sql.query.startsWith('update customers'))
    expect(update).toMatchObject({
      job: {
        namespace: `postgres://127.0.0.1:${source.port}`,
        facets: { patchbay_usage: { calls: '2', lowerBound: false } },
      },
      outputs: [{ name: 'shop.public.customers', facets: { columnLineage: { fields: { city: expect.anything() } } } }],
    })
    expect(await write('csv-relations')).toMatch(/^shop,public,orders,status,\d+,/m)
    expect(await write('csv')).toMatch(/,clerk,-?\d+,\d+,/)
    expect(await write('csv-unused')).toContain(',archive,table,,false')
    const yaml = await write('openmetadata-usage')
    expect(yaml).toContain('type: postgres-usage')
    expect(yaml).not.toContain('reads all')
  })

  test('lists statements that cannot be understood', async () => {
    const from = await read()
    await call('clerk', 'select * from customers where id = 1; create temp table if not exists t as select 1', 1)
    await source.sql(`do $$ begin execute 'select 1 from archive'; end $$`, 'shop')
    const to = await read()
    const { opaque, gaps } = await rankRelations(context, service, { from, to })
    expect(opaque.some(({ text }) => text.startsWith('do $$'))).toBe(true)
    expect(gaps.some((gap) => gap.includes('not understood'))).toBe(true)
  })
})
