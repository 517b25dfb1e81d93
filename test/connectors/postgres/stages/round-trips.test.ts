import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAuthority } from '../../../support/certificates.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { startCountingProxy } from '../connect/count-round-trips.ts'
import { askPsql, hasPsql } from '../connect/psql.ts'
import { runTest, type TestRun } from '../diagnose/run-test.ts'

/** psql 15 with SCRAM: TLS asked for and agreed, two steps of the login, its end, and the statement. */
const ofPsql = { plain: 4, tls: 6 }
/** What a whole test may cost more, with all of its stages. */
const more = 3

let server: TestServer
let home = ''
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'patchbay-trips-'))
  server = await startServer({
    tls: await (await createAuthority()).issueServer(),
    conf: { shared_preload_libraries: 'pg_stat_statements' },
  })
  await server.sql(`
    create extension pg_stat_statements;
    create table orders (id int primary key, at timestamptz);
    create view recent as select id from orders where at > now() - interval '1 day';
    create function total() returns bigint language sql as 'select count(*) from orders';
    alter table orders enable row level security;
    create policy own on orders using (true)`)
})
afterAll(async () => {
  await server.stop()
  await rm(home, { recursive: true, force: true })
})

/** Round trips until the report is there. */
async function ofTest(sslMode: string): Promise<{ trips: number; run: TestRun }> {
  const proxy = await startCountingProxy(server.port)
  let trips = 0
  const run = await runTest(
    {
      hostPort: `127.0.0.1:${proxy.port}`,
      username: server.superuser,
      password: server.password,
      database: 'postgres',
      sslMode,
    },
    {
      emit: ({ type }) => {
        if (type === 'report') trips = proxy.roundTrips()
      },
    },
  )
  await proxy.stop()
  return { trips, run }
}

it.each([
  ['disable', ofPsql.plain],
  ['require', ofPsql.tls],
])('a whole test with SSL mode %s costs few round trips more than psql’s first statement', async (sslMode, psql) => {
  const { trips, run } = await ofTest(sslMode)
  expect(run.report.verdict).toBe('passed')
  expect(run.report.stages.length).toBeGreaterThanOrEqual(13)
  expect(trips).toBeLessThanOrEqual(psql + more)
})

it.skipIf(!hasPsql).each([
  ['disable', ofPsql.plain],
  ['require', ofPsql.tls],
])(`psql needs so many with sslmode %s${hasPsql ? '' : ' (psql is not installed)'}`, async (sslmode, expected) => {
  const proxy = await startCountingProxy(server.port)
  const answer = await askPsql({
    libpq: 'installed',
    home,
    password: server.password,
    sql: 'select 1',
    conninfo: {
      host: '127.0.0.1',
      port: String(proxy.port),
      user: server.superuser,
      dbname: 'postgres',
      gssencmode: 'disable',
      sslmode,
    },
  })
  expect([answer, proxy.roundTrips()]).toEqual(['1', expected])
  await proxy.stop()
})
