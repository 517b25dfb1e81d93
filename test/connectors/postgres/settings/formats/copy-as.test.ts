import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copyFormats } from '../../../../../src/connectors/postgres/settings/formats/copy-as.ts'
import { parseText } from '../../../../../src/connectors/postgres/settings/formats/parse-text.ts'
import { type FieldPath, toFieldPath } from '../../../../../src/core/ids.ts'
import type { JsonObject } from '../../../../../src/core/json.ts'

const password = 'p@:/?#%&\'"\\ $x'
const form: JsonObject = {
  hostPort: 'db.example.org:5433',
  database: 'orders',
  username: 'reader',
  password,
  sslMode: 'require',
  connectionOptions: { connect_timeout: '5' },
}

function copy(id: string, given: JsonObject, options: { withPassword?: boolean; stored?: readonly FieldPath[] } = {}) {
  const format = copyFormats.find((one) => one.id === id)
  const { withPassword = false, stored = [] } = options
  const written = format?.render({ form: given, name: 'orders-prod', stored, withPassword })
  if (written?.ok !== true) throw new Error(`${id}: ${written?.error}`)
  return written.value
}

describe('a form as', () => {
  it.each([
    ['uri', 'postgresql://reader:${PGPASSWORD}@db.example.org:5433/orders?sslmode=require&connect_timeout=5'],
    [
      'conninfo',
      'host=db.example.org port=5433 dbname=orders user=reader sslmode=require connect_timeout=5 password=${PGPASSWORD}',
    ],
    [
      'psql',
      'PGPASSWORD="${PGPASSWORD}" psql \'host=db.example.org port=5433 dbname=orders user=reader sslmode=require connect_timeout=5\'',
    ],
    [
      'env',
      'PGHOST=db.example.org\nPGPORT=5433\nPGDATABASE=orders\nPGUSER=reader\nPGSSLMODE=require\nPGCONNECT_TIMEOUT=5\nPGPASSWORD=${PGPASSWORD}',
    ],
    ['pgpass', 'db.example.org:5433:orders:reader:${PGPASSWORD}'],
    [
      'service',
      '[orders-prod]\nhost=db.example.org\nport=5433\ndbname=orders\nuser=reader\nsslmode=require\nconnect_timeout=5\npassword=${PGPASSWORD}',
    ],
    [
      'jdbc',
      'jdbc:postgresql://db.example.org:5433/orders?user=reader&sslmode=require&connectTimeout=5&password=${PGPASSWORD}',
    ],
    [
      'sqlalchemy',
      'postgresql+psycopg2://reader:${PGPASSWORD}@db.example.org:5433/orders?sslmode=require&connect_timeout=5',
    ],
    [
      'openmetadata',
      'source:\n  type: postgres\n  serviceName: orders-prod\n  serviceConnection:\n    config:\n      type: Postgres\n      username: reader\n      authType:\n        password: ${PGPASSWORD}\n      hostPort: db.example.org:5433\n      database: orders\n      sslMode: require\n      connectionOptions:\n        connect_timeout: "5"\n  sourceConfig:\n    config:\n      type: DatabaseMetadata\nsink:\n  type: metadata-rest\n  config: {}\nworkflowConfig:\n  loggerLevel: INFO\n  openMetadataServerConfig:\n    hostPort: http://localhost:8585/api\n    authProvider: openmetadata\n    securityConfig:\n      jwtToken: ${OPENMETADATA_JWT_TOKEN}',
    ],
  ])('%s, with a placeholder for its password', (id, text) => {
    expect(copy(id, form)).toMatchObject({ text })
    const { password: _, ...rest } = form
    // Stored on the server: the page does not have it.
    expect(copy(id, rest, { stored: [toFieldPath(['password'])], withPassword: true })).toMatchObject({ text })
  })

  it('every format knows of no secret unless it is asked to put in what was typed', () => {
    const canary = 'Zq7Canary'
    const secretive = {
      ...form,
      password: canary,
      sslConfig: { sslCertificate: 'c', sslKey: canary, sslPassword: canary },
      connectionOptions: { password: canary, sslpassword: canary, scram_client_key: canary },
    }
    for (const { id } of copyFormats) expect(JSON.stringify(copy(id, secretive)), id).not.toContain(canary)
    for (const { id } of copyFormats) {
      const { text } = copy(id, { ...secretive, password: 'typed' }, { withPassword: true })
      expect(text, id).toContain('typed')
      expect(text, id).not.toContain(canary)
    }
  })

  it('a form without a password gets no placeholder, except where the line is of no use without one', () => {
    const { password: _, ...rest } = form
    const withPlaceholder = copyFormats.filter(({ id }) => copy(id, rest).text.includes('PGPASSWORD'))
    expect(withPlaceholder.map(({ id }) => id)).toEqual(['pgpass'])
  })

  it('an unfinished form is not written down', () => {
    for (const format of copyFormats) {
      for (const hostPort of ['', 'db:port', `postgresql://u:${'Zq7Canary'}@db`]) {
        const written = format.render({ form: { hostPort }, name: '', stored: [], withPassword: false })
        expect(written.ok, format.id).toBe(false)
        expect(JSON.stringify(written)).not.toContain('Zq7Canary')
      }
    }
  })

  it('what a format cannot hold is said', () => {
    const pem = '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n'
    const { notes } = copy('uri', { ...form, ingestAllDatabases: true, sslConfig: { caCertificate: pem } })
    expect(notes.join(' ')).toMatch(/all of them/)
    expect(notes.join(' ')).toMatch(/CA certificate/)
    expect(copy('jdbc', { ...form, connectionOptions: { keepalives_idle: 5 } }).notes.join()).toMatch(/keepalives_idle/)
  })
})

