import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ConnectProgress } from '../../../../src/connectors/postgres/connection.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { failureOf, settingsFor, settingsFromForm, withConnection } from './settings-for.ts'

const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((address) => address?.address === '::1')
if (!hasIpv6) console.warn('this machine has no ::1: connecting to [::1] is not tested')

let server: TestServer
beforeAll(async () => {
  server = await startServer({
    conf: { listen_addresses: hasIpv6 ? '127.0.0.1,::1' : '127.0.0.1' },
    hba: [
      'host all trusted 127.0.0.1/32 trust',
      'host all cleartext 127.0.0.1/32 password',
      'host all hashed 127.0.0.1/32 md5',
      'host all refused 127.0.0.1/32 reject',
      'host all postgres,reader,ghost 127.0.0.1/32 scram-sha-256',
      'host all all ::1/128 scram-sha-256',
      'local all all scram-sha-256',
    ],
  })
  await server.sql(`
    create role trusted login;
    create role cleartext login password 'clear';
    set password_encryption = 'md5';
    create role hashed login password 'hashed';
    set password_encryption = 'scram-sha-256';
    create role refused login;
    create role reader login password 'reader'`)
  await server.sql('create database closed')
  await server.sql('revoke connect on database closed from public')
})
afterAll(() => server.stop())

const as = (username: string, password?: string, more: Record<string, string> = {}) =>
  settingsFromForm({
    hostPort: `127.0.0.1:${server.port}`,
    username,
    database: 'postgres',
    ...(password === undefined ? {} : { password }),
    ...more,
  })

/** Sessions other than the asking one. */
const otherSessions = async (): Promise<number> => {
  const rows = await server.sql(
    "select count(*)::int as n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
  )
  return Number(rows[0]?.n)
}

describe('a session', () => {
  it('gives rows as the text that the server sent', async () => {
    await withConnection(settingsFor(server), async (connection) => {
      const { columns, rows } = await connection.query(
        "select 1 as a, null, true, 1.50::numeric, '{1,2}'::int[], date '2020-01-02', $1::text, $2::int, $3::text",
        ['é\u{1f600}', 7, null],
      )
      expect(columns.slice(0, 2)).toEqual(['a', '?column?'])
      expect(rows).toEqual([['1', null, 't', '1.50', '{1,2}', '2020-01-02', 'é\u{1f600}', '7', null]])
    })
  })

  it('queues statements, and a failed one does not disturb its neighbours', async () => {
    const warned = vi.spyOn(process, 'emitWarning')
    await withConnection(settingsFor(server), async (connection) => {
      const results = await Promise.allSettled(
        ['select 1', 'select 1/0', 'select 2; select 3', ''].map((sql) => connection.query(sql)),
      )
      expect(results).toMatchObject([
        { status: 'fulfilled', value: { rows: [['1']] } },
        {
          status: 'rejected',
          reason: {
            reason: { kind: 'sqlstate', value: '22012', routine: 'int4div' },
            serverError: { message: 'division by zero' },
          },
        },
        { status: 'fulfilled', value: { rows: [['3']] } },
        { status: 'fulfilled', value: { rows: [] } },
      ])
    })
    expect(warned).not.toHaveBeenCalled()
    warned.mockRestore()
  })

  it('says what the server told at login, and how it was reached', async () => {
    const progress: ConnectProgress[] = []
    const settings = settingsFromForm({
      hostPort: `localhost:${server.port}`,
      username: 'reader',
      password: 'reader',
      database: 'postgres',
      connectionOptions: { application_name: 'näme', options: '-c work_mem=5MB -c datestyle=ISO,\\ DMY' },
    })
    await withConnection(
      settings,
      async (connection) => {
        expect(connection.parameters).toMatchObject({ server_version: server.version, is_superuser: 'off' })
        expect(connection).toMatchObject({ host: 'localhost', port: server.port, tls: null })
        expect(connection.attempts.at(-1)).toMatchObject({
          host: 'localhost',
          address: '127.0.0.1',
          tls: false,
          cause: null,
        })
        const { rows } = await connection.query("select current_setting('work_mem'), current_setting('datestyle')")
        expect(rows).toEqual([['5MB', 'ISO, DMY']])
      },
      { onProgress: (event) => progress.push(event) },
    )
    const steps = progress.map(({ type, step }) => `${step} ${type === 'step-started' ? 'starts' : 'ends'}`)
    expect(steps.slice(0, 2)).toEqual(['resolve starts', 'resolve ends'])
    expect(steps.slice(-8)).toEqual(
      ['reach', 'encrypt', 'authenticate', 'open'].flatMap((step) => [`${step} starts`, `${step} ends`]),
    )
  })

  it('goes over a unix socket whatever the mode, as libpq does', async () => {
    for (const sslMode of ['prefer', 'require']) {
      const settings = settingsFromForm({
        hostPort: `${server.socketDirectory}:${server.port}`,
        username: 'reader',
        password: 'reader',
        database: 'postgres',
        sslMode,
      })
      await withConnection(settings, async ({ address, localAddress, tls }) => {
        expect(address).toBe(`${server.socketDirectory}/.s.PGSQL.${server.port}`)
        expect([localAddress, tls]).toEqual([null, null])
      })
    }
  })

  it.skipIf(!hasIpv6)('goes to an IPv6 address', async () => {
    const settings = settingsFromForm({
      hostPort: `[::1]:${server.port}`,
      username: 'reader',
      password: 'reader',
      database: 'postgres',
    })
    await withConnection(settings, async ({ address }) => expect(address).toBe('::1'))
  })

  it('takes every way to send a password', async () => {
    const methods: unknown[] = []
    const onProgress = (event: ConnectProgress) => {
      if (event.type === 'step-ended' && event.step === 'authenticate') methods.push(event.facts.method)
    }
    for (const settings of [as('trusted'), as('cleartext', 'clear'), as('hashed', 'hashed'), as('reader', 'reader')]) {
      await withConnection(settings, async () => undefined, { onProgress })
    }
    expect(methods).toEqual(['none', 'password', 'md5', 'scram-sha-256'])
  })

  it.each([
    '@:/%?#&= +',
    `'"\\$\`{}()<>|;!~^*[]`,
    ' leading and trailing ',
    'ünïcödé 密码 пароль \u{1f511}',
    'a\tb\nc\r\u0001',
    '%40%2F%00',
    'ﬁ\u00a0ﬀ\u00adx',
    'x'.repeat(900),
  ])('takes the password %j as it is', async (password) => {
    const role = 'odd'
    await server.sql(
      `drop role if exists ${role}; create role ${role} login password '${password.replaceAll("'", "''")}'`,
    )
    const hostPort = `${server.socketDirectory}:${server.port}`
    await withConnection(
      settingsFromForm({ hostPort, username: role, password, database: 'postgres' }),
      async (connection) => expect((await connection.query('select current_user')).rows).toEqual([[role]]),
    )
  })
})

