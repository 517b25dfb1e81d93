import { beforeAll, describe, expect, it } from 'vitest'
import { describeTarget } from '../../../../src/connectors/postgres/settings/describe-target.ts'
import {
  honouredParameters,
  parameterFields,
  unsupportedParameters,
} from '../../../../src/connectors/postgres/settings/libpq-parameters.ts'
import { parseSettings } from '../../../../src/connectors/postgres/settings/parse-settings.ts'
import { connectorSettings } from '../../../../src/connectors/settings-registry.ts'
import { toConnectorId } from '../../../../src/core/ids.ts'
import type { JsonObject } from '../../../../src/core/json.ts'
import { type CertificatePair, createAuthority } from '../../../support/certificates.ts'

const base = { hostPort: 'db:5432', username: 'reader', database: 'orders' }
const problemsOf = (form: JsonObject) => {
  const parsed = parseSettings(form)
  return parsed.ok ? [] : parsed.error
}
const codesOf = (form: JsonObject) => problemsOf(form).map(({ code, fields }) => `${code} ${fields[0]}`)

let ca = ''
let client: CertificatePair = { cert: '', key: '' }
beforeAll(async () => {
  const authority = await createAuthority()
  ca = authority.cert
  client = await authority.issueClient('reader')
})

describe('a form', () => {
  it('has libpq’s defaults where it says nothing', () => {
    expect(parseSettings(base)).toEqual({
      ok: true,
      value: {
        hosts: [{ kind: 'tcp', host: 'db', port: 5432 }],
        user: 'reader',
        password: null,
        dbname: 'orders',
        sslmode: 'prefer',
        sslrootcert: { kind: 'none' },
        sslcert: null,
        sslkey: null,
        sslpassword: null,
        sslcrl: null,
        sslcertmode: 'allow',
        sslnegotiation: 'postgres',
        sslsni: true,
        sslMinProtocolVersion: 'TLSv1.2',
        sslMaxProtocolVersion: null,
        channelBinding: 'prefer',
        requireAuth: null,
        loadBalanceHosts: false,
        targetSessionAttrs: 'any',
        connectTimeoutMs: null,
        applicationName: 'patchbay',
        options: null,
        keepalives: true,
        keepalivesIdleMs: null,
        scope: {
          allDatabases: false,
          databases: { includes: [], excludes: [] },
          schemas: { includes: [], excludes: [] },
          tables: { includes: [], excludes: [] },
        },
        classificationName: 'PostgresPolicyTags',
        queryStatementSource: 'pg_stat_statements',
      },
    })
  })

  it('shows everything that is wrong at once', () => {
    const codes = codesOf({
      hostPort: 'http://db',
      sslMode: 'verifyfull',
      pasword: 'x',
      ingestAllDatabases: 'yes',
      connectionOptions: { sslmode: 'require', connect_timeout: 'soon', nope: 1 },
      schemaFilterPattern: { includes: ['ok', '(', 5] },
    })
    expect(codes.toSorted()).toEqual([
      'SETTINGS_DATABASE_EMPTY /database',
      'SETTINGS_FIELD_TYPE /ingestAllDatabases',
      'SETTINGS_FIELD_TYPE /schemaFilterPattern/includes/2',
      'SETTINGS_FIELD_UNKNOWN /pasword',
      'SETTINGS_HOST_SCHEME /hostPort',
      'SETTINGS_PARAMETER_HAS_FIELD /connectionOptions/sslmode',
      'SETTINGS_PARAMETER_UNKNOWN /connectionOptions/nope',
      'SETTINGS_PARAMETER_VALUE /connectionOptions/connect_timeout',
      'SETTINGS_PATTERN_INVALID /schemaFilterPattern/includes/1',
      'SETTINGS_SSL_MODE_UNKNOWN /sslMode',
      'SETTINGS_USERNAME_EMPTY /username',
    ])
  })

  it('needs no database when all are read', () => {
    expect(parseSettings({ hostPort: 'db', username: 'u', ingestAllDatabases: true })).toMatchObject({
      ok: true,
      value: { dbname: null, scope: { allDatabases: true } },
    })
  })

  it('takes a password that is nested as other catalogs nest it', () => {
    expect(
      parseSettings({ ...base, type: 'Postgres', supportsProfiler: true, authType: { password: 'p' } }),
    ).toMatchObject({
      ok: true,
      value: { password: 'p' },
    })
    expect(codesOf({ ...base, authType: { awsConfig: {} } })).toEqual(['SETTINGS_FIELD_UNKNOWN /authType/awsConfig'])
  })

  it.each([
    ['username', 5, 'SETTINGS_FIELD_TYPE'],
    ['password', { a: 1 }, 'SETTINGS_FIELD_TYPE'],
    ['password', 'a\0b', 'SETTINGS_CHARACTER_NUL'],
    ['sslConfig', 'pem', 'SETTINGS_FIELD_TYPE'],
    ['connectionOptions', [], 'SETTINGS_FIELD_TYPE'],
    ['tableFilterPattern', ['a'], 'SETTINGS_FIELD_TYPE'],
    ['queryStatementSource', 'a; drop table b', 'SETTINGS_STATEMENT_SOURCE_INVALID'],
  ])('says that %s cannot be %j', (field, value, code) => {
    expect(codesOf({ ...base, [field]: value })).toContain(`${code} /${field}`)
  })
})

