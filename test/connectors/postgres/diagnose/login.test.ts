import { appendFile, readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../src/core/json.ts'
import { createAuthority } from '../../../support/certificates.ts'
import { outerMajors } from '../../../support/majors.ts'
import { messageLocales, type ServerOptions, startServer, type TestServer } from '../../../support/servers.ts'
import { copied, diagnosisOf, failureOf, runTest, stageOf } from './run-test.ts'

const password = 'canary of the login'
const locales = messageLocales().filter((locale) => /^(de|ja)/.test(locale))

/** The same refusals in every language the machine's servers speak: a diagnosis must not depend on it. */
const languages: readonly (readonly [string, ServerOptions])[] = [
  ...outerMajors().map((major) => [`English, Postgres ${major}`, { major }] as const),
  ...locales.map((locale) => [locale, { debian: true, locale }] as const),
]
if (locales.length === 0)
  console.warn('No server with translated messages is installed: refusals are tested in English only')

const hba = [
  'local all peer_checked peer',
  'host walled all 127.0.0.1/32 reject',
  'host trusting all 127.0.0.1/32 trust',
  'hostssl encrypted_only all 127.0.0.1/32 scram-sha-256',
  'hostnossl plain_only all 127.0.0.1/32 scram-sha-256',
  'host postgres,shop,crowded,"Shop",template0,template1,missing,shopp all 127.0.0.1/32 scram-sha-256',
]

const setUp = `
create role reader login password '${password}';
create role limited login password '${password}' connection limit 0;
create role sleeping nologin password '${password}';
create role peer_checked login;
create database shop; create database walled; create database trusting; create database encrypted_only; create database plain_only;
create database crowded connection limit 0;
revoke connect on database shop from public;`

interface Refusal {
  readonly name: string
  readonly form: JsonObject
  readonly expected: string
  readonly fields?: readonly string[]
  /** Words of the summary or remedy that tell more than the code. */
  readonly says?: RegExp
}

const wrong = 'wrong canary here'
const refusals: readonly Refusal[] = [
  {
    name: 'wrong password',
    form: { password: wrong },
    expected: 'authenticate AUTH_PASSWORD_REJECTED',
    fields: ['/password', '/username'],
  },
  {
    name: 'password with a space around it',
    form: { password: `${password} ` },
    expected: 'authenticate AUTH_PASSWORD_REJECTED',
    says: /The password begins or ends with a space/,
  },
  {
    name: 'password with a line break',
    form: { password: `${password}\n` },
    expected: 'authenticate AUTH_PASSWORD_REJECTED',
    says: /holds a line break/,
  },
  {
    name: 'password in quotes',
    form: { password: `'${password}'` },
    expected: 'authenticate AUTH_PASSWORD_REJECTED',
    says: /stands in quotes/,
  },
  {
    name: 'password with what copying leaves behind',
    form: { password: `wrong\u00a0canary\u200b here` },
    expected: 'authenticate AUTH_PASSWORD_REJECTED',
    says: /holds a no-break space and an invisible character, most likely from copying/,
  },
  {
    name: 'password that programs prepare differently',
    form: { password: 'wrong canary ﬁnale' },
    expected: 'authenticate AUTH_PASSWORD_REJECTED',
    says: /SASLprep/,
  },
  {
    name: 'username with a tab',
    form: { username: 'reader\t' },
    expected: 'authenticate AUTH_PASSWORD_REJECTED',
    fields: ['/username'],
    says: /The username holds a tab/,
  },
  {
    name: 'database with a no-break space',
    form: { database: 'postgres\u00a0' },
    expected: 'authenticate AUTH_NO_RULE_WITH_TLS',
    says: /The database’s name holds a no-break space/,
  },
  {
    name: 'password from a URI',
    form: { password: 'canary%40in the URI' },
    expected: 'authenticate AUTH_PASSWORD_REJECTED',
    says: /%40/,
  },
  {
    name: 'no password',
    form: { password: null },
    expected: 'authenticate AUTH_PASSWORD_MISSING',
    fields: ['/password'],
  },
  { name: 'a role that may not log in', form: { username: 'sleeping' }, expected: 'open AUTH_ROLE_UNUSABLE' },
  {
    name: 'a role nobody made',
    form: { username: 'Reader', database: 'trusting' },
    expected: 'open AUTH_ROLE_UNUSABLE',
    fields: ['/username'],
    says: /Capital letters/,
  },
  {
    name: 'no rule without TLS',
    form: { database: 'encrypted_only', sslMode: 'disable' },
    expected: 'authenticate AUTH_NO_RULE_WITHOUT_TLS',
    fields: ['/sslMode', '/hostPort'],
  },
  {
    name: 'no rule with TLS',
    form: { database: 'plain_only', sslMode: 'require' },
    expected: 'authenticate AUTH_NO_RULE_WITH_TLS',
    fields: ['/hostPort', '/sslConfig/sslCertificate'],
  },
  {
    name: 'a rule that rejects',
    form: { database: 'walled', sslMode: 'require' },
    expected: 'authenticate AUTH_NO_RULE_WITH_TLS',
    says: /rejects on purpose/,
  },
  {
    name: 'limit of the role',
    form: { username: 'limited' },
    expected: 'open CONN_LIMIT_OF_ROLE',
    fields: ['/username'],
  },
  {
    name: 'limit of the database',
    form: { database: 'crowded' },
    expected: 'open CONN_LIMIT_OF_DATABASE',
    fields: ['/database'],
  },
  {
    name: 'missing database',
    form: { database: 'shopp' },
    expected: 'open OPEN_DATABASE_MISSING',
    fields: ['/database'],
  },
  {
    name: 'database with another case',
    form: { database: 'Shop' },
    expected: 'open OPEN_DATABASE_MISSING',
    says: /Capital letters/,
  },
  {
    name: 'no CONNECT',
    form: { database: 'shop' },
    expected: 'open OPEN_CONNECT_DENIED',
    fields: ['/database', '/username'],
  },
  { name: 'a closed database', form: { database: 'template0' }, expected: 'open OPEN_DATABASE_CLOSED' },
  {
    name: 'an unknown parameter',
    form: { connectionOptions: { options: '-c nonsense=1' } },
    expected: 'open OPEN_PARAMETER_REFUSED',
    fields: ['/connectionOptions'],
  },
  {
    name: 'a parameter of the server that cannot be set so late',
    form: { connectionOptions: { options: '-c shared_buffers=1GB' } },
    expected: 'open OPEN_PARAMETER_REFUSED',
  },
  {
    name: 'no standby',
    form: { connectionOptions: { target_session_attrs: 'standby' } },
    expected: 'open OPEN_SESSION_UNSUITABLE',
  },
]

describe.each(languages)('a server that speaks %s refuses', (language, options) => {
  let server: TestServer

  beforeAll(async () => {
    const tls = await (await createAuthority()).issueServer()
    server = await startServer({ ...options, tls, hba })
    await server.sql('select 1')
    for (const statement of setUp.split(';').filter((text) => text.trim() !== '')) await server.sql(statement)
  })
  afterAll(() => server?.stop())

  const form = (more: JsonObject): JsonObject => {
    const whole = { hostPort: `127.0.0.1:${server.port}`, username: 'reader', password, database: 'postgres', ...more }
    return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== null))
  }

  test.each(refusals)('$name', async ({ form: more, expected, fields, says }) => {
    const run = await runTest(form(more))
    expect(failureOf(run)).toBe(expected)
    const [stage = ''] = expected.split(' ')
    const diagnosis = diagnosisOf(run, stage as 'open')
    if (fields !== undefined) expect(diagnosis.fields).toEqual(fields)
    if (says !== undefined) expect(`${diagnosis.summary} ${diagnosis.remedy}`).toMatch(says)
  })

  test('a role by the rules of another method', async () => {
    const run = await runTest(form({ hostPort: `${server.socketDirectory}:${server.port}`, username: 'peer_checked' }))
    expect(failureOf(run)).toBe('authenticate AUTH_METHOD_REJECTED')
  })

  test('in its own language', async () => {
    const { detail = '' } = diagnosisOf(await runTest(form({ database: 'shopp' })), 'open')
    expect(detail).toContain('FATAL 3D000: ')
    expect(/database "shopp" does not exist/.test(detail)).toBe(language.startsWith('English'))
  })

  test('everyone while it stops, and lets the admin wait', async () => {
    const own = await startServer(options)
    const holder = new pg.Client({
      host: own.socketDirectory,
      port: own.port,
      user: 'postgres',
      password: own.password,
      database: 'postgres',
    })
    await holder.connect()
    const [pid = ''] = (await readFile(path.join(own.dataDirectory, 'postmaster.pid'), 'utf8')).split('\n')
    process.kill(Number(pid), 'SIGTERM')
    const login = {
      hostPort: `127.0.0.1:${own.port}`,
      username: 'postgres',
      password: own.password,
      database: 'postgres',
    }
    await expect.poll(async () => failureOf(await runTest(login))).toMatch(/^\w+ SERVER_STARTING_UP$/)
    await holder.end()
    await own.stop()
  })
})

