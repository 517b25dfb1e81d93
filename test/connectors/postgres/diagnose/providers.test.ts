import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConnectFailure } from '../../../../src/connectors/postgres/connection.ts'
import { diagnoseConnect } from '../../../../src/connectors/postgres/diagnose.ts'
import { parseSettings } from '../../../../src/connectors/postgres/settings/parse-settings.ts'
import type { Cause, Diagnosis } from '../../../../src/core/connection.ts'
import type { JsonObject } from '../../../../src/core/json.ts'
import { createAuthority } from '../../../support/certificates.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { diagnosisOf, failureOf, runTest, stageOf } from './run-test.ts'

/** What a form and a failure at its first host come to. */
function diagnose(form: JsonObject, cause: Cause, more: Partial<ConnectFailure> = {}): Diagnosis {
  const parsed = parseSettings({ username: 'reader', password: 'canary of providers', database: 'orders', ...form })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  const [spec] = parsed.value.hosts
  if (spec === undefined) throw new Error('no host')
  const failure: ConnectFailure = {
    step: 'authenticate',
    cause,
    host: spec.kind === 'tcp' ? spec.host : spec.directory,
    address: null,
    port: spec.port,
    tls: false,
    passwordAsked: false,
    attempts: [],
    certificate: null,
    answered: null,
    localAddress: null,
    serverError: null,
    cancelled: false,
    ...more,
  }
  return diagnoseConnect(failure, { settings: parsed.value, database: 'orders', container: null })
}

const rejected: Cause = { kind: 'sqlstate', value: '28P01', routine: 'auth_failed' }
const noRule: Cause = { kind: 'sqlstate', value: '28000', routine: 'ClientAuthentication' }
const refusedByProxy: Cause = { kind: 'sqlstate', value: 'XX000' }
const silent: Cause = { kind: 'os', value: 'ETIMEDOUT' }
const unknownSigner: Cause = { kind: 'tls', value: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }
const tls = { tls: true }
const reach = { step: 'reach' } as const

const rds = 'orders.c1x.eu-west-1.rds.amazonaws.com'
const azure = 'orders.postgres.database.azure.com'
const neon = 'ep-cool-darkness-123456.eu-central-1.aws.neon.tech'
const supabasePooler = 'aws-0-eu-central-1.pooler.supabase.com:6543'

const known: readonly (readonly [string, JsonObject, Cause, Partial<ConnectFailure>, RegExp])[] = [
  ['RDS, no reply', { hostPort: rds }, silent, reach, /Amazon RDS: .*security group/],
  ['RDS, CA', { hostPort: rds }, unknownSigner, { step: 'encrypt' }, /global-bundle\.pem/],
  ['RDS, no TLS', { hostPort: rds, sslMode: 'disable' }, noRule, {}, /^Amazon RDS: .*rds\.force_ssl/],
  ['RDS, reserved database', { hostPort: rds }, noRule, tls, /^Amazon RDS: .*rdsadmin/],
  ['RDS, IAM role', { hostPort: rds }, rejected, tls, /rds_iam/],
  ['RDS, IAM token', { hostPort: rds, password: `${rds}/?X-Amz-Signature=abc` }, rejected, tls, /15 minutes/],
  ['RDS in China', { hostPort: `${rds}.cn` }, silent, reach, /Amazon RDS/],
  ['Azure, firewall', { hostPort: azure }, noRule, tls, /^Azure .*firewall rules/],
  ['Azure, no TLS', { hostPort: azure, sslMode: 'disable' }, noRule, {}, /require_secure_transport/],
  [
    'Azure, old username',
    { hostPort: azure, username: 'reader@orders' },
    rejected,
    tls,
    /Flexible Server takes the bare name/,
  ],
  ['Azure, CA', { hostPort: azure }, unknownSigner, { step: 'encrypt' }, /the word system/],
  [
    'Cloud SQL, socket',
    { hostPort: '/cloudsql/shop:europe-west1:orders' },
    { kind: 'os', value: 'ENOENT' },
    reach,
    /Auth Proxy/,
  ],
  ['Cloud SQL, IAM', { hostPort: '10.0.0.3', username: 'etl@shop.iam' }, rejected, tls, /access token/],
  ['Neon, no TLS', { hostPort: neon, sslMode: 'disable' }, refusedByProxy, {}, /encrypted connections only/],
  [
    'Neon, no SNI',
    { hostPort: neon, connectionOptions: { sslsni: '0' } },
    refusedByProxy,
    tls,
    /name the endpoint in options/,
  ],
  ['Neon, asleep', { hostPort: neon }, { kind: 'os', value: 'TIMEOUT' }, { passwordAsked: true }, /suspended/],
  ['Supabase, direct host', { hostPort: 'db.abcdefgh.supabase.co' }, silent, reach, /reader\.abcdefgh/],
  ['Supabase, tenant', { hostPort: supabasePooler }, refusedByProxy, {}, /project’s reference/],
  ['CockroachDB, cluster', { hostPort: 'free.cockroachlabs.cloud:26257' }, rejected, tls, /--cluster=/],
  ['PgBouncer by its port', { hostPort: 'db:6432' }, rejected, {}, /PgBouncer or Odyssey: .*its own list of users/],
  ['Pgpool by its port', { hostPort: 'db:9999' }, noRule, tls, /pool_hba\.conf/],
]

