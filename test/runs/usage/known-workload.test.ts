import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Connector } from '../../../src/connectors/connector.ts'
import { type ServiceId, toConnectorId } from '../../../src/core/ids.ts'
import { isEnded, type RunKind } from '../../../src/core/runs.ts'
import type { CallCount } from '../../../src/core/usage/relation-usage.ts'
import type { RunContext } from '../../../src/runs/context.ts'
import { startRun } from '../../../src/runs/runs.ts'
import { listUnused, showRelation } from '../../../src/runs/usage/relations.ts'
import { listReadings, type SpanRequest } from '../../../src/runs/usage/service-usage.ts'
import { startWorker, type Worker } from '../../../src/runs/worker.ts'
import { loadContent } from '../../../src/server/content.ts'
import { toKeyring } from '../../../src/store/keyring.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { startServer, type TestServer } from '../../support/servers.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const keyring = toKeyring([randomBytes(32)])

/** Statements, and what each call of them counts for. */
const workload: readonly { readonly text: string; readonly counts: readonly string[] }[] = [
  { text: 'select name from customers where id = 1', counts: ['customers', 'customers.name', 'customers.id'] },
  { text: 'select city from customers', counts: ['customers', 'customers.city'] },
  {
    text: 'update orders set total = 1 where id = 5',
    counts: ['orders', 'orders.total', 'orders.id', 'orders written'],
  },
  {
    text: 'select c.name from customers c join orders o on o.customer = c.id',
    counts: ['customers', 'orders', 'customers.name', 'customers.id', 'orders.customer'],
  },
  {
    text: 'delete from orders where orders is null',
    counts: ['orders', 'orders written', 'orders.id', 'orders.customer', 'orders.total'],
  },
  { text: 'truncate archive', counts: ['archive', 'archive written'] },
  { text: 'explain delete from archive', counts: [] },
  { text: 'select count(*) from archive', counts: ['archive'] },
]

let state: TestServer
let source: TestServer
let store: Store
let context: RunContext
let worker: Worker
let service: ServiceId
const problems: unknown[] = []

beforeAll(async () => {
  const conf = {
    shared_preload_libraries: 'pg_stat_statements',
    'pg_stat_statements.max': '500',
    'pg_stat_statements.track': 'all',
  }
  ;[state, source] = await Promise.all([startServer(), startServer({ conf })])
  await source.sql('create database shop')
  await source.sql('create role reader superuser')
  await source.sql("alter role reader login password 'reads all'")
  await source.sql(
    `create extension pg_stat_statements;
    create table customers (id int primary key, name text, city text);
    create table orders (id int primary key, customer int, total numeric);
    create table archive (id int)`,
    'shop',
  )
  const url = `postgres://postgres:${encodeURIComponent(state.password)}@127.0.0.1:${state.port}/postgres`
  store = await openStore({ url, keyring })
  // Lineage runs in a thread of the built product.
  const built: { postgres: Connector } = await import(path.join(root, 'dist/connectors/postgres/index.js'))
  const forms = loadContent([path.join(root, 'content')])
  context = { store, keyring, forms, findConnector: () => built.postgres }
  worker = await startWorker(context, { concurrency: 2, onProblem: (error) => problems.push(error) })
  const connection = { username: 'reader', password: 'reads all', database: 'shop', sslMode: 'disable' }
  service = await store.services.create({
    name: 'shop',
    connector: toConnectorId('postgres'),
    settings: { hostPort: `127.0.0.1:${source.port}`, ...connection },
    secrets: new Map(),
    settingsHash: null,
  })
})
afterAll(async () => {
  await worker?.stop()
  expect(problems).toEqual([])
  await store?.close()
  await Promise.all([state?.stop(), source?.stop()])
})

async function perform(kind: RunKind): Promise<void> {
  const { id } = await startRun(context, service, kind)
  const ended = async () => isEnded((await store.runs.find(id))?.state ?? 'queued')
  await expect.poll(ended).toBe(true)
  expect(await store.runs.find(id)).toMatchObject({ state: 'succeeded', reason: null })
}

