import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { extract } from '../../../../src/connectors/postgres/extract/extract.ts'
import { hasPgbouncer, startPgbouncer } from '../../../support/pgbouncer.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { businessSql } from '../stages/business.ts'
import { formFor, isRelation, readSnapshot, relationNamed } from './read-snapshot.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer({ conf: { shared_preload_libraries: 'pg_stat_statements' } })
  await server.sql('create role "Reader"')
  await server.sql('create database shop')
  await server.sql(businessSql, 'shop')
  await server.sql('create database second template shop')
})
afterAll(() => server?.stop())

const reader = async (name: string, database = 'shop') => {
  await server.sql(`create role ${name} login password 'to read'`)
  return { ...formFor(server, database), username: name, password: 'to read' }
}

describe('a role that may log in and nothing else', () => {
  test('reads every definition there is', async () => {
    const form = await reader('nobody')
    const all = await readSnapshot(formFor(server, 'shop'))
    const found = await readSnapshot(form)
    expect(found.end.skipped).toEqual([])
    expect(found.objects.filter(isRelation)).toEqual(all.objects.filter(isRelation))
  })

  test('gets what can be had where functions and catalogs were taken away, and a list of the rest', async () => {
    await server.sql('create database locked')
    await server.sql('create role "Locked"; ')
    await server.sql(businessSql, 'locked')
    await server.sql(
      `revoke execute on function pg_get_viewdef(oid) from public;
       revoke select on pg_policy from public; revoke select on pg_trigger from public`,
      'locked',
    )
    const snapshot = await readSnapshot(await reader('locked_out', 'locked'))
    const skipped = new Map(snapshot.end.skipped.map(({ object, reason }) => [object, reason]))
    expect([...skipped.keys()]).toEqual([
      'locked: definitions of views',
      'locked: triggers',
      'locked: policies',
      'locked: what relations depend on',
    ])
    expect(skipped.get('locked: policies')).toMatch(/^The role may not read it: permission denied .* pg_policy/)
    expect(relationNamed(snapshot, 'paid')).toMatchObject({ viewDefinition: null, reads: expect.any(Array) })
    expect(relationNamed(snapshot, 'orders').columns).toHaveLength(7)
    expect(relationNamed(snapshot, 'orders').constraints.length).toBeGreaterThan(1)
  })
})

describe('one object that cannot be deparsed', () => {
  test('is listed and left out; everything else is read', async () => {
    await server.sql('create database broken')
    await server.sql(
      `create table a (x int); create table b (x int default 5); create view v as select x from a;
       create view w as select x from b;
       delete from pg_class where oid = 'a'::regclass`,
      'broken',
    )
    const snapshot = await readSnapshot(formFor(server, 'broken'))
    expect(snapshot.end.skipped).toEqual([
      {
        object: 'broken.public.v',
        reason: expect.stringMatching(/^The server could not answer: .*/),
        hides: [{ database: 'broken', object: { schema: 'public', name: 'v' } }],
      },
    ])
    expect(snapshot.objects.filter(isRelation).map(({ name }) => name)).toEqual(['b', 'w'])
    expect(relationNamed(snapshot, 'w').viewDefinition).toContain('FROM public.b')
  })

  test('is waited for no longer than a few seconds where somebody alters what it reads', async () => {
    await server.sql('create database busy')
    await server.sql('create table a (x int); create table b (x int); create view v as select x from a', 'busy')
    const other = new pg.Client({ ...connection('busy') })
    await other.connect()
    try {
      await other.query('begin; lock table a in access exclusive mode')
      const snapshot = await readSnapshot(formFor(server, 'busy'))
      expect(snapshot.end.skipped).toEqual([
        expect.objectContaining({ object: 'busy.public.v', reason: expect.stringContaining('locked for longer than') }),
      ])
      expect(snapshot.objects.filter(isRelation).map(({ name }) => name)).toEqual(['a', 'b'])
    } finally {
      await other.end()
    }
  })
})

const connection = (database: string) => ({
  host: '127.0.0.1',
  port: server.port,
  user: 'postgres',
  password: server.password,
  database,
})