describe('the environment of this process', () => {
  it('is not a source of settings or passwords', async () => {
    const planted = {
      PGPASSWORD: 'reader',
      PGUSER: 'postgres',
      PGDATABASE: 'closed',
      PGHOST: '192.0.2.1',
      PGOPTIONS: '-c work_mem=9MB',
      PGAPPNAME: 'planted',
      PGSSLMODE: 'require',
      PGSSLNEGOTIATION: 'bogus',
      PGREPLICATION: 'true',
      PGCLIENTENCODING: 'LATIN1',
      PGCONNECT_TIMEOUT: '1',
    }
    for (const [name, value] of Object.entries(planted)) vi.stubEnv(name, value)
    try {
      expect(await failureOf(as('reader'))).toMatchObject({
        step: 'authenticate',
        cause: { kind: 'protocol', value: 'PASSWORD_MISSING' },
        passwordAsked: true,
      })
      expect(await failureOf({ ...as('reader'), password: '' })).toMatchObject({ cause: { value: 'PASSWORD_MISSING' } })
      await withConnection(as('trusted'), async (connection) => {
        const { rows } = await connection.query("select current_user, current_database(), current_setting('work_mem')")
        expect(rows).toEqual([['trusted', 'postgres', '4MB']])
        expect(connection.parameters.application_name).toBe('patchbay')
      })
    } finally {
      vi.unstubAllEnvs()
    }
  })
})

describe('a refused login', () => {
  it('is told apart by what the server says in the protocol', async () => {
    const sqlstate = (value: string, routine: string) => ({ kind: 'sqlstate', value, routine })
    expect(await failureOf(as('reader', 'wrong'))).toMatchObject({
      step: 'authenticate',
      cause: sqlstate('28P01', 'auth_failed'),
      passwordAsked: true,
      serverError: { severity: 'FATAL', sqlstate: '28P01' },
    })
    expect(await failureOf(as('ghost', 'x'))).toMatchObject({ cause: { value: '28P01' }, passwordAsked: true })
    expect(await failureOf(as('nobody', 'x'))).toMatchObject({
      step: 'authenticate',
      cause: sqlstate('28000', 'ClientAuthentication'),
      passwordAsked: false,
    })
    expect(await failureOf(as('refused', 'x'))).toMatchObject({ cause: sqlstate('28000', 'ClientAuthentication') })
  })

  it('after the password was accepted belongs to opening the database', async () => {
    expect(await failureOf(as('reader', 'reader', { database: 'nope' }))).toMatchObject({
      step: 'open',
      cause: { kind: 'sqlstate', value: '3D000' },
    })
    expect(await failureOf(as('reader', 'reader', { database: 'closed' }))).toMatchObject({
      step: 'open',
      cause: { kind: 'sqlstate', value: '42501' },
    })
  })

  it('ends the search, while an unreachable host goes on to the next', async () => {
    const hosts = (text: string, password: string) => as('reader', password, { hostPort: text })
    const good = `127.0.0.1:${server.port}`
    await withConnection(hosts(`127.0.0.1:1,no-such-host.invalid,${good}`, 'reader'), async ({ attempts, port }) => {
      expect(port).toBe(server.port)
      expect(attempts.map(({ host, cause }) => [host, cause === null])).toEqual([
        ['127.0.0.1', false],
        ['no-such-host.invalid', false],
        ['127.0.0.1', true],
      ])
    })
    const failure = await failureOf(hosts(`${good},${good}`, 'wrong'))
    expect(failure.attempts).toHaveLength(1)
    expect(await failureOf(hosts('127.0.0.1:1,no-such-host.invalid', 'x'))).toMatchObject({
      step: 'reach',
      host: '127.0.0.1',
      attempts: [{}, {}],
    })
  })

  it('holds no password in what is reported', async () => {
    expect(JSON.stringify(await failureOf(as('reader', 'canary-7f3a')))).not.toContain('canary')
  })
})