async function read(): Promise<number> {
  await perform('usage')
  return (await listReadings(context, service)).at(-1)?.number ?? 0
}

/** Calls of each statement, and what they add up to. */
async function call(times: readonly number[], truth: Map<string, number>): Promise<void> {
  for (const [at, { text, counts }] of workload.entries()) {
    const calls = times[at] ?? 0
    if (calls > 0) await source.sql(Array.from({ length: calls }, () => text).join(';'), 'shop')
    for (const name of counts) truth.set(name, (truth.get(name) ?? 0) + calls)
  }
}

/** What the server forgets on the way, between calls. */
const happenings: Readonly<Record<string, () => Promise<unknown>>> = {
  nothing: async () => null,
  'a reset': () => source.sql('select pg_stat_statements_reset()', 'shop'),
  'a reset of one statement': () =>
    source.sql(
      "select pg_stat_statements_reset(0, 0, queryid) from pg_stat_statements where query like 'select city%'",
      'shop',
    ),
  evictions: async () => {
    // Each of another shape; twice, so that statements that were called once go first.
    const shapes = Array.from(
      { length: 600 },
      (_, at) => `select ${Array.from({ length: at + 1 }, () => 1).join(', ')}`,
    )
    await source.sql(shapes.flatMap((shape) => [shape, shape]).join(';'), 'shop')
  },
  'a restart': () => source.restart(),
  'a crash': () => source.crash(),
  'nothing again': async () => null,
}

/** What is told of a span, by the names that the workload counts; null where nothing is. */
async function told(name: string, span: SpanRequest): Promise<CallCount | null> {
  const [relation = '', part = ''] = name.split(/[. ]/)
  const { usage } = await showRelation(context, service, { database: 'shop', schema: 'public', relation }, span)
  if (usage === null || part === '') return usage
  return part === 'written' ? usage.written : (usage.columns.find(({ column }) => column === part) ?? null)
}

test('usage of relations and columns is exact, or a lower bound that says so, whatever the server forgets', async () => {
  await perform('extract')
  const names = [...new Set(workload.flatMap(({ counts }) => counts))]
  const steps: { readonly span: SpanRequest; readonly truth: Map<string, number>; readonly what: string }[] = []
  let from = await read()
  for (const [at, [what, happen]] of Object.entries(happenings).entries()) {
    const truth = new Map<string, number>()
    // Some statements are called before only, and never seen again.
    await call([3, 2, 1, 4, 1, 1, 2, at % 2], truth)
    await happen()
    await call([2, at % 3, 0, 1, at % 2, 0, 1, 1], truth)
    const to = await read()
    steps.push({ span: { from, to }, truth, what })
    from = to
  }
  const sum = new Map(names.map((name) => [name, steps.reduce((all, { truth }) => all + (truth.get(name) ?? 0), 0)]))
  const whole: SpanRequest = { from: steps[0]?.span.from ?? null, to: from }
  let exact = 0
  for (const { span, truth, what } of [...steps, { span: whole, truth: sum, what: 'everything' }]) {
    const { gaps } = await listUnused(context, service, span)
    for (const name of names) {
      const count = await told(name, span)
      const real = truth.get(name) ?? 0
      const message = `${name} with ${what} in between: ${JSON.stringify(count)}, really ${real}`
      if (count === null) expect(real === 0 || gaps.length > 0, message).toBe(true)
      else if (count.lowerBound) expect(Number(count.calls), message).toBeLessThanOrEqual(real)
      else expect(Number(count.calls), message).toBe(real)
      if (count?.lowerBound === false) exact++
      if (what.startsWith('nothing') || what === 'a restart') {
        expect([Number(count?.calls ?? 0), count?.lowerBound ?? false], message).toEqual([real, false])
      }
    }
  }
  // Twice everything: figures are not called lower bounds for nothing.
  expect(exact).toBeGreaterThanOrEqual(2 * names.length - 2)
})