test.each(known)('%s', (_name, form, cause, more, says) => {
  expect(diagnose(form, cause, more).remedy).toMatch(says)
})

test('what nobody can do at a provider is not offered there', () => {
  const there = diagnose({ hostPort: rds, sslMode: 'disable' }, noRule)
  expect(there.remedy).not.toContain('pg_hba.conf')
  expect(there.actions.map(({ label }) => label)).toEqual(['Switch to require'])
  expect(diagnose({ hostPort: 'db', sslMode: 'disable' }, noRule).actions.map(({ label }) => label)).toEqual([
    'Switch to require',
    'Copy pg_hba.conf line',
  ])
})

test('what fits is one click away', () => {
  const user = diagnose({ hostPort: azure, username: 'reader@orders' }, rejected, tls)
  expect(user.fields[0]).toBe('/username')
  expect(user.actions).toMatchObject([{ patch: [{ path: '/username', value: 'reader' }] }])
  const endpoint = diagnose({ hostPort: neon, connectionOptions: { sslsni: '0' } }, refusedByProxy, tls)
  expect(endpoint.actions).toMatchObject([
    { patch: [{ path: '/connectionOptions/options', value: 'endpoint=ep-cool-darkness-123456' }] },
  ])
})

test('a host of one’s own gets no provider’s advice', () => {
  for (const host of ['db.example.org', 'rds.amazonaws.com.example.org', 'neon.tech.evil.example', '10.0.0.3']) {
    expect(diagnose({ hostPort: host }, rejected, tls).remedy).not.toMatch(/: (?=.*(Neon|RDS|Azure|Supabase))/)
    expect(diagnose({ hostPort: host }, silent, reach).remedy).not.toMatch(/Neon|Amazon|Azure|Supabase|Cockroach/)
  }
})

describe('a server that has what only a provider’s have', () => {
  let server: TestServer
  beforeAll(async () => {
    const authority = await createAuthority('Google Cloud SQL Server CA')
    const tls = await authority.issueServer({ commonName: 'shop:orders', names: [] })
    server = await startServer({ tls })
    await server.sql('create database plain')
  })
  afterAll(() => server?.stop())
  const form = (more: JsonObject = {}): JsonObject => ({
    hostPort: `127.0.0.1:${server.port}`,
    username: 'postgres',
    password: server.password,
    database: 'plain',
    sslMode: 'disable',
    ...more,
  })

  test('is nobody’s without it', async () => {
    expect(stageOf(await runTest(form()), 'server')).toMatchObject({ facts: { provider: null } })
  })

  test.each([
    ['Amazon RDS', 'create role rds_superuser', 'drop role rds_superuser', /rds_superuser/],
    ['Azure Database for PostgreSQL', 'create role azure_pg_admin', 'drop role azure_pg_admin', /azure\.extensions/],
    ['Google Cloud SQL', 'create role cloudsqlsuperuser', 'drop role cloudsqlsuperuser', /cloudsqlsuperuser/],
    ['Neon', 'create role neon_superuser', 'drop role neon_superuser', /suspended/],
    ['Supabase', 'create role supabase_admin', 'drop role supabase_admin', /project’s extensions/],
  ])('%s is recognised by its role, and advises on the missing extension', async (title, make, undo, says) => {
    await server.sql(make)
    const run = await runTest(form())
    await server.sql(undo)
    expect(stageOf(run, 'server')).toMatchObject({ facts: { provider: title } })
    expect(diagnosisOf(run, 'usage').code).toBe('USAGE_EXTENSION_MISSING')
    expect(diagnosisOf(run, 'usage').remedy).toMatch(says)
  })

  test.each([
    ['Amazon RDS', 'rds.extensions'],
    ['Azure Database for PostgreSQL', 'azure.extensions'],
    ['Google Cloud SQL', 'cloudsql.iam_authentication'],
    ['Neon', 'neon.timeline_id'],
  ])('%s is recognised by its own settings', async (title, setting) => {
    await server.sql(`alter role postgres set ${setting} = 'something'`)
    const run = await runTest(form())
    await server.sql(`alter role postgres reset ${setting}`)
    expect(stageOf(run, 'server')).toMatchObject({ facts: { provider: title } })
  })

  test('Cloud SQL is recognised by whoever signed its certificate, and names what to verify', async () => {
    const other = (await createAuthority()).cert
    const run = await runTest(form({ sslMode: 'verify-ca', sslConfig: { caCertificate: other } }))
    expect(failureOf(run)).toBe('encrypt CONN_TLS_UNKNOWN_SIGNER')
    expect(diagnosisOf(run, 'encrypt').remedy).toContain('server-ca.pem')
  })
})
