import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { findCommonPassword, findPassword } from '../../src/cli/libpq-files/passfile.ts'
import { findService } from '../../src/cli/libpq-files/service-file.ts'
import { askPsql, hasPsql } from '../connectors/postgres/connect/psql.ts'
import { createAuthority } from '../support/certificates.ts'
import { patchbay } from '../support/patchbay.ts'
import { startServer, type TestServer } from '../support/servers.ts'

const login = { host: 'db', port: '5432', database: 'orders', user: 'reader' }

describe('a password file', () => {
  it.each([
    ['db:5432:orders:reader:secret', 'secret'],
    ['*:*:*:*:secret', 'secret'],
    ['db:5432:orders:other:no\ndb:5432:orders:reader:first\n*:*:*:*:second', 'first'],
    ['# db:5432:orders:reader:no\n\ndb:5432:orders:reader:yes', 'yes'],
    ['db:5432:orders:reader:a\\:b\\\\c:d', 'a:b\\c:d'],
    ['db:5432:orders:reader:windows\r\n', 'windows'],
    ['db:5432:orders:reader:', null],
    ['db:5432:orders:reader', null],
    ['d*:5432:orders:reader:no', null],
    ['DB:5432:orders:reader:no', null],
    ['', null],
  ])('%j gives %j', (text, password) => {
    expect(findPassword(text, login)).toBe(password)
  })

  it('calls the usual socket directories localhost, and takes escapes in every field', () => {
    const socket = { ...login, host: '/var/run/postgresql' }
    expect(findPassword('localhost:*:*:*:yes', socket)).toBe('yes')
    expect(findPassword('\\:\\:1:*:*:*:yes', { ...login, host: '::1' })).toBe('yes')
  })

  it('must have one password for all hosts', () => {
    const text = 'a:*:*:*:one\nb:*:*:*:two\nc:*:*:*:one'
    const at = (...hosts: string[]) => hosts.map((host) => ({ ...login, host }))
    expect(findCommonPassword(text, at('a', 'c'))).toBe('one')
    expect(() => findCommonPassword(text, at('a', 'b'))).toThrow('different passwords')
  })
})

describe('a service file', () => {
  const text =
    '# ours\n[other]\nhost=x\n[orders]\nhost=db\n  port=5433  \nhost=late\n# no\ndbname=or ders\n[orders]\nuser=no\n'

  it('gives the first section of the name, and the first value of a parameter', () => {
    expect([...(findService(text, 'orders', 'f') ?? [])]).toEqual([
      ['host', 'db'],
      ['port', '5433'],
      ['dbname', 'or ders'],
    ])
    expect(findService(text, 'absent', 'f')).toBeNull()
  })

  it.each(['nonsense', 'service=other', 'ldap://server/x', `host=${'x'.repeat(1100)}`])('refuses %.20s', (line) => {
    expect(() => findService(`[a]\n${line}\n`, 'a', 'f')).toThrow('cannot be read')
  })
})

describe('the command', () => {
  let server: TestServer
  let home = ''
  const odd = 'a:b\\c canary'
  const file = (name: string) => path.join(home, name)
  const put = async (name: string, text: string, mode = 0o600) => {
    await writeFile(file(name), text, { mode })
    await chmod(file(name), mode)
  }
  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'patchbay-service-'))
    const authority = await createAuthority()
    server = await startServer({ tls: await authority.issueServer() })
    await server.sql(`create role reader login password '${odd}'`)
    await put('root.crt', authority.cert)
    await put('pass', `*:${server.port}:*:reader:${odd.replace(/[\\:]/g, '\\$&')}\n`)
    await put('open', `*:*:*:*:${odd.replace(/[\\:]/g, '\\$&')}\n`, 0o644)
    await put(
      'services',
      `[orders]\nhost=127.0.0.1\nport=${server.port}\ndbname=postgres\nuser=reader\nsslmode=verify-full\nsslrootcert=${file('root.crt')}\n`,
    )
  })
  afterAll(async () => {
    await server.stop()
    await rm(home, { recursive: true, force: true })
  })

  test('takes a service with the files it names, and the password from a password file', async () => {
    const args = ['--service', 'orders', '--service-file', file('services'), '--passfile', file('pass')]
    const { code, out, err } = await patchbay(['test', ...args, '--json'])
    expect([code, err]).toEqual([0, expect.stringContaining(`127.0.0.1:${server.port}/postgres`)])
    expect(JSON.parse(out).server).toMatchObject({ encrypted: true })
    expect(out + err).not.toContain('canary')
    // What the target says itself comes first.
    const other = await patchbay(['test', `postgresql://127.0.0.1:${server.port}/absent`, ...args, '--json'])
    expect(JSON.stringify(JSON.parse(other.out))).toContain('OPEN_DATABASE_MISSING')
  })

  test('passes over a password file that others may read, and says so', async () => {
    const target = `postgresql://reader@127.0.0.1:${server.port}/postgres`
    const { code, err } = await patchbay(['test', target, '--passfile', file('open'), '--json'])
    expect([code, err]).toEqual([1, expect.stringContaining('chmod 0600')])
  })

  test('wants a name for a service file, and something to test', async () => {
    expect((await patchbay(['test', '--service-file', file('services')])).code).toBe(2)
    expect((await patchbay(['test'])).code).toBe(2)
    expect((await patchbay(['test', '--service', 'absent', '--service-file', file('services')])).code).toBe(2)
  })

  it.skipIf(!hasPsql)(`agrees with psql${hasPsql ? '' : ' (psql is not installed)'}`, async () => {
    const ask = (passfile: string) =>
      askPsql({
        libpq: 'installed',
        home,
        password: '',
        sql: 'select current_user',
        environment: { PGSERVICEFILE: file('services') },
        conninfo: { service: 'orders', passfile: file(passfile) },
      })
    expect([await ask('pass'), await ask('open')]).toEqual(['reader', null])
  })
})