describe('tables that are renamed, dropped and altered while they are read', () => {
  test('are told as of one moment, or listed', async () => {
    await server.sql('create database moving')
    const count = 60
    await server.sql(
      Array.from(
        { length: count },
        (_, i) => `create table t${i} (id int primary key, c0 text default 'x', check (c0 <> ''));
          create view v${i} as select id, c0 from t${i}`,
      ).join(';'),
      'moving',
    )
    const other = new pg.Client(connection('moving'))
    await other.connect()
    let stopped = false
    const changes = (async () => {
      for (let round = 1; !stopped; round += 1) {
        const i = round % count
        await other.query(`alter table t${i} rename to u${i}`)
        await other.query(`alter table u${i} rename column c0 to d0`)
        await other.query(`alter table u${i} add column e${round} int`)
        await other.query(`alter table u${i} rename column d0 to c0`)
        await other.query(`alter table u${i} rename to t${i}`)
        if (round % 7 === 0)
          await other.query(
            `drop table t${i} cascade; create table t${i} (id int, c0 text); create view v${i} as select id, c0 from t${i}`,
          )
      }
    })()
    try {
      for (let reading = 0; reading < 4; reading += 1) {
        const sizes = reading % 2 === 0 ? undefined : { largeFrom: 10, shard: 20 }
        const snapshot = await readSnapshot(formFor(server, 'moving'), {}, sizes)
        const relations = snapshot.objects.filter(isRelation)
        const tables = new Map(relations.filter(({ kind }) => kind === 'table').map((table) => [table.name, table]))
        const listed = snapshot.end.skipped.map(({ object }) => object)
        for (const { name, viewDefinition, reads } of relations.filter(({ kind }) => kind === 'view')) {
          const [source] = reads ?? []
          const sourceName = source?.name ?? ''
          expect(viewDefinition, name).toContain(`FROM public.${sourceName}`)
          expect(viewDefinition, name).toContain(`    ${reads?.find(({ column }) => column !== 'id')?.column}`)
          if (!listed.includes(`moving.public.${sourceName}`)) expect(tables.has(sourceName), sourceName).toBe(true)
        }
        for (const table of tables.values()) {
          const [check] = table.constraints.filter(({ type }) => type === 'check')
          const [, text] = table.columns
          if (check !== undefined) expect(check.definition).toBe(`CHECK ((${text?.name} <> ''::text))`)
        }
        expect(relations.length + listed.length).toBeGreaterThan(count)
      }
    } finally {
      stopped = true
      await changes
      await other.end()
    }
  })
})

test('a table that is altered while it is read spoils none of those with the same columns', async () => {
  await server.sql('create database alike')
  const tables = Array.from({ length: 12 }, (_, i) => `t${i}`)
  const columns = "(a text check (a <> ''), b text generated always as (upper(a)) stored)"
  await server.sql(tables.map((table) => `create table ${table} ${columns}`).join(';'), 'alike')
  await server.sql(tables.map((table) => `create index ${table}_low on ${table} (lower(a))`).join(';'), 'alike')
  const other = new pg.Client(connection('alike'))
  await other.connect()
  try {
    // The first of them is what the server opens for all; it waits for this, and then finds another name.
    await other.query('begin; alter table t0 rename column a to z')
    const reading = readSnapshot(formFor(server, 'alike'), {}, { largeFrom: 5, shard: 40 })
    const waiting = 'select 1 from pg_locks where not granted'
    await waitUntil(async () => (await server.sql(waiting)).length === 1)
    await other.query('commit')
    const { objects, end } = await reading
    expect(end.skipped.map(({ object }) => object)).toEqual(['alike.public.t0'])
    const relations = objects.filter(isRelation)
    expect(relations.map(({ name }) => name)).toEqual(tables.slice(1))
    for (const { name, columns: found, constraints, indexes } of relations) {
      expect(found[1]?.generated?.expression, name).toBe('upper(a)')
      expect(constraints[0]?.definition, name).toBe("CHECK ((a <> ''::text))")
      expect(indexes[0]?.definition, name).toBe(`CREATE INDEX ${name}_low ON public.${name} USING btree (lower(a))`)
    }
  } finally {
    await other.end()
  }
})

describe('an extraction that is cancelled', () => {
  test('ends its statement on the server, keeps nothing and says so', async () => {
    const other = new pg.Client(connection('shop'))
    await other.connect()
    try {
      await other.query('begin; lock table sales.orders in access exclusive mode')
      const stop = new AbortController()
      const kinds: string[] = []
      const reading = extract(formFor(server, 'shop'), {
        signal: stop.signal,
        report: () => undefined,
        receive: async (lines) => void kinds.push(...lines.map(({ kind }) => kind)),
      })
      await waitUntil(async () => (await running()).length === 1)
      stop.abort()
      expect(await reading).toEqual({ status: 'cancelled' })
      await waitUntil(async () => (await running()).length === 0)
      expect(kinds).not.toContain('end')
    } finally {
      await other.end()
    }
  })

  const running = () =>
    server.sql("select 1 from pg_stat_activity where application_name = 'patchbay' and wait_event_type = 'Lock'")
})

async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('it did not happen')
}

