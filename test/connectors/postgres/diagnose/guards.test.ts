import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JsonObject } from '../../../../src/core/json.ts'
import { createAuthority } from '../../../support/certificates.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { failureOf, runTest } from './run-test.ts'

let server: TestServer
beforeAll(async () => {
  const tls = await (await createAuthority()).issueServer()
  server = await startServer({
    tls,
    hba: ['host trusting all 127.0.0.1/32 trust', 'host postgres all 127.0.0.1/32 scram-sha-256'],
  })
  await server.sql('create database trusting')
})
afterAll(() => server?.stop())

const demands: readonly (readonly [string, JsonObject, string])[] = [
  [
    'a login without a password where one is wanted',
    { database: 'trusting', connectionOptions: { require_auth: 'scram-sha-256' } },
    'AUTH_METHOD_UNWANTED',
  ],
  [
    'a login that is not tied to the encryption',
    { sslMode: 'disable', connectionOptions: { channel_binding: 'require' } },
    'AUTH_CHANNEL_UNBOUND',
  ],
  [
    'a server that asks for no client certificate',
    { sslMode: 'require', connectionOptions: { sslcertmode: 'require' } },
    'AUTH_CERTIFICATE_NOT_ASKED',
  ],
]

test.each(demands)('%s is refused by us', async (_name, more, code) => {
  const form = {
    hostPort: `127.0.0.1:${server.port}`,
    username: 'postgres',
    password: server.password,
    database: 'postgres',
    ...more,
  }
  expect(failureOf(await runTest(form))).toMatch(new RegExp(`^\\w+ ${code}$`))
})
