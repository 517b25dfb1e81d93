import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LoadedSnapshot } from '../../src/core/catalog/read-snapshot.ts'
import { patchbay } from '../support/patchbay.ts'
import { takeSnapshot } from '../support/rebuild.ts'
import { startServer, type TestServer } from '../support/servers.ts'

let server: TestServer
let snapshot: LoadedSnapshot
let directory: string
let file: string

const schema = `
  create role owner;
  create table public.orders (id integer primary key, "Note" text not null default 'it''s');
  comment on table public.orders is 'what was ordered';
  alter table public.orders owner to owner;
  create function public.total(integer) returns integer language sql as 'select $1';
  create function public.total(text) returns text language sql as 'select $1';`

beforeAll(async () => {
  server = await startServer()
  await server.sql('create database shop')
  await server.sql(schema, 'shop')
  snapshot = await takeSnapshot(server, 'shop')
  directory = await mkdtemp(path.join(tmpdir(), 'patchbay-cli-'))
  file = await write('shop.jsonl', lines(snapshot))
})
afterAll(async () => {
  await server?.stop()
  if (directory !== undefined) await rm(directory, { recursive: true, force: true })
})

const lines = ({ header, objects, end }: LoadedSnapshot) =>
  [header, ...objects, end].map((line) => JSON.stringify(line))

async function write(name: string, texts: readonly string[]): Promise<string> {
  const place = path.join(directory, name)
  await writeFile(place, texts.map((text) => `${text}\n`).join(''))
  return place
}

describe('patchbay ddl', () => {
  it('writes a script that makes the database and its roles again', async () => {
    const { code, out } = await patchbay(['ddl', file, '--roles'])
    expect(code).toBe(0)
    const other = await startServer()
    try {
      await other.sql(out)
      const [row] = await other.sql(`select relowner::regrole::text as owner, obj_description(oid) as comment
        from pg_class where oid = 'public.orders'::regclass`)
      expect(row).toEqual({ owner: 'owner', comment: 'what was ordered' })
    } finally {
      await other.stop()
    }
  })

  it('writes one object', async () => {
    const { code, out } = await patchbay(['ddl', file, 'shop.public.orders'])
    expect([code, out]).toEqual([
      0,
      `CREATE TABLE public.orders (
    id integer NOT NULL,
    "Note" text DEFAULT 'it''s'::text NOT NULL
);

ALTER TABLE public.orders OWNER TO owner;
COMMENT ON TABLE public.orders IS 'what was ordered';

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
`,
    ])
  })

  it.each([
    ['public.ordres', 'OBJECT_NOT_FOUND', 'Did you mean public.orders?'],
    ['public.total', 'OBJECT_NOT_FOUND', 'public.total(integer)'],
    ['a.b.c.d', 'REQUEST_INVALID', 'argument types'],
  ])('says of %s what may be meant', async (name, code, words) => {
    const { code: exit, err } = await patchbay(['ddl', file, name])
    expect(exit).toBe(2)
    expect(err).toContain(words)
    const shown = await patchbay(['show', file, name, '--json'])
    expect([shown.code, JSON.parse(shown.out).code]).toEqual([2, code])
  })

  it('asks for a database where the snapshot holds several', async () => {
    const scope = { ...snapshot.header.scope, databases: ['shop', 'fleet'] }
    const two = await write('two.jsonl', lines({ ...snapshot, header: { ...snapshot.header, scope } }))
    const { code, err } = await patchbay(['ddl', two])
    expect([code, err]).toEqual([2, expect.stringContaining('fleet')])
    expect((await patchbay(['ddl', two, '--database', 'shop'])).code).toBe(0)
    expect((await patchbay(['ddl', two, '--database', 'shpo'])).code).toBe(2)
  })

  it('takes no truncated, foreign or newer file for a snapshot, and writes nothing then', async () => {
    const whole = lines(snapshot)
    const cases: [string[], string][] = [
      [whole.slice(0, -1), 'truncated'],
      [[], 'is empty'],
      [['{"kind":"table"}'], 'is not a snapshot'],
      [['hello'], 'is not a snapshot'],
      [[JSON.stringify({ ...snapshot.header, format: 2 }), ...whole.slice(1)], 'newer Patchbay'],
      [[...whole.slice(0, 2), '{"kind":', ...whole.slice(2)], 'line 3'],
      [[...whole, whole[1] ?? ''], 'goes on after its end'],
    ]
    for (const [index, [texts, words]] of cases.entries()) {
      const { code, out, err } = await patchbay(['ddl', await write(`broken-${index}.jsonl`, texts)])
      expect([code, out]).toEqual([2, ''])
      expect(err).toContain(words)
    }
    expect((await patchbay(['ddl', path.join(directory, 'none.jsonl')])).err).toContain('does not exist')
  })
})

describe('patchbay show', () => {
  it('lists and counts what a snapshot holds', async () => {
    const { code, out } = await patchbay(['show', file])
    expect(code).toBe(0)
    expect(out).toMatch(/function +public\.total\(integer\)/)
    const listed = JSON.parse((await patchbay(['show', file, '--json'])).out)
    expect(listed.end.counts).toMatchObject({ table: 1, function: 2 })
    expect(listed.objects).toContainEqual({
      kind: 'table',
      database: 'shop',
      schema: 'public',
      name: 'orders',
      arguments: null,
    })
  })

  it('shows an object with its columns and DDL, or as it stands in the file', async () => {
    const { out } = await patchbay(['show', file, 'public.orders'])
    expect(out).toContain('what was ordered')
    expect(out).toContain('CREATE TABLE public.orders')
    const { out: json } = await patchbay(['show', file, 'public.orders', '--json'])
    expect(JSON.parse(json)).toEqual(snapshot.objects.find(({ kind }) => kind === 'table'))
  })
})
