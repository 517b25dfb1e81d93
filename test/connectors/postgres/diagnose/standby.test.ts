import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestEvent } from '../../../../src/core/connection.ts'
import type { JsonObject } from '../../../../src/core/json.ts'
import { makeServerDirectory } from '../../../../src/embedded/cluster.ts'
import { execute, serverEnvironment } from '../../../../src/embedded/execute.ts'
import { guard } from '../../../../src/embedded/guard.ts'
import { serverUser, spawnIdentity } from '../../../../src/embedded/server-user.ts'
import { closedPort } from '../../../support/closed-port.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { diagnosisOf, failureOf, runTest, stageOf } from './run-test.ts'

let primary: TestServer
let standby: TestServer

beforeAll(async () => {
  primary = await startServer({
    hba: ['local replication postgres scram-sha-256', 'host all all 127.0.0.1/32 scram-sha-256'],
    conf: { wal_level: 'replica' },
  })
  const columns = '1 as userid, d.oid as dbid, 1 as calls, 1.0 as total_exec_time'
  await primary.sql('create table public.watched (id int)')
  await primary.sql(
    `create view public.slow as select (select count(*) from public.watched)::text || pg_sleep(20)::text as query, ${columns} from pg_database d where d.datname = 'postgres'`,
  )
  standby = await startServer({ standbyOf: primary, conf: { max_standby_streaming_delay: '0' } })
})
afterAll(async () => {
  await standby?.stop()
  await primary?.stop()
})

const form = (port: number, more: JsonObject = {}): JsonObject => ({
  hostPort: `127.0.0.1:${port}`,
  username: 'postgres',
  password: primary.password,
  database: 'postgres',
  ...more,
})

test('a standby is read like any server, and called one', async () => {
  const run = await runTest(form(standby.port))
  expect(run.report.server?.inRecovery).toBe(true)
  expect(stageOf(run, 'server')).toMatchObject({ status: 'passed', facts: { inRecovery: true } })
  expect(stageOf(run, 'profiler').status).toBe('passed')
})

test('a standby where a server to write to is asked for, until any server will do', async () => {
  const run = await runTest(form(standby.port, { connectionOptions: { target_session_attrs: 'read-write' } }))
  expect(failureOf(run)).toBe('open OPEN_SESSION_UNSUITABLE')
  expect(diagnosisOf(run, 'open').actions).toMatchObject([
    { kind: 'patch', patch: [{ path: '/connectionOptions/target_session_attrs', value: null }] },
  ])
})

test('a statement that stands in the way of replay is cancelled, and says so', async () => {
  const truncate = async () => {
    const running = await standby.sql(
      "select pid from pg_stat_activity where state = 'active' and query like '%slow%' and pid <> pg_backend_pid()",
    )
    if (running.length > 0) await primary.sql('truncate public.watched')
    else setTimeout(() => void truncate(), 30)
  }
  const emit = (event: TestEvent) => {
    if (event.type === 'stage-started' && event.stage.id === 'usage') void truncate()
  }
  const run = await runTest(form(standby.port, { queryStatementSource: 'public.slow' }), {
    emit,
    stageDeadlineMs: 15_000,
  })
  expect(diagnosisOf(run, 'usage')).toMatchObject({
    code: 'QUERY_RECOVERY_CONFLICT',
    cause: { kind: 'sqlstate', value: '40001' },
  })
  expect(stageOf(run, 'profiler').status).toBe('passed')
})

test('a standby that answers no queries is not one that starts', async () => {
  const user = await serverUser()
  const home = await mkdtemp(path.join(tmpdir(), 'patchbay-standby-'))
  await makeServerDirectory(home, user)
  const directory = path.join(home, 'data')
  await execute('cp', ['-a', standby.dataDirectory, directory], user)
  await rm(path.join(directory, 'postmaster.pid'), { force: true })
  const port = await closedPort()
  const [{ program = '' } = {}] = (await standby.sql(
    "select current_setting('data_directory') as unused, (select setting from pg_config() where name = 'BINDIR') || '/postgres' as program",
  )) as { program?: string }[]
  const settings = {
    port,
    hot_standby: 'off',
    unix_socket_directories: home,
    listen_addresses: '127.0.0.1',
    max_connections: 40,
  }
  const child: ChildProcess = spawn(
    program,
    ['-D', directory, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...spawnIdentity(user), cwd: '/', env: serverEnvironment(), stdio: 'ignore' },
  )
  const guarded = guard('kill -9 "$1"; rm -rf "$2"', [String(child.pid), home], null)
  try {
    await expect
      .poll(async () => failureOf(await runTest(form(port))), { interval: 100 })
      .toBe('authenticate SERVER_STANDBY_CLOSED')
  } finally {
    child.kill('SIGQUIT')
    await guarded.release()
  }
})