test('a password is prepared as Postgres prepares it', async () => {
  const server = await startServer()
  // Set in one form and typed in another: both sides map them to the same.
  const pairs = {
    composed: ['caf\u00e9 canary', 'cafe\u0301 canary'],
    spaced: ['no\u00a0break canary', 'no break canary'],
  }
  for (const [role, [stored = '', typed = '']] of Object.entries(pairs)) {
    await server.sql(`create role ${role} login password '${stored}'`)
    const form = { hostPort: `127.0.0.1:${server.port}`, username: role, password: typed, database: 'postgres' }
    expect(stageOf(await runTest(form), 'open').status).toBe('passed')
  }
  await server.stop()
})

test('a full server tells its own slots from reserved ones', async () => {
  const conf = { max_connections: '4', superuser_reserved_connections: '2', max_wal_senders: '0', autovacuum: 'off' }
  const server = await startServer({ conf })
  await server.sql(`create role reader login password '${password}'`)
  const open = async (user: string, secret: string) => {
    const client = new pg.Client({ host: server.host, port: server.port, user, password: secret, database: 'postgres' })
    await client.connect()
    return client
  }
  const clients = [await open('reader', password), await open('reader', password)]
  const form = { hostPort: `127.0.0.1:${server.port}`, username: 'reader', password, database: 'postgres' }
  expect(failureOf(await runTest(form))).toBe('open CONN_LIMIT_RESERVED')
  clients.push(await open('postgres', server.password), await open('postgres', server.password))
  expect(failureOf(await runTest(form))).toMatch(/^\w+ CONN_LIMIT_OF_SERVER$/)
  await Promise.all(clients.map((client) => client.end()))
  await server.stop()
})

test('the line and the grants that a diagnosis offers open the gate', async () => {
  const server = await startServer({ hba: ['host other all 127.0.0.1/32 scram-sha-256'] })
  await server.sql(`create role "Reader one" login password '${password}'`)
  await server.sql('create database "Orders db"')
  await server.sql('revoke connect on database "Orders db" from public')
  const form = { hostPort: `127.0.0.1:${server.port}`, username: 'Reader one', password, database: 'Orders db' }
  const refused = await runTest(form)
  expect(failureOf(refused)).toBe('authenticate AUTH_NO_RULE_WITHOUT_TLS')
  const line = copied(diagnosisOf(refused, 'authenticate'), 'Copy pg_hba.conf line')
  expect(line).toBe('host "Orders db" "Reader one" 127.0.0.1/32 scram-sha-256')
  await appendFile(path.join(server.dataDirectory, 'pg_hba.conf'), `${line}\n`)
  await server.sql('select pg_reload_conf()')
  await expect.poll(async () => failureOf(await runTest(form))).toBe('open OPEN_CONNECT_DENIED')
  await server.sql(copied(diagnosisOf(await runTest(form), 'open'), 'Copy GRANT'))
  expect(failureOf(await runTest(form))).toBe('warned')
  await server.stop()
})