describe('target_session_attrs', () => {
  it('picks the kind of server', async () => {
    const wanting = (word: string) => ({ ...as('reader', 'reader'), targetSessionAttrs: word as 'primary' })
    for (const word of ['any', 'read-write', 'primary', 'prefer-standby']) {
      await withConnection(wanting(word), async ({ attempts }) => expect(attempts.at(-1)?.cause).toBeNull())
    }
    for (const word of ['read-only', 'standby']) {
      expect(await failureOf(wanting(word))).toMatchObject({
        step: 'open',
        cause: { kind: 'protocol', value: 'SESSION_ATTRS_UNMET' },
      })
    }
    await withConnection(
      { ...wanting('read-only'), options: '-c default_transaction_read_only=on' },
      async () => undefined,
    )
    await expect.poll(otherSessions).toBe(0)
  })
})

describe('nothing is left on the server', () => {
  it('after a cancel in the middle of a login', async () => {
    // The delay comes between the password and the answer to it.
    const slow = await startServer({ conf: { post_auth_delay: '2' } })
    try {
      const controller = new AbortController()
      const failure = await failureOf(settingsFor(slow), {
        signal: controller.signal,
        onProgress: ({ type, step }) => {
          if (type === 'step-started' && step === 'authenticate') setTimeout(() => controller.abort(), 200)
        },
      })
      expect(failure).toMatchObject({ step: 'authenticate', cancelled: true })
      const client = "select count(*)::int as n from pg_stat_activity where application_name = 'patchbay'"
      await expect.poll(async () => (await slow.sql(client))[0]?.n).toBe(0)
    } finally {
      await slow.stop()
    }
  })

  it('after cancel() of a running statement, and the session goes on', async () => {
    await withConnection(settingsFor(server), async (connection) => {
      const running = connection.query('select pg_sleep(60)')
      const outcome = expect(running).rejects.toMatchObject({ reason: { kind: 'sqlstate', value: '57014' } })
      await expect
        .poll(
          async () =>
            (
              await server.sql(
                "select 1 from pg_stat_activity where query like '%pg_sleep(60)' and state = 'active' and pid <> pg_backend_pid()",
              )
            ).length,
        )
        .toBe(1)
      await connection.cancel()
      await outcome
      expect((await connection.query('select 1')).rows).toEqual([['1']])
    })
    await expect.poll(otherSessions).toBe(0)
  })

  it('after close() in the middle of a statement, which ends it on the server', async () => {
    let outcome: Promise<unknown> = Promise.resolve()
    await withConnection(settingsFor(server), async (connection) => {
      outcome = expect(connection.query('select pg_sleep(60)')).rejects.toMatchObject({ reason: { value: '57014' } })
      await new Promise((resolve) => setTimeout(resolve, 50))
    })
    await outcome
    await expect.poll(otherSessions).toBe(0)
  })

  it('when the server ends the session, which the next statement says', async () => {
    await withConnection(settingsFor(server), async (connection) => {
      const { rows } = await connection.query('select pg_backend_pid()')
      const running = connection.query('select pg_sleep(60)')
      const outcome = expect(running).rejects.toMatchObject({ reason: { kind: 'sqlstate', value: '57P01' } })
      await server.sql(`select pg_terminate_backend(${rows[0]?.[0]})`)
      await outcome
      await expect(connection.query('select 1')).rejects.toMatchObject({
        name: 'QueryFailure',
        // A statement may still be on its way when the server closes.
        reason: { value: expect.stringMatching(/^(CLOSED|ECONNRESET|EPIPE)$/) },
      })
    })
  })
})