describe('certificates', () => {
  const withSsl = (sslMode: string, sslConfig: JsonObject) => codesOf({ ...base, sslMode, sslConfig })

  it('are taken as PEM text', () => {
    const form = {
      ...base,
      sslMode: 'verify-ca',
      sslConfig: { caCertificate: ca, sslCertificate: client.cert, sslKey: client.key },
    }
    expect(parseSettings(form)).toMatchObject({
      ok: true,
      value: { sslrootcert: { kind: 'pem' }, sslcert: client.cert },
    })
  })

  it('hold libpq’s rules with the mode', () => {
    expect(withSsl('verify-ca', {})).toEqual(['SETTINGS_ROOT_CERTIFICATE_MISSING /sslConfig/caCertificate'])
    expect(withSsl('verify-full', {})).toEqual(['SETTINGS_ROOT_CERTIFICATE_MISSING /sslConfig/caCertificate'])
    expect(withSsl('verify-ca', { caCertificate: 'system' })).toEqual(['SETTINGS_SYSTEM_ROOTS_UNVERIFIED /sslMode'])
    expect(withSsl('verify-full', { caCertificate: 'system' })).toEqual([])
    expect(parseSettings({ ...base, sslConfig: { caCertificate: 'system' } })).toMatchObject({
      ok: true,
      value: { sslmode: 'verify-full' },
    })
    const list = `-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----\n`
    expect(withSsl('require', { caCertificate: ca, certificateRevocationList: list })).toEqual([])
    for (const wrong of [{ certificateRevocationList: list }, { caCertificate: ca, certificateRevocationList: ca }]) {
      expect(withSsl('require', wrong)).toEqual([
        'SETTINGS_REVOCATION_LIST_INVALID /sslConfig/certificateRevocationList',
      ])
    }
    expect(withSsl('require', { sslCertificate: client.cert })).toEqual(['SETTINGS_KEY_MISSING /sslConfig/sslKey'])
    expect(withSsl('require', { sslKey: client.key })).toEqual([
      'SETTINGS_CERTIFICATE_MISSING /sslConfig/sslCertificate',
    ])
  })

  it('say what and where when they are no certificate', () => {
    const lines = client.cert.trim().split('\n')
    const summary = (caCertificate: string) => problemsOf({ ...base, sslConfig: { caCertificate } })[0]?.summary
    expect(summary('hello')).toBe('This is not a certificate: line 1 is not -----BEGIN …-----.')
    expect(summary(lines.slice(0, -1).join('\n'))).toContain('the block begun in line 1 has no END')
    expect(summary([...lines.slice(0, 2), ...lines.slice(3)].join('\n'))).toContain('is damaged or cut off')
    expect(summary([lines[0], 'ü!', ...lines.slice(2)].join('\n'))).toContain('is not base64')
    expect(summary(`${client.cert}----BEGIN CERTIFICATE-----\n`)).toContain(
      `line ${lines.length + 1} is a damaged marker`,
    )
    expect(summary('/etc/ssl/root.crt')).toBe('This is the name of a file.')
    expect(summary(client.key)).toBe('Line 1 begins a private key.')
    expect(summary(lines.join('\r\n'))).toBeUndefined()
  })

  it('say when the key is none, or needs a passphrase', () => {
    const key = (sslKey: string) => problemsOf({ ...base, sslConfig: { sslCertificate: client.cert, sslKey } })[0]
    expect(key(client.cert)?.summary).toBe('This is a certificate, not a private key.')
    const locked = client.key.replaceAll('PRIVATE', 'ENCRYPTED PRIVATE')
    expect(key(locked)).toMatchObject({
      code: 'SETTINGS_KEY_ENCRYPTED',
      fields: ['/sslConfig/sslPassword', '/sslConfig/sslKey'],
    })
    const sslConfig = { sslCertificate: client.cert, sslKey: locked, sslPassword: 'opens it' }
    expect(parseSettings({ ...base, sslConfig })).toMatchObject({ ok: true, value: { sslpassword: 'opens it' } })
    expect(JSON.stringify(problemsOf({ ...base, sslConfig: { sslKey: client.key.slice(0, 90) } }))).not.toContain(
      client.key.slice(30, 90),
    )
  })
})

