import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import tls from 'node:tls'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { matchesHost } from '../../../../src/connectors/postgres/connect/host-name-match.ts'
import type { PostgresSettings } from '../../../../src/connectors/postgres/settings/settings.ts'
import type { JsonObject } from '../../../../src/core/json.ts'
import {
  type Authority,
  type CertificatePair,
  createAuthority,
  createSelfSigned,
} from '../../../support/certificates.ts'
import { availableMajors } from '../../../support/majors.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { startFakeServer } from './fake-server.ts'
import { failureOf, settingsFromForm, withConnection } from './settings-for.ts'

let authority: Authority
let server: TestServer
let client: CertificatePair
beforeAll(async () => {
  authority = await createAuthority()
  client = await authority.issueClient('certified')
  server = await startServer({
    tls: { ...(await authority.issueServer()), ca: authority.cert },
    hba: [
      'hostssl all certified 127.0.0.1/32 cert',
      'hostssl all all 127.0.0.1/32 scram-sha-256',
      'local all all scram-sha-256',
    ],
  })
  await server.sql('create role certified login')
})
afterAll(() => server.stop())

const settings = (form: JsonObject = {}, changes: Partial<PostgresSettings> = {}, of: TestServer = server) =>
  settingsFromForm(
    {
      hostPort: `127.0.0.1:${of.port}`,
      username: of.superuser,
      password: of.password,
      database: 'postgres',
      sslMode: 'verify-full',
      sslConfig: { caCertificate: authority.cert },
      ...form,
    },
    changes,
  )

