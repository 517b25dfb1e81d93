import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { patchbay } from '../support/patchbay.ts'
import { startServer, type TestServer } from '../support/servers.ts'

let server: TestServer
let directory: string
let uri: string
const at = (name: string) => path.join(directory, name)

beforeAll(async () => {
  server = await startServer()
  await server.sql('create database shop')
  await server.sql(
    'create schema other; create table orders (id integer primary key, note text); create table other.notes (id integer); create view all_orders as select id from orders',
    'shop',
  )
  directory = await mkdtemp(path.join(tmpdir(), 'patchbay-export-'))
  uri = `postgresql://postgres:${encodeURIComponent(server.password)}@127.0.0.1:${server.port}/shop?sslmode=disable`
  expect((await patchbay(['extract', uri, '--out', at('before.jsonl')])).code).toBe(0)
  await server.sql(
    `alter table orders rename column note to remark; alter table orders add column amount numeric default 0; create index on orders (amount); drop table other.notes`,
    'shop',
  )
  expect((await patchbay(['extract', uri, '--out', at('after.jsonl')])).code).toBe(0)
})
afterAll(async () => {
  await server.stop()
  await rm(directory, { recursive: true, force: true })
})

describe('patchbay export of what is in databases', () => {
  it('writes a snapshot, or one schema of it', async () => {
    const whole = await patchbay(['export', at('before.jsonl'), '--as', 'dbml'])
    expect(whole.code).toBe(0)
    expect(whole.out).toContain('Table "public"."orders"')
    const part = await patchbay(['export', at('before.jsonl'), '--as', 'csv', '--schema', 'other'])
    expect(part.out).toContain('shop,other,notes,table,1,id,integer')
    expect(part.out).not.toContain('orders')
  })

  it('reads a server first where TARGET is one', async () => {
    const { code, out } = await patchbay(['export', uri, '--as', 'dbt'])
    expect(code).toBe(0)
    expect(out).toContain('- name: "amount"')
  })

  it('writes a folder of Markdown, or one file', async () => {
    expect((await patchbay(['export', at('before.jsonl'), '--as', 'markdown', '--out', at('docs')])).code).toBe(0)
    expect((await readdir(at('docs'), { recursive: true })).sort()).toEqual([
      'README.md',
      'shop',
      'shop/other',
      'shop/other/notes.md',
      'shop/public',
      'shop/public/all_orders.md',
      'shop/public/orders.md',
    ])
    expect((await patchbay(['export', at('before.jsonl'), '--as', 'markdown', '--out', at('all.md')])).code).toBe(0)
    expect(await readFile(at('all.md'), 'utf8')).toContain('### public.orders')
  })

  it('says which databases there are, and what is no snapshot', async () => {
    const missing = await patchbay(['export', at('before.jsonl'), '--as', 'dbml', '--database', 'nowhere'])
    expect(missing.code).toBe(2)
    expect(missing.err).toContain('shop')
    await writeFile(at('broken.jsonl'), '{"kind":"header","format":1}\n')
    expect((await patchbay(['export', at('broken.jsonl'), '--as', 'dbml'])).code).toBe(2)
  })
})

describe('patchbay diff', () => {
  it('shows below each change the statements that make it', async () => {
    const { code, out } = await patchbay(['diff', at('before.jsonl'), at('after.jsonl')])
    expect(code).toBe(0)
    expect(out).toContain('    | ALTER TABLE public.orders RENAME COLUMN note TO remark;')
    expect(out).toContain('    | DROP TABLE other.notes;')
  })

  it('gives them in JSON, at each change and in the order in which they run', async () => {
    const { out } = await patchbay(['diff', at('before.jsonl'), at('after.jsonl'), '--json'])
    const { changes, statements } = JSON.parse(out) as {
      changes: { object: { name: string }; ddl: string[] }[]
      statements: { database: string; sql: string }[]
    }
    expect(changes.find(({ object }) => object.name === 'orders')?.ddl).toContain(
      'CREATE INDEX orders_amount_idx ON public.orders USING btree (amount);',
    )
    expect(statements.map(({ sql }) => sql)).toEqual(changes.flatMap(({ ddl }) => ddl).sort(byPlace(statements)))
    expect(new Set(statements.map(({ database }) => database))).toEqual(new Set(['shop']))
  })

  it('writes a script that makes the change', async () => {
    const { code, out } = await patchbay(['diff', at('after.jsonl'), at('before.jsonl'), '--sql'])
    expect(code).toBe(0)
    await server.sql(out, 'shop')
    const columns = await server.sql(
      `select attname from pg_attribute where attrelid = 'public.orders'::regclass and attnum > 0 and not attisdropped`,
      'shop',
    )
    expect(columns).toEqual([{ attname: 'id' }, { attname: 'note' }])
  })
})

const byPlace = (statements: readonly { sql: string }[]) => (one: string, other: string) =>
  statements.findIndex(({ sql }) => sql === one) - statements.findIndex(({ sql }) => sql === other)
