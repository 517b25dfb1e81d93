import { createPrivateKey } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JsonObject } from '../../../../src/core/json.ts'
import { type Authority, type CertificatePair, createAuthority } from '../../../support/certificates.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { diagnosisOf, failureOf, runTest } from './run-test.ts'

let authority: Authority
let tls: CertificatePair
let server: TestServer
beforeAll(async () => {
  authority = await createAuthority()
  tls = await authority.issueServer()
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

const form = (more: JsonObject): JsonObject => ({
  hostPort: `127.0.0.1:${server.port}`,
  username: 'postgres',
  password: server.password,
  database: 'postgres',
  ...more,
})

test.each(demands)('%s is refused by us', async (_name, more, code) => {
  expect(failureOf(await runTest(form(more)))).toMatch(new RegExp(`^\\w+ ${code}$`))
})

test('a certificate on the list of revoked ones is shown and refused, and a list of another signer is no list', async () => {
  const caCertificate = authority.cert
  const withList = (certificateRevocationList: string) =>
    form({ sslMode: 'verify-full', sslConfig: { caCertificate, certificateRevocationList } })
  const revoked = await runTest(withList(await authority.revoke(tls)))
  expect(failureOf(revoked)).toBe('encrypt CONN_TLS_CERTIFICATE_REVOKED')
  expect(diagnosisOf(revoked, 'encrypt').fields).toEqual(['/sslConfig/certificateRevocationList'])
  const elsewhere = await runTest(withList(await (await createAuthority('Elsewhere')).revoke()))
  expect(failureOf(elsewhere)).toBe('encrypt CONN_TLS_CERTIFICATE_REVOKED')
  expect(diagnosisOf(elsewhere, 'encrypt').cause.value).toBe('UNABLE_TO_GET_CRL')
  const clean = await runTest(withList(await authority.revoke()))
  expect(clean.report.verdict).not.toBe('failed')
})

test('a passphrase that does not open the client key', async () => {
  const { cert, key } = await authority.issueClient('postgres')
  const locked = createPrivateKey(key).export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'canary of the key',
  })
  const withPassphrase = (sslPassword: string) =>
    form({ sslMode: 'require', sslConfig: { sslCertificate: cert, sslKey: String(locked), sslPassword } })
  expect(failureOf(await runTest(withPassphrase('another canary')))).toBe('encrypt CONN_TLS_KEY_LOCKED')
  expect((await runTest(withPassphrase('canary of the key'))).report.verdict).not.toBe('failed')
})
