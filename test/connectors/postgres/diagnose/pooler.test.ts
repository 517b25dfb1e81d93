import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../src/core/json.ts'
import { createAuthority } from '../../../support/certificates.ts'
import { hasPgbouncer, type Pgbouncer, type PgbouncerOptions, startPgbouncer } from '../../../support/pgbouncer.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { connectTo, settingsFromForm } from '../connect/settings-for.ts'
import { copied, diagnosisOf, failureOf, runTest, stageOf } from './run-test.ts'

const password = 'canary of the pooler'
const modes = ['session', 'transaction'] as const

if (!hasPgbouncer) console.warn('PgBouncer is not installed: nothing is tested through a pooler')

describe.runIf(hasPgbouncer).each(modes)('through PgBouncer in %s mode', (mode) => {
  let server: TestServer
  let pooler: Pgbouncer
  const others: Pgbouncer[] = []

  const start = (more: Partial<PgbouncerOptions> = {}): Promise<Pgbouncer> => {
    const target = `host=127.0.0.1 port=${server.port}`
    return startPgbouncer({
      databases: {
        shop: `${target} dbname=shop`,
        postgres: `${target} dbname=postgres`,
        narrow: `${target} dbname=shop pool_size=1`,
        nowhere: `${target} dbname=nowhere`,
      },
      users: { reader: password, stranger: 'canary of a stranger' },
      ...more,
      conf: { pool_mode: mode, query_wait_timeout: '1', server_login_retry: '1', ...more.conf },
    })
  }
  const startOther = async (more: Partial<PgbouncerOptions>): Promise<Pgbouncer> => {
    const other = await start(more)
    others.push(other)
    return other
  }

  beforeAll(async () => {
    server = await startServer({ conf: { shared_preload_libraries: 'pg_stat_statements' } })
    await server.sql('create database shop')
    await server.sql(`create role reader login password '${password}'; create role stranger login password 'another'`)
    await server.sql('grant pg_read_all_stats to reader')
    await server.sql(
      'create extension pg_stat_statements; create table goods (id int); grant select on goods to reader; create view slow as select pg_sleep(30)::text as query, 1 as userid, oid as dbid, 1 as calls, 1.0 as total_exec_time from pg_database where datname = current_database(); grant select on slow to reader',
      'shop',
    )
    pooler = await start()
  })
  afterAll(async () => {
    await Promise.all([pooler, ...others].map((each) => each?.stop()))
    await server?.stop()
  })

  const form = (more: JsonObject = {}, port = pooler.port): JsonObject => ({
    hostPort: `127.0.0.1:${port}`,
    username: 'reader',
    password,
    database: 'shop',
    ...more,
  })

  test('every stage passes, and the report says that a pooler stands there', async () => {
    const run = await runTest(form())
    expect(run.report.stages.filter(({ status }) => status !== 'passed').map(({ id }) => id)).toEqual([])
    expect(run.report.verdict).toBe('passed')
    expect(stageOf(run, 'server')).toMatchObject({ facts: { pooler: 'a pooler or proxy' } })
    const direct = await runTest(form({}, server.port))
    expect(stageOf(direct, 'server')).toMatchObject({ facts: { pooler: null } })
  })

  test('every database is read in turn', async () => {
    const run = await runTest(form({ ingestAllDatabases: true, database: 'postgres' }))
    expect(run.report.stages.filter(({ status }) => status === 'failed')).toEqual([])
    expect(stageOf(run, 'databases')).toMatchObject({ facts: { databases: [{ name: 'shop', status: 'passed' }] } })
  })

  test('a test leaves the pooler’s connection to the server as it found it', async () => {
    const backends = () => server.sql("select pid from pg_stat_activity where usename = 'reader' and datname = 'shop'")
    await runTest(form())
    const before = await backends()
    await runTest(form())
    expect(before).toHaveLength(1)
    expect(await backends()).toEqual(before)
    expect(await pooler.log()).not.toContain('disconnect while server was not ready')
  })

  test('a statement that takes too long is cancelled on the server', async () => {
    const run = await runTest(form({ queryStatementSource: 'public.slow' }), { stageDeadlineMs: 1_000 })
    expect(diagnosisOf(run, 'usage').code).toBe('TEST_STAGE_DEADLINE')
    await expect
      .poll(() =>
        server.sql(
          "select query from pg_stat_activity where state = 'active' and query like '%slow%' and pid <> pg_backend_pid()",
        ),
      )
      .toEqual([])
  })

  test('a pooler that has no place left', async () => {
    const full = await startOther({ conf: { max_client_conn: '1' } })
    const holder = await connectTo(settingsFromForm(form({}, full.port)))
    if (!holder.ok) throw new Error('there should have been one place')
    const run = await runTest(form({}, full.port))
    expect(failureOf(run)).toBe('authenticate POOLER_REFUSED_EARLY')
    expect(diagnosisOf(run, 'authenticate').detail).toContain('FATAL 08P01: no more connections allowed')
    await holder.value.close()
  })

  test('a startup parameter that the pooler refuses, until it is removed', async () => {
    const run = await runTest(form({ connectionOptions: { options: '-c geqo=off' } }))
    expect(failureOf(run)).toBe('authenticate POOLER_PARAMETER_REFUSED')
    const diagnosis = diagnosisOf(run, 'authenticate')
    expect(diagnosis.fields[0]).toBe('/connectionOptions')
    expect(diagnosis.actions[0]).toMatchObject({ patch: [{ path: '/connectionOptions/options', value: null }] })
    const [, ignored = ''] = copied(diagnosis, 'Copy pgbouncer.ini line').split(/[=#]/)
    const lenient = await startOther({ conf: { ignore_startup_parameters: ignored.trim() } })
    const passed = await runTest(form({ connectionOptions: { options: '-c geqo=off' } }, lenient.port))
    expect(passed.report.verdict).toBe('passed')
  })

  const rejected: readonly (readonly [string, JsonObject])[] = [
    ['a wrong password', { password: 'wrong canary' }],
    ['a user whom the pooler does not know', { username: 'nobody' }],
    ['a user whom the server behind it rejects', { username: 'stranger', password: 'canary of a stranger' }],
    ['a database that the pooler does not know', { database: 'shopp' }],
    ['a database that the server behind it does not have', { database: 'nowhere' }],
  ]
  test.each(rejected)('%s', async (_name, more) => {
    const run = await runTest(form(more))
    expect(failureOf(run)).toBe('authenticate POOLER_LOGIN_REJECTED')
    expect(diagnosisOf(run, 'authenticate').fields).toEqual(['/password', '/username', '/database'])
  })

  test('a pool whose connections are all taken', async () => {
    const holder = await connectTo(settingsFromForm(form({ database: 'narrow' })))
    if (!holder.ok) throw new Error('the pool should have had one')
    await holder.value.query('begin')
    const run = await runTest(form({ database: 'narrow' }))
    expect(failureOf(run)).toBe('server POOLER_NO_CONNECTION')
    await holder.value.close()
  })

  test('a server behind the pooler that is down', async () => {
    const down = await startOther({
      databases: { shop: 'host=127.0.0.1 port=1 dbname=shop' },
      conf: { query_wait_timeout: '60' },
    })
    const run = await runTest(form({}, down.port), { stageDeadlineMs: 500 })
    expect(failureOf(run)).toBe('authenticate AUTH_NO_ANSWER')
  })

  test('a pooler that wants TLS, until it gets it', async () => {
    const strict = await startOther({
      tls: await (await createAuthority()).issueServer(),
      conf: { client_tls_sslmode: 'require' },
    })
    const run = await runTest(form({ sslMode: 'disable' }, strict.port))
    expect(failureOf(run)).toBe('authenticate POOLER_REFUSED_PLAIN')
    expect(diagnosisOf(run, 'authenticate').actions).toMatchObject([
      { kind: 'patch', patch: [{ path: '/sslMode', value: 'require' }] },
    ])
    const encrypted = await runTest(form({ sslMode: 'require' }, strict.port))
    expect(encrypted.report).toMatchObject({ verdict: 'passed', server: { encrypted: true } })
  })
})
