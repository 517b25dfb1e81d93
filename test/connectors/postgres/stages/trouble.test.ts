import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { TestEvent } from '../../../../src/core/connection.ts'
import type { JsonObject } from '../../../../src/core/json.ts'
import { messageLocales, type ServerOptions, startServer, type TestServer } from '../../../support/servers.ts'
import { diagnosisOf, failureOf, runTest, stageOf } from '../diagnose/run-test.ts'

const password = 'canary of the trouble'
const german = messageLocales().find((locale) => locale.startsWith('de'))
const languages: readonly (readonly [string, ServerOptions])[] = [
  ['English', {}],
  ...(german === undefined ? [] : [['German', { debian: true, locale: german }] as const]),
]
if (german === undefined) console.warn('No German server is installed: trouble is tested in English only')

const columns = '1 as userid, 5 as dbid, 7 as queryid, query, 1 as calls, 1.0 as total_exec_time'
const setUp = [
  `create role reader login password '${password}'`,
  'create table public.locked (id int)',
  'create view public.over_locked as select * from public.locked',
  `create view public.slow as select ${columns.replace('query,', 'pg_sleep(30)::text as query,')}`,
  `create view public.broken as select ${columns.replace('query,', '(1 / (length(now()::text) - length(now()::text)))::text as query,')}`,
  'create view public.narrow as select 1 as userid, 5 as dbid',
  `create view public.closed as select ${columns.replace('query,', "'select 1'::text as query,")}`,
]

describe.each(languages)('with a server that speaks %s', (_language, options) => {
  let server: TestServer
  let locker: pg.Client | null = null

  beforeAll(async () => {
    server = await startServer(options)
    for (const statement of setUp) await server.sql(statement)
  })
  afterEach(async () => {
    await locker?.end()
    locker = null
  })
  afterAll(() => server?.stop())

  const form = (more: JsonObject = {}): JsonObject => ({
    hostPort: `127.0.0.1:${server.port}`,
    username: 'postgres',
    password: server.password,
    database: 'postgres',
    ...more,
  })
  const asReader = (more: JsonObject = {}) => form({ username: 'reader', password, ...more })

  /** Another session's migration: whoever deparses the view has to wait for it. */
  const lock = async () => {
    locker = new pg.Client({
      host: server.socketDirectory,
      port: server.port,
      user: 'postgres',
      password: server.password,
      database: 'postgres',
    })
    await locker.connect()
    await locker.query('begin; lock table public.locked in access exclusive mode')
  }
  const sessions = () =>
    server.sql("select pid, state, query from pg_stat_activity where application_name = 'patchbay'")
  /** Runs something once the test waits for the lock. */
  const onceWaiting = (act: () => Promise<unknown>) => {
    const poll = async () => {
      const waiting = await server.sql(
        "select pid from pg_stat_activity where application_name = 'patchbay' and wait_event_type = 'Lock'",
      )
      if (waiting.length > 0) await act()
      else setTimeout(() => void poll(), 20)
    }
    return (event: TestEvent) => {
      if (event.type === 'stage-started' && event.stage.id === 'relations') void poll()
    }
  }

  test('a locked relation is told, and costs no more than its stage', async () => {
    await lock()
    const run = await runTest(form(), { stageDeadlineMs: 2000 })
    expect(diagnosisOf(run, 'relations')).toMatchObject({ code: 'QUERY_LOCKED_OUT', cause: { value: '55P03' } })
    expect(stageOf(run, 'columns').status).toBe('passed')
    expect(run.report.verdict).toBe('warned')
  })

  test('a cancelled test leaves nothing on the server', async () => {
    await lock()
    const controller = new AbortController()
    const run = await runTest(form(), {
      signal: controller.signal,
      emit: onceWaiting(async () => controller.abort()),
    })
    expect(run.report.verdict).toBe('cancelled')
    expect(stageOf(run, 'relations')).toMatchObject({ status: 'skipped', because: 'cancelled' })
    expect(stageOf(run, 'profiler')).toMatchObject({ status: 'skipped', because: 'cancelled' })
    await expect.poll(sessions).toEqual([])
  })

  test('a statement that someone else cancelled', async () => {
    await lock()
    const cancel = () =>
      server.sql("select pg_cancel_backend(pid) from pg_stat_activity where application_name = 'patchbay'")
    const run = await runTest(form(), { emit: onceWaiting(cancel) })
    expect(diagnosisOf(run, 'relations')).toMatchObject({ code: 'QUERY_TIMED_OUT', cause: { value: '57014' } })
    expect(stageOf(run, 'columns').status).toBe('passed')
  })

  test('a session that someone ended skips the rest because of it', async () => {
    await lock()
    const end = () =>
      server.sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'patchbay'")
    const run = await runTest(form(), { emit: onceWaiting(end) })
    expect(failureOf(run)).toBe('relations SERVER_CONNECTION_LOST')
    expect(stageOf(run, 'columns')).toMatchObject({ status: 'skipped', because: 'relations' })
    expect(run.report.verdict).toBe('warned')
  })

  test('a statement that takes too long ends its stage, on the server too', async () => {
    const run = await runTest(form({ queryStatementSource: 'public.slow' }), { stageDeadlineMs: 1500 })
    expect(diagnosisOf(run, 'usage').code).toBe('TEST_STAGE_DEADLINE')
    expect(stageOf(run, 'usage').status).toBe('failed')
    expect(stageOf(run, 'profiler').status).toBe('passed')
    await expect.poll(sessions).toEqual([])
  })

  test('a test that takes too long ends as a whole', async () => {
    const run = await runTest(form({ queryStatementSource: 'public.slow' }), { testDeadlineMs: 3000 })
    expect(diagnosisOf(run, 'usage').code).toBe('TEST_DEADLINE')
    expect(stageOf(run, 'lineage')).toMatchObject({ status: 'skipped', because: 'usage' })
    expect(run.report.verdict).toBe('warned')
    await expect.poll(sessions).toEqual([])
  })

  const sources = [
    ['broken', 'QUERY_FAILED'],
    ['narrow', 'USAGE_SOURCE_UNSUITABLE'],
    ['missing', 'USAGE_SOURCE_MISSING'],
    ['pg_stat_statements', 'USAGE_EXTENSION_MISSING'],
  ] as const
  test.each(sources)('a statement source that is %s poisons nothing', async (name, code) => {
    const run = await runTest(form({ queryStatementSource: name }))
    expect(diagnosisOf(run, 'usage')).toMatchObject({ code })
    expect(stageOf(run, 'profiler').status).toBe('passed')
  })

  test('a statement source that the role may not read, until it is granted', async () => {
    const wanted = asReader({ queryStatementSource: 'public.closed' })
    const run = await runTest(wanted)
    const diagnosis = diagnosisOf(run, 'usage')
    expect(diagnosis.code).toBe('USAGE_SOURCE_DENIED')
    const grant = diagnosis.actions.find(({ label }) => label === 'Copy GRANT')
    await server.sql(grant?.kind === 'copy' ? grant.text : '')
    expect(stageOf(await runTest(wanted), 'usage').status).toBe('passed')
  })

  test('an extension whose library was not preloaded', async () => {
    await server.sql('create database unloaded')
    await server.sql('create extension pg_stat_statements', 'unloaded')
    const run = await runTest(form({ database: 'unloaded' }))
    expect(diagnosisOf(run, 'usage')).toMatchObject({ code: 'USAGE_NOT_PRELOADED', cause: { value: '55000' } })
  })

  test('a catalog that was closed to the role', async () => {
    await server.sql('create database hardened')
    await server.sql('revoke select on pg_catalog.pg_policy from public', 'hardened')
    const run = await runTest(asReader({ database: 'hardened' }))
    expect(diagnosisOf(run, 'tags')).toMatchObject({ code: 'QUERY_DENIED', cause: { value: '42501' } })
    expect(stageOf(run, 'profiler').status).toBe('passed')
  })

  test('filters that leave nothing', async () => {
    const none = { includes: ['^nowhere$'] }
    const bySchema = await runTest(form({ schemaFilterPattern: none }))
    expect(diagnosisOf(bySchema, 'schemas').code).toBe('SCOPE_MATCHES_NOTHING')
    const byTable = await runTest(form({ tableFilterPattern: none }))
    expect(diagnosisOf(byTable, 'relations')).toMatchObject({
      code: 'SCOPE_MATCHES_NOTHING',
      fields: ['/tableFilterPattern', '/schemaFilterPattern'],
    })
    const byDatabase = await runTest(form({ databaseFilterPattern: none }))
    expect(diagnosisOf(byDatabase, 'databases').code).toBe('SCOPE_MATCHES_NOTHING')
  })

  test('filters narrow what is counted', async () => {
    const run = await runTest(form({ tableFilterPattern: { includes: ['locked'], excludes: ['^over'] } }))
    expect(stageOf(run, 'relations')).toMatchObject({ facts: { visible: 1 } })
  })
})

