import { createPrivateKey } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JsonObject } from '../../../../src/core/json.ts'
import { type Authority, type CertificatePair, createAuthority } from '../../../support/certificates.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { diagnosisOf, failureOf, runTest, stageOf } from './run-test.ts'

let authority: Authority
let pair: CertificatePair
let client: CertificatePair
let server: TestServer
beforeAll(async () => {
  authority = await createAuthority()
  pair = await authority.issueServer()
  client = await authority.issueClient('postgres')
  server = await startServer({
    tls: pair,
    hba: ['host all trusted 127.0.0.1/32 trust', 'host all all 127.0.0.1/32 scram-sha-256'],
  })
  await server.sql('create role trusted login')
})
afterAll(() => server.stop())

const form = (more: JsonObject): JsonObject => ({
  hostPort: `127.0.0.1:${server.port}`,
  username: 'postgres',
  password: server.password,
  database: 'postgres',
  sslMode: 'require',
  ...more,
})

test('a server whose certificate was revoked is refused, whatever else is right', async () => {
  const withList = async (...revoked: CertificatePair[]) =>
    await runTest(
      form({
        sslMode: 'verify-full',
        sslConfig: {
          caCertificate: authority.cert,
          certificateRevocationList: await authority.revoke(...revoked),
        },
      }),
    )
  expect(failureOf(await withList(pair))).toBe('encrypt CONN_TLS_CERTIFICATE_REVOKED')
  expect(stageOf(await withList(), 'open').status).toBe('passed')
  const stranger = await createAuthority('Stranger')
  const foreign = await runTest(
    form({
      sslConfig: { caCertificate: authority.cert, certificateRevocationList: await stranger.revoke() },
    }),
  )
  expect(failureOf(foreign)).toBe('encrypt CONN_TLS_CERTIFICATE_REVOKED')
  expect(diagnosisOf(foreign, 'encrypt').cause.value).toBe('UNABLE_TO_GET_CRL')
})

test.each(['pkcs8', 'sec1'] as const)(
  'a passphrase that does not open the client key (%s) is told as that',
  async (type) => {
    const lock = { format: 'pem', cipher: 'aes-256-cbc', passphrase: 'canary passphrase' } as const
    const sslKey = createPrivateKey(client.key)
      .export({ type, ...lock })
      .toString()
    const using = (sslPassword: string) =>
      runTest(form({ sslConfig: { sslCertificate: client.cert, sslKey, sslPassword } }))
    const wrong = await using('another canary')
    expect(failureOf(wrong)).toBe('encrypt CONN_TLS_KEY_LOCKED')
    expect(JSON.stringify(wrong)).not.toContain('another canary')
    expect(stageOf(await using('canary passphrase'), 'open').status).toBe('passed')
  },
)

test('a login by a method that require_auth does not allow ends before anything about the password is sent', async () => {
  const connectionOptions = { require_auth: 'scram-sha-256' }
  const run = await runTest(form({ username: 'trusted', connectionOptions }))
  expect(failureOf(run)).toBe('authenticate AUTH_METHOD_UNWANTED')
  expect(diagnosisOf(run, 'authenticate').fields[0]).toBe('/connectionOptions')
  expect(stageOf(await runTest(form({ connectionOptions })), 'open').status).toBe('passed')
})

test('a login that cannot be tied to the encryption says what is missing', async () => {
  const connectionOptions = { channel_binding: 'require' }
  const plain = await runTest(form({ sslMode: 'disable', connectionOptions }))
  expect(failureOf(plain)).toBe('authenticate AUTH_CHANNEL_UNBOUND')
  expect(diagnosisOf(plain, 'authenticate').actions).toMatchObject([{ label: 'Switch to require' }])
  expect(failureOf(await runTest(form({ username: 'trusted', connectionOptions })))).toBe(
    'authenticate AUTH_CHANNEL_UNBOUND',
  )
  const bound = await runTest(form({ connectionOptions }))
  expect(stageOf(bound, 'authenticate')).toMatchObject({ facts: { method: 'scram-sha-256-plus' } })
})

test('a server that does not ask for the client certificate is named', async () => {
  const connectionOptions = { sslcertmode: 'require' }
  const sslConfig = { sslCertificate: client.cert, sslKey: client.key }
  const run = await runTest(form({ connectionOptions, sslConfig }))
  expect(failureOf(run)).toBe('authenticate AUTH_CERTIFICATE_NOT_ASKED')
})

test.each(['prefer', 'allow'])(
  'a CA certificate beside SSL mode %s is a warning, since nothing enforces it',
  async (sslMode) => {
    const run = await runTest(form({ sslMode, sslConfig: { caCertificate: authority.cert } }))
    expect(diagnosisOf(run, 'settings')).toMatchObject({
      code: 'SETTINGS_CERTIFICATE_NOT_ENFORCED',
      fields: ['/sslMode', '/sslConfig/caCertificate'],
      actions: [{ patch: [{ path: '/sslMode', value: 'verify-full' }] }, {}],
    })
    expect(run.report.verdict).toBe('warned')
    expect(stageOf(run, 'open').status).toBe('passed')
  },
)