describe('an encrypted session', () => {
  it('shows how it is encrypted and who presented what', async () => {
    await withConnection(settings(), async (connection) => {
      expect(connection.tls).toMatchObject({
        version: 'TLSv1.3',
        certificate: {
          subject: 'CN=localhost',
          issuer: 'CN=Test CA',
          selfSigned: false,
          fingerprint: expect.stringMatching(/^([\dA-F]{2}:){31}[\dA-F]{2}$/),
        },
      })
      expect(connection.tls?.certificate?.names).toEqual(['localhost', '127.0.0.1', '::1'])
      const { rows } = await connection.query('select version, cipher from pg_stat_ssl where pid = pg_backend_pid()')
      expect(rows).toEqual([[connection.tls?.version, connection.tls?.cipher]])
    })
  })

  it('binds the password to the channel', async () => {
    const methods: unknown[] = []
    await withConnection(settings(), async () => undefined, {
      onProgress: (event) =>
        event.type === 'step-ended' && event.step === 'authenticate' && methods.push(event.facts.method),
    })
    expect(methods).toEqual(['scram-sha-256-plus'])
  })

  it('keeps to the lowest and highest version', async () => {
    await withConnection(settings({ connectionOptions: { ssl_max_protocol_version: 'TLSv1.2' } }), async (connection) =>
      expect(connection.tls?.version).toBe('TLSv1.2'),
    )
    const old = await startServer({
      tls: await authority.issueServer(),
      conf: { ssl_max_protocol_version: 'TLSv1.2' },
    })
    const failure = await failureOf(settings({ connectionOptions: { ssl_min_protocol_version: 'TLSv1.3' } }, {}, old))
    await old.stop()
    expect(failure).toMatchObject({
      step: 'encrypt',
      cause: { kind: 'tls', value: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' },
    })
  })

  it('cancels over TLS', async () => {
    await withConnection(settings(), async (connection) => {
      const outcome = expect(connection.query('select pg_sleep(60)')).rejects.toMatchObject({
        reason: { value: '57014' },
      })
      await new Promise((resolve) => setTimeout(resolve, 50))
      await connection.cancel()
      await outcome
    })
  })

  it('presents a client certificate', async () => {
    const sslConfig = { caCertificate: authority.cert, sslCertificate: client.cert, sslKey: client.key }
    const form = { username: 'certified', password: '', sslConfig }
    await withConnection(settings(form), async (connection) =>
      expect((await connection.query('select current_user')).rows).toEqual([['certified']]),
    )
    expect(await failureOf(settings({ ...form, sslConfig: { caCertificate: authority.cert } }))).toMatchObject({
      step: 'authenticate',
      cause: { kind: 'sqlstate', value: '28000' },
      tls: true,
    })
    const stranger = await (await createAuthority('Stranger')).issueClient('certified')
    const strange = { caCertificate: authority.cert, sslCertificate: stranger.cert, sslKey: stranger.key }
    expect((await failureOf(settings({ ...form, sslConfig: strange }))).cause).toMatchObject({ kind: 'tls' })
    const mixed = { caCertificate: authority.cert, sslCertificate: client.cert, sslKey: stranger.key }
    expect(await failureOf(settings({ ...form, sslConfig: mixed }))).toMatchObject({
      step: 'encrypt',
      cause: { kind: 'tls', value: 'ERR_OSSL_X509_KEY_VALUES_MISMATCH' },
    })
  })

  it.each(availableMajors().filter((major) => major >= 17))(
    'starts with TLS directly on Postgres %i',
    async (major) => {
      const direct = await startServer({ major, tls: await authority.issueServer() })
      const form = { connectionOptions: { sslnegotiation: 'direct' } }
      await withConnection(settings(form, {}, direct), async (connection) => {
        const outcome = expect(connection.query('select pg_sleep(60)')).rejects.toMatchObject({
          reason: { value: '57014' },
        })
        await new Promise((resolve) => setTimeout(resolve, 50))
        await connection.cancel()
        await outcome
      })
      await direct.stop()
    },
  )

  it('is refused directly where the other side does not negotiate the protocol', async () => {
    const pair = await authority.issueServer()
    const encrypted = await startFakeServer((socket) => {
      new tls.TLSSocket(socket, { isServer: true, cert: pair.cert, key: pair.key }).on('error', () => socket.destroy())
    })
    const failure = await failureOf(
      settings({ hostPort: `127.0.0.1:${encrypted.port}`, connectionOptions: { sslnegotiation: 'direct' } }),
    )
    await encrypted.stop()
    expect(failure).toMatchObject({ step: 'encrypt', cause: { kind: 'protocol', value: 'ALPN_MISSING' } })
  })
})

describe('a certificate that is not good', () => {
  const presented = async (pair: CertificatePair, form: JsonObject = {}) => {
    const bad = await startServer({ tls: pair, conf: { log_connections: 'on' } })
    const failure = await failureOf(settings(form, {}, bad))
    const sessions = await bad.log()
    await bad.stop()
    expect(sessions).not.toContain('authentic')
    return failure
  }

  it('is shown with the failure, and no password was sent', async () => {
    expect(await presented(await createSelfSigned())).toMatchObject({
      step: 'encrypt',
      cause: { kind: 'tls', value: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      certificate: { subject: 'CN=localhost', selfSigned: true },
      passwordAsked: false,
      tls: true,
    })
    const expired = await presented(await authority.issueServer({ fromHours: -48, toHours: -24 }))
    expect(expired).toMatchObject({ cause: { kind: 'tls', value: 'CERT_HAS_EXPIRED' } })
    expect(Date.parse(expired.certificate?.validTo ?? '')).toBeLessThan(Date.now())
    expect(await presented(await authority.issueServer({ fromHours: 24, toHours: 48 }))).toMatchObject({
      cause: { kind: 'tls', value: 'CERT_NOT_YET_VALID' },
    })
    expect(await presented(await authority.issueServer({ names: ['db.example.org', '10.0.0.1'] }))).toMatchObject({
      cause: { kind: 'tls', value: 'ERR_TLS_CERT_ALTNAME_INVALID' },
      certificate: { names: ['db.example.org', '10.0.0.1'] },
    })
  })

  it('of an unknown signer shows the whole chain, and the chain’s end is what was missing', async () => {
    const intermediate = await authority.issueIntermediate()
    const leaf = await intermediate.issueServer()
    const chain = { cert: leaf.cert + intermediate.cert, key: leaf.key }
    const stranger = await createAuthority('Stranger')
    const failure = await presented(chain, { sslConfig: { caCertificate: stranger.cert } })
    expect(failure.cause).toMatchObject({ kind: 'tls' })
    expect(failure.certificate?.chainPem.match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
    const good = await startServer({ tls: chain })
    await withConnection(settings({}, {}, good), async ({ tls: state }) => expect(state).not.toBeNull())
    await good.stop()
  })

  it('lets mode prefer go on without TLS when the server allows it, and says so', async () => {
    const bad = await startServer({ tls: await createSelfSigned() })
    await withConnection(settings({ sslMode: 'prefer' }, {}, bad), async (connection) => {
      expect(connection.tls).toBeNull()
      expect(connection.attempts.map(({ tls: encrypted, cause }) => [encrypted, cause?.value])).toEqual([
        [true, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
        [false, undefined],
      ])
    })
    await bad.stop()
  })

  it('is what mode prefer reports when the plain try is refused for being plain', async () => {
    const bad = await startServer({ tls: await createSelfSigned(), hba: ['hostssl all all all scram-sha-256'] })
    const failure = await failureOf(settings({ sslMode: 'prefer' }, {}, bad))
    await bad.stop()
    expect(failure).toMatchObject({ step: 'encrypt', cause: { value: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, tls: true })
    expect(failure.attempts.map(({ cause }) => cause?.value)).toEqual(['DEPTH_ZERO_SELF_SIGNED_CERT', '28000'])
  })
})

describe('a login that is refused with TLS and without', () => {
  it('is reported as refused with TLS', async () => {
    const strict = await startServer({ tls: await authority.issueServer(), hba: ['host all nobody all trust'] })
    for (const sslMode of ['prefer', 'allow']) {
      const failure = await failureOf(settings({ sslMode }, {}, strict))
      expect(failure).toMatchObject({
        step: 'authenticate',
        cause: { value: '28000' },
        tls: true,
        passwordAsked: false,
      })
      expect(failure.attempts).toHaveLength(2)
    }
    await strict.stop()
  })
})

describe('what verifies', () => {
  it('is nothing without a root certificate, which the verifying modes refuse', async () => {
    const none = { kind: 'none' as const }
    for (const sslmode of ['verify-ca', 'verify-full'] as const) {
      expect(await failureOf(settings({}, { sslmode, sslrootcert: none }))).toMatchObject({
        step: 'encrypt',
        cause: { kind: 'protocol', value: 'NO_ROOT_CERTIFICATE' },
      })
    }
  })

  it('is the system’s roots on request', async () => {
    const form = { sslConfig: { caCertificate: 'system' } }
    const bundle = path.join(server.socketDirectory, 'roots.pem')
    await writeFile(bundle, authority.cert)
    expect((await failureOf(settings(form))).cause).toMatchObject({ kind: 'tls' })
    vi.stubEnv('SSL_CERT_FILE', bundle)
    try {
      await withConnection(settings(form), async ({ tls: state }) => expect(state).not.toBeNull())
    } finally {
      vi.unstubAllEnvs()
    }
  })

  it('refuses a server without TLS where the mode needs it', async () => {
    const plain = await startServer()
    expect(await failureOf(settings({ sslMode: 'require' }, {}, plain))).toMatchObject({
      step: 'encrypt',
      cause: { kind: 'protocol', value: 'TLS_NOT_OFFERED' },
      tls: false,
    })
    await plain.stop()
  })
})

describe('the server name', () => {
  const heardName = async (host: string, sslsni: boolean) => {
    const pair = await authority.issueServer()
    let heard: string | null = 'nothing'
    const fake = await startFakeServer((socket) => {
      socket.once('data', () => {
        socket.write('S')
        const options = { cert: pair.cert, key: pair.key, SNICallback: undefined }
        const encrypted = new tls.TLSSocket(socket, { ...options, isServer: true })
        encrypted.on('secure', () => {
          heard = (encrypted as tls.TLSSocket & { servername: string | false | null }).servername || null
        })
        encrypted.on('error', () => socket.destroy())
      })
    })
    await failureOf(settings({ hostPort: `${host}:${fake.port}`, sslMode: 'require' }, { sslsni }), {
      stepDeadlineMs: 300,
    })
    await fake.stop()
    return heard
  }

  it('is told for names only, and not when switched off', async () => {
    expect(await heardName('localhost', true)).toBe('localhost')
    expect(await heardName('127.0.0.1', true)).toBeNull()
    expect(await heardName('localhost', false)).toBeNull()
  })

  it.each([
    ['db.example.org', ['db.example.org'], [], null, true],
    ['DB.example.org', ['db.EXAMPLE.org'], [], null, true],
    ['db.example.org', ['*.example.org'], [], null, true],
    ['a.db.example.org', ['*.example.org'], [], null, false],
    ['example.org', ['*.example.org'], [], null, false],
    ['.example.org', ['*.example.org'], [], null, false],
    ['db.example.org', ['d*.example.org'], [], null, false],
    ['db', [], [], 'db', true],
    ['db', ['other'], [], 'db', false],
    ['db', [], ['10.0.0.1'], 'db', true],
    ['10.0.0.1', [], ['10.0.0.1'], null, true],
    ['10.0.0.1', ['other'], [], '10.0.0.1', true],
    ['10.0.0.1', [], ['10.0.0.2'], '10.0.0.1', false],
    ['10.0.0.1', ['10.0.0.1'], [], null, true],
    ['::1', [], ['0:0:0:0:0:0:0:1'], null, true],
  ])('%s matches names %j, addresses %j and common name %j: %s', (host, dnsNames, addresses, commonName, expected) => {
    expect(matchesHost({ dnsNames, addresses, commonName }, host)).toBe(expected)
  })
})
