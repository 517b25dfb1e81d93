import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CertificateFacts } from '../../../../src/core/certificate.ts'
import type { Diagnosis } from '../../../../src/core/connection.ts'
import type { JsonObject } from '../../../../src/core/json.ts'
import { renderReportText } from '../../../../src/core/report-text.ts'
import {
  type Authority,
  type CertificatePair,
  createAuthority,
  createSelfSigned,
} from '../../../support/certificates.ts'
import { patchbay } from '../../../support/patchbay.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { copied, diagnosisOf, failureOf, runTest, stageOf } from './run-test.ts'

const kinds = ['good', 'selfSigned', 'otherName', 'expired', 'early', 'chained', 'staleSigner'] as const
type Kind = (typeof kinds)[number]

let authority: Authority
let certificates: Readonly<Record<Kind, CertificatePair>>
let signers: { readonly staleSigner: Authority; readonly intermediate: Authority }
let servers: Readonly<Record<Kind, TestServer>>

beforeAll(async () => {
  authority = await createAuthority('Our CA')
  const intermediate = await authority.issueIntermediate()
  const staleSigner = await createAuthority('Stale CA', { fromHours: -48, toHours: -24 })
  const withSigner = ({ cert, key }: CertificatePair, ...signers: Authority[]) => ({
    cert: [cert, ...signers.map((signer) => signer.cert)].map((pem) => `${pem.trim()}\n`).join(''),
    key,
  })
  certificates = {
    good: await authority.issueServer(),
    selfSigned: await createSelfSigned(),
    otherName: await authority.issueServer({
      commonName: 'db.example.org',
      names: ['db.example.org', 'db2.example.org'],
    }),
    expired: await authority.issueServer({ fromHours: -48, toHours: -24 }),
    early: await authority.issueServer({ fromHours: 24, toHours: 48 }),
    chained: withSigner(await intermediate.issueServer(), intermediate, authority),
    staleSigner: withSigner(await staleSigner.issueServer(), staleSigner),
  }
  signers = { staleSigner, intermediate }
  const started = await Promise.all(
    kinds.map(async (kind) => [kind, await startServer({ tls: certificates[kind] })] as const),
  )
  servers = Object.fromEntries(started) as Record<Kind, TestServer>
})

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
const fingerprintOf = ({ cert }: { readonly cert: string }) => new X509Certificate(cert).fingerprint256
function trustOf({ actions }: Diagnosis) {
  const trust = actions.find((action) => action.kind === 'patch' && action.confirm !== undefined)
  if (trust?.kind !== 'patch') throw new Error('nothing is offered to be trusted')
  return trust
}
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
    const trust = trustOf(diagnosis)
    expect(trust.label).toBe('Trust this certificate')
    expect(trust.confirm).toMatchObject({
      title: 'Trust CN=localhost?',
      compare: fingerprintOf(certificates.selfSigned),
    })
    expect(trust.confirm?.text).toContain('nobody has vouched for it')
    const caCertificate = trust.patch[0]?.value ?? ''
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

  test('that is not valid yet says from when on it is, and what time it is here', async () => {
    const run = await runTest(form('early', 'verify-ca', trusting()))
    expect(failureOf(run)).toBe('encrypt CONN_TLS_CERTIFICATE_NOT_YET_VALID')
    expect(diagnosisOf(run, 'encrypt').summary).toMatch(
      /begins on \d{4}-\d\d-\d\d \d\d:\d\d UTC, and the clock of this machine says \d{4}-\d\d-\d\d \d\d:\d\d UTC/,
    )
  })

  test('whose signer has expired names the signer', async () => {
    const sslConfig = { caCertificate: signers.staleSigner.cert }
    const run = await runTest(form('staleSigner', 'verify-full', { sslConfig }))
    expect(failureOf(run)).toBe('encrypt CONN_TLS_CERTIFICATE_EXPIRED')
    expect(diagnosisOf(run, 'encrypt').summary).toContain('is in date, but its signer CN=Stale CA has expired on')
    expect(diagnosisOf(run, 'encrypt').fields[0]).toBe('/sslConfig/caCertificate')
  })
})

