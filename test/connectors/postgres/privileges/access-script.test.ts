import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeAccessScript } from '../../../../src/connectors/postgres/privileges/access-script.ts'
import type { AccessRequest, AccessScript } from '../../../../src/core/access.ts'
import { outerMajors } from '../../../support/majors.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { diagnosisOf, runTest, stageOf } from '../diagnose/run-test.ts'
import { privilegeState } from './privilege-state.ts'
import { runPsql } from './run-psql.ts'

const typed = 'canary typed at a prompt'
const odd = `a = "b" 'c'`
const plain: AccessRequest = {
  role: 'catalog_reader',
  capabilities: ['metadata'],
  databases: [{ name: 'shop', schemas: [] }],
  owners: [],
  login: 'password',
  provider: 'own',
  address: null,
  tls: true,
  validUntil: null,
  connectionLimit: null,
}

function scriptFor(change: Partial<AccessRequest>): AccessScript {
  const written = writeAccessScript({ ...plain, ...change })
  if (!written.ok) throw new Error(JSON.stringify(written.error))
  return written.value
}

describe.each(outerMajors())('the script for a new role, on Postgres %i', (major) => {
  let server: TestServer
  const databases = ['shop', odd]
  beforeAll(async () => {
    server = await startServer({ major, conf: { shared_preload_libraries: 'pg_stat_statements' } })
    await server.sql('create role app_owner login')
    for (const name of databases) await server.sql(`create database "${name.replaceAll('"', '""')}" owner app_owner`)
    await server.sql(
      `set role app_owner; create schema sales; create table sales.orders (id int); create view sales.paid as select * from sales.orders;
       create schema "Odd ""s"""; create table "Odd ""s"""."T t" (id int); create schema other; create table other.hidden (id int)`,
      'shop',
    )
    await server.sql(`create table public."from here" (id int)`, odd)
  })
  afterAll(() => server?.stop())

  /** Runs the script, looks at what the role can do, runs its undoing and compares. */
  async function between(
    change: Partial<AccessRequest>,
    look: (form: Awaited<ReturnType<typeof runTest>>, script: AccessScript) => Promise<void> | void,
  ) {
    const before = await privilegeState(server, databases)
    const script = scriptFor(change)
    await runPsql(server, script.grant, { typed: `${typed}\n${typed}\n` })
    // The server of this test has no TLS.
    const form = { ...script.form, hostPort: `127.0.0.1:${server.port}`, password: typed, sslMode: 'prefer' }
    const run = await runTest(form)
    expect(run.report.stages.filter(({ status }) => status === 'failed')).toEqual([])
    await look(run, script)
    await runPsql(server, script.revoke)
    const bringsExtension = change.capabilities?.includes('usage') === true
    if (bringsExtension) await server.sql('drop extension pg_stat_statements', change.databases?.[0]?.name ?? 'shop')
    expect(await privilegeState(server, databases)).toEqual(before)
  }

  test('lets it in, and no further', () =>
    between({}, (run) => {
      expect(stageOf(run, 'open').status).toBe('passed')
      expect(stageOf(run, 'tags').status).toBe('passed')
      expect(diagnosisOf(run, 'usage').code).toBe('USAGE_EXTENSION_MISSING')
      expect(stageOf(run, 'relations')).toMatchObject({ status: 'warned', facts: { visible: 4, readable: 0 } })
    }))

  test('opens usage and lineage', () =>
    between({ capabilities: ['metadata', 'usage'] }, (run) => {
      expect(stageOf(run, 'usage')).toMatchObject({ status: 'passed', facts: { masked: 0 } })
      expect(stageOf(run, 'lineage').status).toBe('passed')
    }))

  test('opens the schemas that were named, with the tables of tomorrow', async () => {
    const named = [{ name: 'shop', schemas: ['sales', 'Odd "s"'] }]
    const wish = { capabilities: ['profiles'], databases: named, owners: ['app_owner'], connectionLimit: 3 } as const
    await between(wish, async (run, { form }) => {
      expect(stageOf(run, 'relations')).toMatchObject({
        facts: { visible: 4, readable: 3, unreadable: ['other.hidden'] },
      })
      await server.sql('set role app_owner; create table sales.tomorrow (id int)', 'shop')
      const again = await runTest({ ...form, hostPort: `127.0.0.1:${server.port}`, password: typed, sslMode: 'prefer' })
      expect(stageOf(again, 'relations')).toMatchObject({ facts: { visible: 5, readable: 4 } })
      await server.sql('drop table sales.tomorrow', 'shop')
      const [role] = await server.sql("select rolconnlimit from pg_roles where rolname = 'catalog_reader'")
      expect(role).toEqual({ rolconnlimit: 3 })
    })
  })

  test('opens everything in several databases with names of every kind, for a role with such a name', () =>
    between(
      {
        role: 'Reader "x" \\ y',
        capabilities: ['metadata', 'usage', 'profiles'],
        databases: [
          { name: odd, schemas: [] },
          { name: 'shop', schemas: [] },
        ],
        validUntil: '2099-12-31',
      },
      (run) => {
        expect(stageOf(run, 'relations')).toMatchObject({ status: 'passed' })
        expect(stageOf(run, 'databases')).toMatchObject({
          status: 'passed',
          facts: { selected: 2, databases: [{ name: 'shop', status: 'passed' }] },
        })
        expect(stageOf(run, 'usage').status).toBe('passed')
        expect(stageOf(run, 'profiler').status).toBe('passed')
      },
    ))

  test('can also be run step by step in any client', async () => {
    const before = await privilegeState(server, databases)
    const { steps } = scriptFor({
      capabilities: ['profiles'],
      databases: [
        { name: 'shop', schemas: ['sales'] },
        { name: odd, schemas: ['public'] },
      ],
    })
    for (const { database, grant } of steps) await server.sql(grant, database ?? 'postgres')
    expect(await privilegeState(server, databases)).not.toEqual(before)
    for (const { database, revoke } of [...steps].reverse()) {
      await server.sql(revoke, database ?? 'postgres')
    }
    expect(await privilegeState(server, databases)).toEqual(before)
  })
})