describe('connection options and arguments', () => {
  const options = (connectionOptions: JsonObject, more: JsonObject = {}) => ({ ...base, ...more, connectionOptions })

  it('set what is honoured', () => {
    const form = {
      ...options({ connect_timeout: '1', application_name: 'a', keepalives: 0, sslsni: false }, { sslMode: 'require' }),
      connectionArguments: {
        keepalives_idle: 30,
        sslnegotiation: 'direct',
        ssl_min_protocol_version: 'tlsv1.3',
        options: '-c x=1',
      },
    }
    expect(parseSettings(form)).toMatchObject({
      ok: true,
      value: {
        connectTimeoutMs: 2000,
        applicationName: 'a',
        keepalives: false,
        keepalivesIdleMs: 30_000,
        sslnegotiation: 'direct',
        sslsni: false,
        sslMinProtocolVersion: 'TLSv1.3',
        options: '-c x=1',
      },
    })
  })

  it('are refused by name with the nearest match', () => {
    const [problem] = problemsOf(options({ conect_timeout: 5 }))
    expect(problem).toMatchObject({ code: 'SETTINGS_PARAMETER_UNKNOWN', remedy: 'Did you mean connect_timeout?' })
    expect(problem?.actions[0]).toMatchObject({
      patch: [
        { path: '/connectionOptions/connect_timeout', value: 5 },
        { path: '/connectionOptions/conect_timeout', value: null },
      ],
    })
    expect(problemsOf(options({ statement_timeout: '5s' }))[0]?.actions[0]).toMatchObject({
      text: '-c statement_timeout=5s',
    })
    expect(problemsOf(options({ constructor: 1 }))[0]?.code).toBe('SETTINGS_PARAMETER_UNKNOWN')
  })

  it('with a field of their own are sent there, a password without its value', () => {
    expect(problemsOf(options({ sslmode: 'require' }, { sslMode: 'prefer' }))[0]?.actions[0]).toMatchObject({
      patch: [
        { path: '/sslMode', value: 'require' },
        { path: '/connectionOptions/sslmode', value: null },
      ],
    })
    const secret = problemsOf({
      ...options({ password: 'canary' }),
      connectionArguments: { dsn: 'canary', sslpassword: 'canary' },
    })
    expect(secret).toHaveLength(3)
    expect(JSON.stringify(secret)).not.toContain('canary')
  })

  it('stand in for a field that says nothing, or the same', () => {
    const taken = parseSettings({
      hostPort: 'db',
      connectionArguments: { sslmode: 'verify-full', sslrootcert: 'system', user: 'reader', dbname: 'orders' },
      connectionOptions: { sslmode: 'verify-full' },
    })
    expect(taken).toMatchObject({
      ok: true,
      value: { user: 'reader', dbname: 'orders', sslmode: 'verify-full', sslrootcert: { kind: 'system' } },
    })
    expect(codesOf({ ...options({ sslmode: 'prefer' }), connectionArguments: { sslmode: 'require' } })).toEqual([
      'SETTINGS_PARAMETER_HAS_FIELD /connectionArguments/sslmode',
    ])
    expect(codesOf(options({ dbname: 'postgresql://u:canary@db/x' }))).toEqual([
      'SETTINGS_PARAMETER_HAS_FIELD /connectionOptions/dbname',
    ])
  })

  it.each([
    ['password,scram-sha-256', ['password', 'scram-sha-256']],
    ['!md5, !password', ['gss', 'sspi', 'scram-sha-256', 'oauth', 'none']],
    ['', 'SETTINGS_PARAMETER_VALUE'],
    ['md5,!password', 'SETTINGS_PARAMETER_VALUE'],
    ['md5,md5', 'SETTINGS_PARAMETER_VALUE'],
    ['scram', 'SETTINGS_PARAMETER_VALUE'],
  ])('read require_auth=%s as libpq does', (value, expected) => {
    const parsed = parseSettings(options({ require_auth: value }))
    expect(parsed.ok ? parsed.value.requireAuth : parsed.error[0]?.code).toEqual(expected)
  })

  it('give each host the address it is reached at', () => {
    const hosts = (hostPort: string, hostaddr: string) => {
      const parsed = parseSettings(options({ hostaddr }, { hostPort }))
      return parsed.ok ? parsed.value.hosts.map((spec) => 'hostaddr' in spec && spec.hostaddr) : parsed.error[0]?.code
    }
    expect(hosts('a,b', '10.0.0.1,')).toEqual(['10.0.0.1', false])
    expect(hosts('a', '2001:db8::1')).toEqual(['2001:db8::1'])
    for (const wrong of ['10.0.0.1,10.0.0.2', 'db', '10.0.0']) {
      expect(hosts('a', wrong)).toBe('SETTINGS_PARAMETER_VALUE')
    }
    expect(hosts('/run', '10.0.0.1')).toBe('SETTINGS_PARAMETER_VALUE')
  })

  it('of which libpq knows more are refused with the reason, unless they ask for what happens anyway', () => {
    expect(problemsOf(options({ service: 'x' }))[0]).toMatchObject({
      code: 'SETTINGS_PARAMETER_UNSUPPORTED',
      summary: 'service names a file on this machine, and settings never read files.',
    })
    expect(problemsOf(options({ gssencmode: 'disable', client_encoding: 'UTF8', replication: false }))).toEqual([])
  })

  it('must agree with each other and with the mode', () => {
    expect(codesOf({ ...options({ application_name: 'a' }), connectionArguments: { application_name: 'b' } })).toEqual([
      'SETTINGS_PARAMETER_TWICE /connectionArguments/application_name',
    ])
    expect(codesOf(options({ sslnegotiation: 'direct' }))).toEqual(['SETTINGS_DIRECT_TLS_UNENCRYPTED /sslMode'])
    expect(codesOf(options({ ssl_max_protocol_version: 'TLSv1.1' }))).toEqual([
      'SETTINGS_PARAMETER_VALUE /connectionOptions/ssl_max_protocol_version',
    ])
  })

  it('cannot smuggle in another startup parameter', () => {
    expect(codesOf(options({ application_name: 'a\0user\0postgres' }))).toEqual([
      'SETTINGS_CHARACTER_NUL /connectionOptions/application_name',
    ])
  })

  it('are in exactly one of the lists', () => {
    const all = [...honouredParameters, ...Object.keys(parameterFields), ...Object.keys(unsupportedParameters)]
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([])
  })
})

describe('the target of a form', () => {
  it.each([
    [base, 'db:5432/orders'],
    [{ ...base, ingestAllDatabases: true }, 'db:5432/*'],
    [{ hostPort: 'a,[::1]:5433' }, 'a:5432,[::1]:5433'],
    [{ hostPort: 'postgres://u:canary@db:5432/x', database: 'x' }, 'db:5432/x'],
    [{ hostPort: 'u:can/ary@db' }, 'db'],
    [{}, ''],
  ])('of %j is shown as %s', (form, target) => {
    expect(describeTarget(form)).toBe(target)
  })

  it('is known through the registry', () => {
    expect(connectorSettings(toConnectorId('postgres'))?.describeTarget(base)).toBe('db:5432/orders')
    expect(connectorSettings(toConnectorId('constructor'))).toBeNull()
  })
})