const characters = fc.constantFrom(...'@:/?#%&=\'"\\ ;,|<>()[]{}$`*!~^+-_.aZ0é漢\t'.split(''), '😀', '://', '${', '\\n')
const word = fc.array(characters, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(''))
const isPlaceholder = (text: string) => /^(\$\{|[[<{(]|\*{3}|x{6})/.test(text.trim())
const ascii = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/)
const host = fc.constantFrom('db.example.org', '10.0.0.1', '[2001:db8::1]', '[fe80::1%eth0]', 'bücher.example')
const hosts = (place: fc.Arbitrary<string>, most: number) =>
  fc
    .array(fc.tuple(place, fc.integer({ min: 1, max: 65535 })), { minLength: 1, maxLength: most })
    .map((list) => list.map(([name, port]) => `${name}:${port}`).join(','))
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })

/** A form with what every format but .pgpass can hold. */
const forms = (place: fc.Arbitrary<string>, most = 3) =>
  fc
    .record({
      hostPort: hosts(place, most),
      database: word,
      username: word,
      password: optional(word),
      sslMode: optional(fc.constantFrom('disable', 'prefer', 'require', 'verify-full')),
      connectionOptions: optional(fc.record({ application_name: word, connect_timeout: fc.constantFrom('5', '30') })),
    })
    .map(prune)
    .filter((one) => ![one.password, one.username, one.database].some((text) => isPlaceholder(String(text))))

function prune(object: Readonly<Record<string, unknown>>): JsonObject {
  return JSON.parse(JSON.stringify(object)) as JsonObject
}

function pasted(id: string, given: JsonObject): JsonObject | undefined {
  const { text } = copy(id, given, { withPassword: true })
  const parsed = parseText(text)
  if (!parsed.ok) throw new Error(`${parsed.error.message}: ${text}`)
  return parsed.value.readings[0]?.form
}

describe('copied and pasted, a form is the same', () => {
  const socket = fc.constant('/var/run/postgresql')
  const runs = { numRuns: 200 }
  for (const id of ['uri', 'conninfo', 'psql', 'env', 'service']) {
    it(id, () => {
      fc.assert(
        fc.property(forms(fc.oneof(host, socket)), (given) => {
          // A file of lines holds no white space at the end of one.
          if (id === 'service') fc.pre(!JSON.stringify(given).match(/(?:\s|\\t)"/))
          expect(pasted(id, given)).toEqual(given)
        }),
        runs,
      )
    })
  }

  it('jdbc', () => {
    fc.assert(
      fc.property(forms(host), (given) => {
        expect(pasted('jdbc', given)).toEqual(given)
      }),
      runs,
    )
  })

  it('sqlalchemy, with its scheme and driver arguments', () => {
    const given = fc.tuple(forms(fc.oneof(host, socket)), optional(fc.record({ options: word })))
    fc.assert(
      fc.property(given, ([one, connectionArguments]) => {
        fc.pre(!isPlaceholder(connectionArguments?.options ?? ''))
        // Behind the URL no @ is read: it might belong to a password.
        fc.pre(!connectionArguments?.options.includes('@'))
        const whole = prune({ ...one, connectionArguments, scheme: 'postgresql+psycopg2' })
        expect(pasted('sqlalchemy', whole)).toEqual(whole)
      }),
      runs,
    )
  })

  it('pgpass, as far as its line goes', () => {
    fc.assert(
      fc.property(forms(host, 1), word, ({ hostPort, database, username }, secret) => {
        // A * stands for anything there.
        fc.pre(!isPlaceholder(secret) && database !== '*' && username !== '*')
        const given = { hostPort, database, username, password: secret } as JsonObject
        expect(pasted('pgpass', given)).toEqual(given)
      }),
      runs,
    )
  })

  it.each(['usage', 'lineage'])('openmetadata %s, with the steps that it takes', (kind) => {
    const form = { hostPort: 'db:5432', database: 'orders', username: 'reader' }
    expect(pasted(`openmetadata-${kind}`, form)).toEqual(form)
  })

  it('openmetadata, whose expressions begin where the name does', () => {
    const form = {
      hostPort: 'db:5432',
      username: 'reader',
      schemaFilterPattern: { includes: ['sales', '^crm', '^(a|b)$', '^a|b'], excludes: ['_old$', '.*_x'] },
    }
    const { text, notes } = copy('openmetadata', form)
    for (const pattern of ['.*(sales)', '^crm', '^(a|b)$', '.*(^a|b)', '.*(_old$)', '.*_x']) {
      expect(text).toMatch(new RegExp(`- "?${pattern.replace(/[.*^$()|]/g, '\\$&')}"?\n`))
    }
    expect(notes.join(' ')).toContain('without case')
    expect(pasted('openmetadata', form)).toEqual(form)
  })

  it('openmetadata, with everything a form has', () => {
    const more = fc.record({
      ingestAllDatabases: fc.boolean(),
      classificationName: word.filter((text) => !isPlaceholder(text)),
      queryStatementSource: ascii,
      schemaFilterPattern: fc.record({ includes: fc.array(word, { minLength: 1, maxLength: 3 }) }),
      sslConfig: fc.record({
        caCertificate: fc.constantFrom('system', '-----BEGIN X-----\nMAA=\n-----END X-----\n', 'a\nb'),
      }),
      connectionArguments: fc.record({ keepalives: fc.boolean(), connect_timeout: fc.integer(), options: word }),
      scheme: fc.constant('pgspider+psycopg2'),
    })
    fc.assert(
      fc.property(forms(host), more, (one, rest) => {
        fc.pre(!isPlaceholder(rest.connectionArguments.options))
        const whole = prune({ ...one, ...rest })
        expect(pasted('openmetadata', whole)).toEqual(whole)
      }),
      runs,
    )
  })
})
