import { afterAll, beforeAll, expect, it } from 'vitest'
import type { JsonObject } from '../../../../src/core/json.ts'
import { createAuthority } from '../../../support/certificates.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { runTest } from '../diagnose/run-test.ts'

const columns = '1 as userid, 5 as dbid, 7 as queryid, pg_sleep(600)::text as query, 1 as calls, 1.0 as total_exec_time'
let server: TestServer
let trusted: JsonObject = {}
beforeAll(async () => {
  const authority = await createAuthority()
  trusted = { sslMode: 'verify-full', sslConfig: { caCertificate: authority.cert } }
  server = await startServer({ tls: await authority.issueServer() })
  await server.sql(`create view public.slow as select ${columns}`)
})
afterAll(() => server.stop())

const form = (more: JsonObject): JsonObject => ({
  hostPort: `127.0.0.1:${server.port}`,
  username: 'postgres',
  password: server.password,
  database: 'postgres',
  ...more,
})

/** Of the test: what it holds open on the server. */
const sessions = async () =>
  await server.sql("select state, query from pg_stat_activity where application_name = 'patchbay'")

const modes = [
  ['without encryption', () => ({ sslMode: 'disable' })],
  ['over TLS', () => trusted],
] as const

it.each(modes)('a test that is cancelled at any of its steps %s leaves no session', async (_how, encryption) => {
  const { events } = await runTest(form(encryption()))
  for (let step = 1; step < events.length; step += 2) {
    const controller = new AbortController()
    let seen = 0
    await runTest(form(encryption()), {
      signal: controller.signal,
      emit: () => {
        seen += 1
        if (seen === step) controller.abort()
      },
    })
    await expect.poll(sessions).toEqual([])
  }
})

it.each(modes)(
  'a statement in the middle of the capabilities is cancelled on the server %s',
  async (_how, encryption) => {
    const controller = new AbortController()
    const run = await runTest(form({ ...encryption(), queryStatementSource: 'public.slow' }), {
      signal: controller.signal,
      emit: (event) => {
        if (event.type === 'stage-started' && event.stage.id === 'usage') setTimeout(() => controller.abort(), 100)
      },
    })
    expect(run.report.verdict).toBe('cancelled')
    await expect.poll(sessions).toEqual([])
  },
)
