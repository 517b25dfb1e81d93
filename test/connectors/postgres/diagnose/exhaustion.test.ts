import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../src/core/json.ts'
import { outerMajors } from '../../../support/majors.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { rewriting } from './rewriting-proxy.ts'
import { diagnosisOf, failureOf, runTest, stageOf } from './run-test.ts'
import { answering, listen } from './sockets.ts'

const password = 'canary of exhaustion'
const columns = '1 as userid, oid as dbid, 1 as calls, 1.0 as total_exec_time'
const states = [
  ['53100', 'SERVER_OUT_OF_DISK'],
  ['53200', 'SERVER_OUT_OF_MEMORY'],
  ['53400', 'SERVER_LIMIT_REACHED'],
  ['58030', 'SERVER_STORAGE_DAMAGED'],
] as const

const formFor = ({ port, password: secret }: TestServer, more: JsonObject = {}): JsonObject => ({
  hostPort: `127.0.0.1:${port}`,
  username: 'postgres',
  password: secret,
  database: 'postgres',
  ...more,
})

describe.each(outerMajors())('Postgres %i', (major) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer({ major })
    await server.sql(`create role reader login password '${password}'`)
    await server.sql(`
      create function public.fail(state text) returns text language plpgsql as 'begin raise exception using errcode = state, message = ''broken''; end';
      create table public.looked (at timestamptz);
      create function public.note() returns text language sql as 'insert into public.looked values (now()); select ''select 1''';
      create view public.noting as select public.note() as query, ${columns} from pg_database where datname = 'postgres'`)
    for (const [state] of states) {
      await server.sql(
        `create view public.fails_${state} as select public.fail('${state}') as query, ${columns} from pg_database where datname = 'postgres'`,
      )
    }
  })
  afterAll(() => server?.stop())

  test.each(states)('says %s in the middle of a stage', async (state, code) => {
    const run = await runTest(formFor(server, { queryStatementSource: `public.fails_${state}` }))
    expect(diagnosisOf(run, 'usage')).toMatchObject({ code, cause: { value: state } })
    expect(stageOf(run, 'profiler').status).toBe('passed')
  })

  test('spills more than its limit for temporary files allows', async () => {
    await server.sql(
      `create view public.spilling as select (select length(string_agg(n::text, ',' order by md5(n::text)))::text
       from generate_series(1, 100000) n) as query, ${columns} from pg_database where datname = 'postgres'`,
    )
    await server.sql("alter role postgres set temp_file_limit = '64kB'; alter role postgres set work_mem = '64kB'")
    const run = await runTest(formFor(server, { queryStatementSource: 'public.spilling' }))
    await server.sql('alter role postgres reset all')
    expect(diagnosisOf(run, 'usage')).toMatchObject({ code: 'SERVER_LIMIT_REACHED', cause: { value: '53400' } })
  })

  test('would have to write', async () => {
    const run = await runTest(formFor(server, { queryStatementSource: 'public.noting' }))
    expect(diagnosisOf(run, 'usage')).toMatchObject({
      code: 'QUERY_WOULD_WRITE',
      cause: { value: '25006' },
      fields: ['/queryStatementSource'],
    })
    expect(await server.sql('select * from public.looked')).toEqual([])
  })

  // Event triggers at login came with 17.
  test.runIf(major >= 17).each(states)('says %s at login', async (state, code) => {
    const database = `at_login_${state}`
    await server.sql(`create database ${database}`)
    await server.sql(
      `create function public.fail() returns event_trigger language plpgsql as 'begin if session_user = ''reader'' then raise exception using errcode = ''${state}''; end if; end';
       create event trigger refuse on login execute function public.fail()`,
      database,
    )
    const run = await runTest(formFor(server, { username: 'reader', password, database }))
    expect(failureOf(run)).toBe(`open ${code}`)
  })
})

describe('what no server at hand is', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server?.stop())

  test('a newer major is read as the newest known', async () => {
    const [row] = await server.sql("select current_setting('server_version_num') as num")
    const num = String(row?.num)
    const proxy = await rewriting(server.port, num, `20${num.slice(2)}`)
    const run = await runTest(formFor({ ...server, port: proxy.port }))
    expect(diagnosisOf(run, 'server')).toMatchObject({
      code: 'SERVER_NEWER_THAN_KNOWN',
      cause: { value: `20${num.slice(2)}` },
    })
    expect(stageOf(run, 'relations').status).toBe('passed')
    await proxy.stop()
  })

  test('a relative that answers with what Postgres does not have', async () => {
    const [row] = await server.sql("select current_setting('server_version_num') as num")
    const num = String(row?.num)
    const proxy = await rewriting(server.port, num, `v${num.slice(1)}`)
    const run = await runTest(formFor({ ...server, port: proxy.port }))
    expect(diagnosisOf(run, 'server').code).toBe('QUERY_ANSWER_UNKNOWN')
    await proxy.stop()
  })

  const words = 'Ecould not fork new process for connection: Cannot allocate memory\n\0'
  test.each(['disable', 'prefer', 'require'])(
    'a server that cannot start a process, with sslMode %s',
    async (sslMode) => {
      const fake = await listen(answering(words))
      const run = await runTest(formFor({ ...server, port: fake.port }, { sslMode }))
      expect(failureOf(run)).toMatch(/^\w+ SERVER_CANNOT_START_SESSION$/)
      const stage = sslMode === 'disable' ? 'authenticate' : 'encrypt'
      expect(diagnosisOf(run, stage).summary).toContain('could not fork new process')
      await fake.stop()
    },
  )
})