describe('what the settings select', () => {
  test('by database, schema and relation', async () => {
    const all = await readSnapshot({
      ...formFor(server, 'shop'),
      ingestAllDatabases: true,
      databaseFilterPattern: { includes: ['^shop$', '^postgres$', '^second$'] },
      schemaFilterPattern: { includes: ['^sales$'] },
      tableFilterPattern: { excludes: ['^events'] },
    })
    expect(all.header.scope).toMatchObject({ databases: order, allDatabases: true })
    const places = all.objects.filter(isRelation).map(({ database, schema }) => `${database}.${schema}`)
    expect(new Set(places)).toEqual(new Set(['shop.sales', 'second.sales']))
    expect(all.objects.filter(isRelation).some(({ name }) => name.startsWith('events'))).toBe(false)
    const databases = all.objects.map(({ database }) => database).filter((name) => name !== null)
    expect([...new Set(databases)]).toEqual(order)
    expect(databases).toEqual([...databases].sort((a, b) => order.indexOf(a) - order.indexOf(b)))
  })

  const order = ['shop', 'postgres', 'second']

  test('a filter that lets no database in is told of', async () => {
    const databaseFilterPattern = { includes: ['^nothing$'] }
    const one = await readSnapshot({ ...formFor(server, 'shop'), databaseFilterPattern })
    expect(one.end.skipped).toMatchObject([{ object: 'shop', reason: expect.stringContaining('filter'), hides: [] }])
    const all = await readSnapshot({ ...formFor(server, 'shop'), databaseFilterPattern, ingestAllDatabases: true })
    expect(all.end.skipped.map(({ object }) => object)).toEqual(expect.arrayContaining(['postgres', 'shop']))
    expect(all.header.scope.databases).toEqual([])
  })

  test('a database that may not be opened is listed', async () => {
    const form = await reader('outsider')
    await server.sql('create database closed; ')
    await server.sql('revoke connect on database closed from public')
    const snapshot = await readSnapshot({ ...form, ingestAllDatabases: true })
    expect(snapshot.end.skipped).toContainEqual({
      object: 'closed',
      reason: expect.stringContaining('grant CONNECT'),
      hides: [{ database: 'closed' }],
    })
    expect(snapshot.header.scope.databases).not.toContain('closed')
  })

  const ourSessions = "select 1 from pg_stat_activity where application_name = 'patchbay'"

  test('never takes more connections than it may, and leaves none', async () => {
    let most = 0
    let isOver = false
    const watch = (async () => {
      while (!isOver) most = Math.max(most, (await server.sql(ourSessions)).length)
    })()
    const databaseFilterPattern = { includes: ['^shop$', '^postgres$', '^second$'] }
    const form = { ...formFor(server, 'shop'), ingestAllDatabases: true, databaseFilterPattern }
    const reading = readSnapshot(form, { connectionLimit: 2 }, { largeFrom: 3, shard: 3 })
    const snapshot = await reading.finally(() => {
      isOver = true
    })
    await watch
    expect(most).toBeLessThanOrEqual(3)
    expect(snapshot.objects.filter(({ database }) => database === 'shop')).toEqual(
      (await readSnapshot(formFor(server, 'shop'))).objects.filter(({ database }) => database === 'shop'),
    )
    await waitUntil(async () => (await server.sql(ourSessions)).length === 0)
  })

  test('shards are handed on in their order over any number of connections', async () => {
    const whole = (await readSnapshot(formFor(server, 'shop'))).objects
    for (const connectionLimit of [2, 3, 5]) {
      const sharded = await readSnapshot(formFor(server, 'shop'), { connectionLimit }, { largeFrom: 3, shard: 2 })
      expect(sharded.objects).toEqual(whole)
    }
  })

  test.each([2, 1])('a role that may have %i connections reads as much over those', async (limit) => {
    await server.sql(`create role narrow${limit} login connection limit ${limit} password 'narrow'`)
    const form = { ...formFor(server, 'shop'), username: `narrow${limit}`, password: 'narrow' }
    const whole = await readSnapshot(form, { connectionLimit: 1 }, { largeFrom: 3, shard: 100 })
    const sharded = await readSnapshot(form, {}, { largeFrom: 3, shard: 100 })
    expect(sharded.objects).toEqual(whole.objects)
    const several = { ...form, ingestAllDatabases: true, databaseFilterPattern: { includes: ['^(shop|second)$'] } }
    const both = await readSnapshot(several)
    expect(both.end.skipped).toEqual([])
    expect(new Set(both.objects.filter(isRelation).map(({ database }) => database))).toEqual(
      new Set(['second', 'shop']),
    )
  })

  test('where snapshots may not be shared all is read over one connection', async () => {
    await server.sql('create database unshared template second')
    await server.sql('revoke execute on function pg_export_snapshot() from public', 'unshared')
    const form = await reader('alone', 'unshared')
    const read = await readSnapshot(form, {}, { largeFrom: 3, shard: 2 })
    expect(read.end.skipped).toEqual([])
    expect(read.objects.filter(isRelation)).toEqual((await readSnapshot(form)).objects.filter(isRelation))
    expect(relationNamed(read, 'orders').columns).toHaveLength(7)
  })
})

test.runIf(hasPgbouncer)('PgBouncer in transaction mode makes no difference', async () => {
  const pooler = await startPgbouncer({
    databases: { shop: `host=127.0.0.1 port=${server.port} dbname=shop` },
    users: { postgres: server.password },
    conf: { pool_mode: 'transaction', default_pool_size: '4' },
  })
  try {
    const form = { ...formFor(server, 'shop'), hostPort: `127.0.0.1:${pooler.port}`, sslMode: 'disable' }
    const through = await readSnapshot(form, {}, { largeFrom: 3, shard: 3 })
    expect(through.end.skipped).toEqual([])
    expect(through.objects).toEqual((await readSnapshot(formFor(server, 'shop'))).objects)
  } finally {
    await pooler.stop()
  }
})
