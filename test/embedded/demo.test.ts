import { mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoServer, startDemo } from '../../src/embedded/demo/start-demo.ts'
import { type EmbeddedPostgres, startEmbedded } from '../../src/embedded/start-embedded.ts'
import { installInto } from '../support/installation.ts'
import { swiftDirectory } from '../support/swift-directory.ts'

let dataDirectory: string
let demo: DemoServer
let server: EmbeddedPostgres

beforeAll(async () => {
  dataDirectory = await mkdtemp(path.join(await swiftDirectory(), 'patchbay-demo-'))
  await installInto(dataDirectory, ['demo'])
  demo = await startDemo(dataDirectory)
  server = await startEmbedded({ dataDirectory, name: 'demo' })
})

afterAll(async () => {
  await server?.stop()
  await demo?.stop()
  await rm(dataDirectory, { recursive: true, force: true })
})

async function query({ user, password }: { user: string; password: string }, database: string, sql: string) {
  const client = new pg.Client({ host: server.host, port: server.port, user, password, database })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
const reader = { user: 'demo_reader', password: 'demo' }
const asReader = (sql: string, database = 'shop') => query(reader, database, sql)
const asOwner = (sql: string, database = 'shop') => query(server, database, sql)

test('the filled-in form is the reader of the demo', async () => {
  expect(demo.settings).toMatchObject({
    hostPort: `127.0.0.1:${server.port}`,
    username: 'demo_reader',
    password: 'demo',
  })
  expect(await asReader('select count(*)::int as orders from sales.orders')).toEqual([{ orders: 45000 }])
})

test('there are databases the reader enters and one it does not', async () => {
  await expect(asReader('select 1', 'fleet')).resolves.toHaveLength(1)
  await expect(asReader('select 1', 'payroll')).rejects.toMatchObject({ code: '42501' })
})

test('some tables are visible and not readable', async () => {
  const [counts] = await asReader(`
    select count(*)::int as visible, count(*) filter (where has_table_privilege(oid, 'select'))::int as readable
      from pg_class where relkind in ('r', 'p', 'v', 'm') and relnamespace::regnamespace::text ~ '^(sales|inventory|hr|support|analytics|internal|legacy)$'`)
  expect(counts.readable).toBeGreaterThan(20)
  expect(counts.visible).toBeGreaterThan(counts.readable)
})

test('row-level security hides every ticket without saying so', async () => {
  expect(await asReader('select count(*)::int as tickets from support.tickets')).toEqual([{ tickets: 0 }])
  expect(await asOwner('select count(*) > 1000 as some from support.tickets')).toEqual([{ some: true }])
  expect(await asReader(`select row_security_active('support.tickets') as active`)).toEqual([{ active: true }])
})

test('pg_stat_statements shows the reader its own texts and masks the rest', async () => {
  const rows = await asReader('select query from pg_stat_statements')
  const texts = rows.map((row) => row.query as string)
  expect(texts).toContain('<insufficient privilege>')
  expect(texts.some((text) => text.includes('sales.best_customers'))).toBe(true)
})

test('the reader changes nothing', async () => {
  for (const sql of [
    'create table public.mine (a int)',
    'create temporary table mine (a int)',
    `update sales.regions set name = 'x'`,
    'create schema mine',
    `set default_transaction_read_only = off; delete from sales.orders`,
    `select pg_read_file('/etc/passwd')`,
    `copy (select 1) to program 'true'`,
  ]) {
    await expect(asReader(sql), sql).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|25006)$/) })
  }
})

test('every foreign key of the demo holds', async () => {
  for (const database of ['shop', 'fleet']) {
    const keys = await asOwner(
      `select conrelid::regclass::text as child, confrelid::regclass::text as parent,
              (select string_agg(format('c.%I = p.%I', a.attname, b.attname), ' and ')
                 from unnest(conkey, confkey) with ordinality k(c, p, n)
                 join pg_attribute a on a.attrelid = conrelid and a.attnum = k.c
                 join pg_attribute b on b.attrelid = confrelid and b.attnum = k.p) as matches,
              (select string_agg(format('c.%I is not null', a.attname), ' and ')
                 from pg_attribute a where a.attrelid = conrelid and a.attnum = any (conkey)) as filled
         from pg_constraint where contype = 'f' and conparentid = 0`,
      database,
    )
    expect(keys.length).toBeGreaterThan(2)
    for (const { child, parent, matches, filled } of keys) {
      const orphans = `select 1 from ${child} c where ${filled} and not exists (select from ${parent} p where ${matches}) limit 1`
      expect(await asOwner(orphans, database), `${child} to ${parent}`).toEqual([])
    }
  }
})

test('a demo that was left half-written is made anew, a complete one is kept', async () => {
  await asOwner('create table public.kept ()')
  const again = await startDemo(dataDirectory)
  await again.stop()
  expect(await asOwner(`select to_regclass('public.kept') is not null as kept`)).toEqual([{ kept: true }])
  await asOwner('drop table patchbay_demo', 'postgres')
  await asOwner('drop table sales.payments')
  const anew = await startDemo(dataDirectory)
  await anew.stop()
  expect(await asOwner('select count(*) > 1000 as some from sales.payments')).toEqual([{ some: true }])
})
