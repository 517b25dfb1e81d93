import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../src/core/json.ts'
import { type Authority, createAuthority, createSelfSigned } from '../../../support/certificates.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { copied, diagnosisOf, failureOf, runTest, stageOf } from './run-test.ts'

const kinds = ['good', 'selfSigned', 'otherName', 'expired', 'early'] as const
type Kind = (typeof kinds)[number]

let authority: Authority
let servers: Readonly<Record<Kind, TestServer>>

beforeAll(async () => {
  authority = await createAuthority('Our CA')
  const certificates = {
    good: authority.issueServer(),
    selfSigned: createSelfSigned(),
    otherName: authority.issueServer({ commonName: 'db.example.org', names: ['db.example.org', 'db2.example.org'] }),
    expired: authority.issueServer({ fromHours: -48, toHours: -24 }),
    early: authority.issueServer({ fromHours: 24, toHours: 48 }),
  }
  const started = await Promise.all(
    kinds.map(async (kind) => [kind, await startServer({ tls: await certificates[kind] })] as const),
  )
  servers = Object.fromEntries(started) as Record<Kind, TestServer>
}, 60_000)

afterAll(async () => {
  await Promise.all(Object.values(servers ?? {}).map((server) => server.stop()))
})

const form = (kind: Kind, sslMode: string, more: JsonObject = {}): JsonObject => ({
  hostPort: `127.0.0.1:${servers[kind].port}`,
  username: 'postgres',
  password: servers[kind].password,
  database: 'postgres',
  sslMode,
  ...more,
})
const trusting = (): JsonObject => ({ sslConfig: { caCertificate: authority.cert } })

describe('a server’s certificate', () => {
  test('that is good opens the gate, and the report shows it', async () => {
    const run = await runTest(form('good', 'verify-full', trusting()))
    expect(stageOf(run, 'encrypt')).toMatchObject({
      status: 'passed',
      facts: { encrypted: true, tlsVersion: 'TLSv1.3', certificate: { issuer: 'CN=Our CA', selfSigned: false } },
    })
    expect(run.report.server).toMatchObject({ encrypted: true, tlsVersion: 'TLSv1.3' })
  })

  test('of an unknown signer is shown whole, and trusted only by an act of its own', async () => {
    const run = await runTest(form('selfSigned', 'require', trusting()))
    expect(failureOf(run)).toBe('encrypt CONN_TLS_UNKNOWN_SIGNER')
    const diagnosis = diagnosisOf(run, 'encrypt')
    expect(diagnosis.fields[0]).toBe('/sslConfig/caCertificate')
    expect(copied(diagnosis, 'Copy presented certificate')).toContain('BEGIN CERTIFICATE')
    const trust = diagnosis.actions.find(({ kind }) => kind === 'patch')
    expect(trust?.label).toMatch(/^Trust the presented certificate [0-9A-F:]{11}…$/)
    const caCertificate = trust?.kind === 'patch' ? (trust.patch[0]?.value ?? '') : ''
    const trusted = await runTest(form('selfSigned', 'verify-full', { sslConfig: { caCertificate } }))
    expect(stageOf(trusted, 'encrypt').status).toBe('passed')
  })

  test('of an unknown CA cannot be trusted by itself', async () => {
    const run = await runTest(
      form('good', 'verify-ca', { sslConfig: { caCertificate: (await createAuthority()).cert } }),
    )
    expect(failureOf(run)).toBe('encrypt CONN_TLS_UNKNOWN_SIGNER')
    expect(diagnosisOf(run, 'encrypt').summary).toContain('CN=Our CA')
    expect(diagnosisOf(run, 'encrypt').actions.every(({ kind }) => kind === 'copy')).toBe(true)
  })

  test('for another name offers that name and verify-ca', async () => {
    const run = await runTest(form('otherName', 'verify-full', trusting()))
    expect(failureOf(run)).toBe('encrypt CONN_TLS_HOSTNAME_MISMATCH')
    const { summary, actions, fields } = diagnosisOf(run, 'encrypt')
    expect(fields[0]).toBe('/hostPort')
    expect(summary).toBe('The certificate is for db.example.org and db2.example.org; you typed 127.0.0.1.')
    const { port } = servers.otherName
    expect(actions).toMatchObject([
      { label: 'Use db.example.org', patch: [{ path: '/hostPort', value: `db.example.org:${port}` }] },
      { label: 'Use db2.example.org' },
      { label: 'Switch to verify-ca', patch: [{ path: '/sslMode', value: 'verify-ca' }] },
      {},
      {},
    ])
    expect(stageOf(await runTest(form('otherName', 'verify-ca', trusting())), 'encrypt').status).toBe('passed')
  })

  test('that has expired is never answered by switching checks off', async () => {
    const run = await runTest(form('expired', 'verify-full', trusting()))
    expect(failureOf(run)).toBe('encrypt CONN_TLS_CERTIFICATE_EXPIRED')
    expect(diagnosisOf(run, 'encrypt').actions.every(({ kind }) => kind === 'copy')).toBe(true)
  })

  test('that is not valid yet says from when on it is', async () => {
    const run = await runTest(form('early', 'verify-ca', trusting()))
    expect(failureOf(run)).toBe('encrypt CONN_TLS_CERTIFICATE_NOT_YET_VALID')
    expect(diagnosisOf(run, 'encrypt').summary).toMatch(/begins on \d{4}-\d\d-\d\d/)
  })
})

describe('encryption that', () => {
  test('no TLS version can be agreed for', async () => {
    await servers.good.sql("alter system set ssl_max_protocol_version = 'TLSv1.2'")
    await servers.good.sql('select pg_reload_conf()')
    const run = await runTest(
      form('good', 'require', { connectionOptions: { ssl_min_protocol_version: 'TLSv1.3' }, ...trusting() }),
    )
    expect(failureOf(run)).toBe('encrypt CONN_TLS_FAILED')
  })

  test('is given up by prefer because of the certificate is a warning, not a silence', async () => {
    const run = await runTest(form('expired', 'prefer', trusting()))
    expect(run.report.server?.encrypted).toBe(false)
    expect(diagnosisOf(run, 'encrypt')).toMatchObject({
      code: 'CONN_TLS_FELL_BACK',
      cause: { kind: 'tls', value: 'CERT_HAS_EXPIRED' },
    })
    expect(run.report.verdict).toBe('warned')
    expect(stageOf(run, 'encrypt')).toMatchObject({
      facts: { encrypted: false, attempts: [{ tls: true }, { tls: false }] },
    })
  })
})
