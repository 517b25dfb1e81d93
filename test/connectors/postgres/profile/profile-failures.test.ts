import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { postgres } from '../../../../src/connectors/postgres/index.ts'
import type { ProfileRequest } from '../../../../src/core/quality/profile.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'

const plain: ProfileRequest = {
  relations: ['slow', 'small', 'middle', 'great'],
  exact: false,
  sample: null,
  where: null,
  budget: { totalMs: null, relationMs: 60_000, bytes: null },
  done: [],
}

let server: TestServer
const start = (rest: Partial<ProfileRequest> = {}, signal = new AbortController().signal) => {
  const form = {
    hostPort: `127.0.0.1:${server.port}`,
    username: 'postgres',
    password: server.password,
    database: 'shop',
  }
  return postgres.profile(form, { signal, request: { ...plain, ...rest }, report: () => undefined })
}
const profile = async (rest: Partial<ProfileRequest> = {}) => {
  const result = await start(rest)
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.summary}`)
  const { relations, failed } = result.value
  return {
    profiled: relations.map(({ relation }) => relation),
    failed: Object.fromEntries(failed.map(({ relation, reason }) => [relation, reason.code])),
    words: failed.map(({ reason }) => reason.message),
  }
}
/** Sessions that run a statement of a profile. */
const running = () =>
  server.sql(
    "select pid from pg_stat_activity where state = 'active' and query like '%materialized%' and pid <> pg_backend_pid()",
  )
const untilRunning = async () => {
  while ((await running()).length === 0) await sleep(20)
}

beforeAll(async () => {
  server = await startServer()
  await server.sql('create database shop')
  await server.sql(
    `create view slow as select pg_sleep(0.5)::text as nap from generate_series(1, 6);
    create table small (id int); create table middle (id int); create table great (id int);
    insert into small select generate_series(1, 10);
    insert into middle select generate_series(1, 1000);
    insert into great select generate_series(1, 10000);
    analyze small, middle, great`,
    'shop',
  )
})
afterAll(() => server?.stop())

describe('a profile goes on with the other relations', () => {
  test('when one takes too long', async () => {
    const { profiled, failed } = await profile({
      budget: { ...plain.budget, relationMs: 400 },
      relations: ['slow', 'small'],
    })
    expect({ profiled, failed }).toEqual({ profiled: ['small'], failed: { slow: 'QUERY_TIMED_OUT' } })
  })

  test('when one is locked', async () => {
    const { port, password } = server
    const other = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'shop' })
    await other.connect()
    await other.query('begin; lock table middle in access exclusive mode')
    const { profiled, failed, words } = await profile({ relations: ['small', 'middle', 'great'] })
    await other.end()
    expect({ profiled, failed }).toEqual({ profiled: ['small', 'great'], failed: { middle: 'QUERY_LOCKED_OUT' } })
    expect(words[0]).toContain('Another session holds a lock')
  })

  test('when one is dropped and the session of another is ended', async () => {
    await server.sql('create table zone (id int)', 'shop')
    const running = profile({ relations: ['slow', 'zone', 'small', 'great'] })
    await untilRunning()
    await server.sql('drop table zone', 'shop')
    await server.sql(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'shop' and query like '%materialized%' and pid <> pg_backend_pid()",
    )
    const { profiled, failed, words } = await running
    expect(profiled).toEqual(['small', 'great'])
    expect(failed).toEqual({ slow: 'SERVER_CONNECTION_LOST', zone: expect.any(String) })
    expect(words).toEqual([
      'The connection was lost in the middle of it.',
      'It was dropped while it was being profiled.',
    ])
  })

  test('when names mean nothing, saying which', async () => {
    const { profiled, failed } = await profile({ relations: ['small', 'nothing', 'a.b.c.d'] })
    expect(profiled).toEqual(['small'])
    expect(failed).toEqual({ nothing: 'RELATION_NOT_FOUND', 'a.b.c.d': 'RELATION_NAME_INVALID' })
  })
})

test('a cancelled profile stops its statement on the server', async () => {
  const stop = new AbortController()
  const running = start({}, stop.signal)
  await untilRunning()
  stop.abort('enough')
  await expect(running).rejects.toBe('enough')
  await sleep(100)
  expect(
    await server.sql("select pid from pg_stat_activity where datname = 'shop' and pid <> pg_backend_pid()"),
  ).toEqual([])
})

test('a budget takes the cheapest first, and what was done is left out when it goes on', async () => {
  const first = await profile({ relations: ['great', 'small', 'middle'], budget: { ...plain.budget, bytes: 100_000 } })
  expect(first).toMatchObject({ profiled: ['small', 'middle'], failed: { great: 'BUDGET_SPENT' } })
  const done = first.profiled.map((relation) => ({ database: 'shop', schema: 'public', relation }))
  expect(await profile({ relations: null, done })).toMatchObject({ profiled: ['great'], failed: {} })
})

test.each([
  'true) as s; commit; create table smuggled (id int); select (1',
  'true) ; rollback; create table smuggled (id int) --',
  'true)) select 1; commit; create table smuggled (id int); with s as (select s."id" from small s where (true',
])('a condition that goes on with other statements changes nothing: %s', async (where) => {
  const { profiled, words } = await profile({ relations: ['small'], where })
  expect({ profiled, words }).toEqual({ profiled: [], words: [expect.any(String)] })
  expect(await server.sql("select from pg_class where relname = 'smuggled'", 'shop')).toEqual([])
})

test('every database is profiled where the settings ask for all', async () => {
  await server.sql('create database "Other one"')
  await server.sql('create table here (id int)', 'Other one')
  const form = {
    hostPort: `127.0.0.1:${server.port}`,
    username: 'postgres',
    password: server.password,
    ingestAllDatabases: true,
  }
  const request = { ...plain, relations: ['"Other one".public.here', 'shop.public.small'] }
  const result = await postgres.profile(form, {
    signal: new AbortController().signal,
    request,
    report: () => undefined,
  })
  const found = result.ok ? result.value : null
  expect(found?.failed).toEqual([])
  expect(found?.relations.map(({ database, relation }) => `${database} ${relation}`)).toEqual([
    'Other one here',
    'shop small',
  ])
})