describe('all databases', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer()
    await server.sql(`create role reader login connection limit 1 password '${password}'`)
    for (const name of ['one', 'two', 'walled', 'skipped']) await server.sql(`create database ${name}`)
    await server.sql('revoke connect on database walled from public')
    await server.sql('create table t (id int); grant select on t to reader', 'one')
    await server.sql('create table t (id int)', 'two')
  })
  afterAll(() => server?.stop())

  test('are opened in turn over one connection at a time, each with its own outcome', async () => {
    const form = {
      hostPort: `127.0.0.1:${server.port}`,
      username: 'reader',
      password,
      ingestAllDatabases: true,
      databaseFilterPattern: { excludes: ['skipped'] },
    }
    const run = await runTest(form)
    expect(stageOf(run, 'open')).toMatchObject({ facts: { database: 'postgres' } })
    expect(diagnosisOf(run, 'databases').code).toBe('DATABASES_NOT_READABLE')
    expect(stageOf(run, 'databases')).toMatchObject({
      facts: {
        selected: 4,
        skipped: [
          { name: 'skipped', reason: 'left out by the filter' },
          { name: 'template0', reason: 'takes no connections' },
          { name: 'template1', reason: 'template' },
        ],
        databases: [
          { name: 'one', status: 'passed', visible: 1, readable: 1 },
          { name: 'two', status: 'warned', code: 'RELATIONS_NOT_READABLE', visible: 1, readable: 0 },
          { name: 'walled', status: 'failed', code: 'OPEN_CONNECT_DENIED' },
        ],
      },
    })
    // The role may have one connection only, so the rest of the test shows that the first was closed meanwhile.
    expect(stageOf(run, 'profiler').status).toBe('passed')
  })

  test('start from template1 where there is no postgres', async () => {
    await server.sql('alter database postgres connection limit 0', 'one')
    await server.sql('revoke connect on database postgres from public', 'one')
    const form = { hostPort: `127.0.0.1:${server.port}`, username: 'reader', password, ingestAllDatabases: true }
    const run = await runTest(form)
    expect(stageOf(run, 'open')).toMatchObject({ status: 'passed', facts: { database: 'template1' } })
  })
})