describe('the request to the owner of a server', () => {
  test('holds the line of pg_hba.conf for each database', () => {
    const { hba } = scriptFor({
      databases: [
        { name: 'all', schemas: [] },
        { name: 'shop', schemas: [] },
      ],
      address: '203.0.113.7',
    })
    expect(hba).toBe(
      'hostssl "all" catalog_reader 203.0.113.7/32 scram-sha-256\nhostssl shop catalog_reader 203.0.113.7/32 scram-sha-256',
    )
    expect(scriptFor({ address: '2001:db8::1', tls: false }).hba).toContain('host shop catalog_reader 2001:db8::1/128')
    expect(scriptFor({ login: 'certificate', address: '10.0.0.0/8', tls: false }).hba).toContain(
      'hostssl shop catalog_reader 10.0.0.0/8 cert',
    )
    expect(scriptFor({ provider: 'rds' }).hba).toBeNull()
  })

  test('says who can run it', () => {
    const firstLine = (change: Partial<AccessRequest>) => scriptFor(change).grant.split('\n')[0]
    expect(firstLine({})).toContain('as a superuser, or as the owner')
    const named = [{ name: 'shop', schemas: ['sales'] }]
    expect(firstLine({ capabilities: ['profiles'], databases: named })).toContain('as the owner')
    expect(firstLine({ capabilities: ['profiles'] })).toMatch(/as a superuser\.$/)
    expect(firstLine({ capabilities: ['usage'] })).toMatch(/as a superuser\.$/)
    expect(firstLine({ provider: 'rds' })).toContain('provider’s admin')
  })

  test('asks for a password without holding one, and for none with a certificate', () => {
    const { grant, handOff } = scriptFor({})
    expect(grant).toContain('\\password "catalog_reader"')
    expect(grant).not.toMatch(/PASSWORD '/)
    expect(handOff.text).toContain('not in this ticket')
    expect(scriptFor({ login: 'certificate' }).grant).not.toContain('\\password')
  })

  test('says in words what is wanted, as Markdown and as text', () => {
    const { handOff } = scriptFor({
      role: 'a`b',
      capabilities: ['metadata', 'usage'],
      databases: [{ name: '```', schemas: [] }],
    })
    expect(handOff.markdown).toContain('A role for Patchbay: a\\`b')
    expect(handOff.markdown).toMatch(/^`{4}sql$/m)
    expect(handOff.markdown).toContain('pg_stat_statements')
    expect(handOff.text).not.toContain('##')
  })

  const unusable: readonly (readonly [string, Partial<AccessRequest>, string])[] = [
    ['a role without a name', { role: ' ' }, '/role'],
    ['a role with the server’s prefix', { role: 'pg_reader' }, '/role'],
    ['a name that Postgres would cut', { role: 'é'.repeat(32) }, '/role'],
    ['a name with a line break', { databases: [{ name: 'a\nb', schemas: [] }] }, '/databases/0/name'],
    ['no database', { databases: [] }, '/databases'],
    ['a database twice', { databases: [plain.databases[0], plain.databases[0]] as never }, '/databases/1/name'],
    ['a schema without a name', { databases: [{ name: 'a', schemas: ['x', ''] }] }, '/databases/0/schemas/1'],
    [
      'every schema of one database beside some of another',
      {
        capabilities: ['profiles'],
        databases: [
          { name: 'a', schemas: ['x'] },
          { name: 'b', schemas: [] },
        ],
      },
      '/databases/1/schemas',
    ],
    ['no address', { address: 'here' }, '/address'],
    ['a network with too many bits', { address: '10.0.0.0/33' }, '/address'],
    ['a day that never comes', { validUntil: '2027-02-30' }, '/validUntil'],
    ['half a session', { connectionLimit: 0.5 }, '/connectionLimit'],
  ]
  test.each(unusable)('%s is refused at its place', (_what, change, path) => {
    const written = writeAccessScript({ ...plain, ...change })
    expect(written).toMatchObject({ ok: false, error: [{ path, message: expect.any(String) }] })
  })
})