/** The fact behind the inspector. */
function certificateOf(run: Awaited<ReturnType<typeof runTest>>): CertificateFacts {
  const stage = stageOf(run, 'encrypt')
  if (stage.status === 'skipped') throw new Error('nothing was encrypted')
  return stage.facts.certificate as CertificateFacts
}

describe('what was presented', () => {
  test('is told whole where it was refused, in facts and in text', async () => {
    const other = await createAuthority('Somebody else')
    const run = await runTest(form('chained', 'verify-full', { sslConfig: { caCertificate: other.cert } }))
    const certificate = certificateOf(run)
    expect(certificate).toMatchObject({
      subject: 'CN=localhost',
      names: ['localhost', '127.0.0.1', '::1'],
      protocol: 'TLSv1.3',
      cipher: expect.stringMatching(/^TLS_/),
      fingerprint: fingerprintOf(certificates.chained),
      refused: 'its signer is not known here',
      verified: false,
    })
    expect(certificate.chain).toMatchObject([
      { subject: 'CN=localhost', issuer: 'CN=Test intermediate CA', authority: false, selfSigned: false },
      { subject: 'CN=Test intermediate CA', authority: true, selfSigned: false },
      { subject: 'CN=Our CA', authority: true, selfSigned: true, fingerprint: fingerprintOf(authority) },
    ])
    const text = renderReportText(run.report, '')
    expect(text).toContain(`SHA-256: ${fingerprintOf(certificates.chained)}`)
    expect(text).toContain('Signed by: CN=Our CA (a root)')
    expect(text).toContain('refused, because its signer is not known here')
  })

  test('is printed by the command', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'patchbay-presented-'))
    const file = path.join(directory, 'orders.json')
    const caCertificate = (await createAuthority('Somebody else')).cert
    await writeFile(file, JSON.stringify(form('chained', 'verify-full', { sslConfig: { caCertificate } })))
    const { out, code } = await patchbay(['test', file])
    await rm(directory, { recursive: true })
    expect(code).toBe(1)
    expect(out).toContain('Presented certificate:')
    expect(out).toContain(`SHA-256: ${fingerprintOf(certificates.chained)}`)
    expect(out).toMatch(/Signed by: CN=Our CA \(a root\), \d{4}-\d\d-\d\d to /)
    expect(out).toContain('Verdict: refused, because its signer is not known here')
    expect(out).toContain(`Trust this CA, after you have compared ${fingerprintOf(authority)}`)
  })

  test('holds a CA that can be trusted, and is after that', async () => {
    const other = await createAuthority('Somebody else')
    const run = await runTest(form('chained', 'verify-full', { sslConfig: { caCertificate: other.cert } }))
    const trust = trustOf(diagnosisOf(run, 'encrypt'))
    expect(trust).toMatchObject({ label: 'Trust this CA', confirm: { compare: fingerprintOf(authority) } })
    const caCertificate = trust.patch[0]?.value ?? ''
    expect(new X509Certificate(String(caCertificate)).fingerprint256).toBe(fingerprintOf(authority))
    const trusted = await runTest(form('chained', 'verify-full', { sslConfig: { caCertificate } }))
    expect(stageOf(trusted, 'encrypt').status).toBe('passed')
    expect(certificateOf(trusted)).toMatchObject({ verified: true, refused: null, trust: null })
  })

  test('can be looked at before anything is trusted, and says that nobody checked it', async () => {
    const run = await runTest(form('chained', 'require'))
    expect(certificateOf(run)).toMatchObject({ verified: false, refused: null, trust: { label: 'Trust this CA' } })
    expect(stageOf(run, 'encrypt')).toMatchObject({ facts: { summary: 'TLSv1.3, certificate not verified' } })
    // A signer that was not presented cannot be trusted on sight.
    expect(certificateOf(await runTest(form('good', 'require')))).toMatchObject({ trust: null })
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
      facts: {
        encrypted: false,
        attempts: [{ tls: true }, { tls: false }],
        certificate: { fingerprint: fingerprintOf(certificates.expired), refused: 'it has expired', verified: false },
      },
    })
  })
})
