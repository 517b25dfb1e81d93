import type { JsonObject } from '../../../core/json.ts'
import { nearestName } from '../../../core/nearest-name.ts'
import { err, ok, type Result } from '../../../core/result.ts'
import { type CertificateTexts, readCertificates } from './certificates.ts'
import { classificationOf } from './classification-of.ts'
import { withFieldParameters } from './field-parameters.ts'
import { type FormReader, readForm } from './form-reader.ts'
import { withAddresses } from './host-addresses.ts'
import { parseHostPort } from './host-port.ts'
import { readParameterValues } from './parameter-values.ts'
import { parseParameters } from './parse-parameters.ts'
import { patchAction, quoted, type SettingsProblem, settingsProblem } from './problem.ts'
import { type FilterPattern, type HostSpec, type PostgresSettings, type SslMode, sslModes } from './settings.ts'

/** Properties of the form, and `authType`, which other catalogs nest a password in. */
export const formFields: readonly string[] = [
  'authType',
  'classificationName',
  'connectionArguments',
  'connectionOptions',
  'database',
  'databaseFilterPattern',
  'hostPort',
  'ingestAllDatabases',
  'password',
  'queryStatementSource',
  'schemaFilterPattern',
  'scheme',
  'sslConfig',
  'sslMode',
  'tableFilterPattern',
  'username',
]

/** Understands a form, or says everything that is wrong with it at once. Reads nothing but the form. */
export function parseSettings(form: JsonObject): Result<PostgresSettings, readonly SettingsProblem[]> {
  const problems: SettingsProblem[] = []
  const reader = readForm(withFieldParameters(withoutForeignNames(form)), formFields, problems)
  const allDatabases = reader.flag('ingestAllDatabases')
  const hosts = readHosts(reader, problems)
  const user = readUser(reader, problems)
  const password = readPassword(reader)
  const dbname = readDatabase(reader, allDatabases, problems)
  const texts = readCertificateTexts(reader)
  const sslmode = readSslMode(reader, texts.ca?.trim() === 'system' ? 'verify-full' : 'prefer', problems)
  const certificates = readCertificates(texts, sslmode, problems)
  const parameters = parseParameters(
    [
      ['connectionOptions', reader.object('connectionOptions')],
      ['connectionArguments', reader.object('connectionArguments')],
    ],
    problems,
  )
  const settings: PostgresSettings = {
    hosts: withAddresses(hosts, parameters.get('hostaddr'), problems),
    user,
    password,
    dbname,
    sslmode: sslmode ?? 'verify-full',
    ...certificates,
    ...readParameterValues(parameters, sslmode, problems),
    scope: {
      allDatabases,
      databases: readPattern(reader, 'databaseFilterPattern', problems),
      schemas: readPattern(reader, 'schemaFilterPattern', problems),
      tables: readPattern(reader, 'tableFilterPattern', problems),
    },
    classificationName: reader.text('classificationName') ?? classificationOf({}),
    queryStatementSource: readStatementSource(reader, problems),
  }
  reader.text('scheme')
  return problems.length === 0 ? ok(settings) : err(problems)
}

/** Other catalogs write a connector's `type` and what it supports into the same object; both say nothing about a connection. */
function withoutForeignNames(form: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(form).filter(([name]) => name !== 'type' && !/^supports[A-Z]/.test(name)))
}

function readHosts(reader: FormReader, problems: SettingsProblem[]): readonly HostSpec[] {
  const parsed = parseHostPort(reader.text('hostPort') ?? '')
  problems.push(...parsed.problems)
  return parsed.hosts
}

function readUser(reader: FormReader, problems: SettingsProblem[]): string {
  const user = reader.text('username')
  if (user !== null) return user
  problems.push(
    settingsProblem('SETTINGS_USERNAME_EMPTY', [reader.path('username')], {
      summary: 'There is no username.',
      remedy: 'Type the role that Patchbay logs in as.',
      cause: 'MISSING',
    }),
  )
  return ''
}

/** The form's own field, or `authType: { password }` as other catalogs nest it. */
function readPassword(reader: FormReader): string | null {
  return reader.text('password') ?? reader.section('authType', ['password']).text('password')
}

function readDatabase(reader: FormReader, allDatabases: boolean, problems: SettingsProblem[]): string | null {
  const database = reader.text('database')
  if (database === null && !allDatabases) {
    problems.push(
      settingsProblem('SETTINGS_DATABASE_EMPTY', [reader.path('database'), reader.path('ingestAllDatabases')], {
        summary: 'There is no database.',
        remedy: 'Type the database to connect to, or read all databases.',
        actions: [patchAction('Read all databases', [reader.path('ingestAllDatabases'), true])],
        cause: 'MISSING',
      }),
    )
  }
  return database
}

function readCertificateTexts(reader: FormReader): CertificateTexts {
  const { text } = reader.section('sslConfig', [
    'caCertificate',
    'certificateRevocationList',
    'sslCertificate',
    'sslKey',
    'sslPassword',
  ])
  return {
    ca: text('caCertificate'),
    revoked: text('certificateRevocationList'),
    certificate: text('sslCertificate'),
    key: text('sslKey'),
    passphrase: text('sslPassword'),
  }
}

/** Null for an unknown mode: rules that depend on it wait until it is known. */
function readSslMode(reader: FormReader, byDefault: SslMode, problems: SettingsProblem[]): SslMode | null {
  const text = reader.text('sslMode')
  if (text === null) return byDefault
  const known = sslModes.find((mode) => mode === text)
  if (known !== undefined) return known
  const nearest = nearestName(text, sslModes)
  const field = reader.path('sslMode')
  problems.push(
    settingsProblem('SETTINGS_SSL_MODE_UNKNOWN', [field], {
      summary: `There is no SSL mode ${quoted(text)}.`,
      remedy: nearest === null ? `Use ${sslModes.join(', ')}.` : `Did you mean ${nearest}?`,
      actions: nearest === null ? [] : [patchAction(`Use ${nearest}`, [field, nearest])],
    }),
  )
  return null
}

function readPattern(reader: FormReader, name: string, problems: SettingsProblem[]): FilterPattern {
  const section = reader.section(name, ['includes', 'excludes'])
  const pattern = { includes: section.texts('includes'), excludes: section.texts('excludes') }
  for (const [kind, expressions] of Object.entries(pattern)) {
    for (const [index, expression] of expressions.entries()) {
      const reason = patternProblem(expression)
      if (reason === null) continue
      problems.push(
        settingsProblem('SETTINGS_PATTERN_INVALID', [section.path(kind, index)], {
          summary: `${quoted(expression)} is not a regular expression: ${reason}.`,
          remedy: 'Correct the expression. A name as it is, such as sales, is one too.',
        }),
      )
    }
  }
  return pattern
}

function patternProblem(pattern: string): string | null {
  if (pattern === '') return 'it is empty'
  try {
    new RegExp(pattern)
    return null
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return error.message.slice(error.message.lastIndexOf(': ') + 2).toLowerCase()
  }
}

function readStatementSource(reader: FormReader, problems: SettingsProblem[]): string {
  const source = reader.text('queryStatementSource') ?? 'pg_stat_statements'
  const identifier = '(?:[\\p{L}_][\\p{L}\\p{N}_$]*|"(?:[^"]|"")+")'
  if (new RegExp(`^${identifier}(?:\\.${identifier})?$`, 'u').test(source)) return source
  problems.push(
    settingsProblem('SETTINGS_STATEMENT_SOURCE_INVALID', [reader.path('queryStatementSource')], {
      summary: `${quoted(source)} is not the name of a view.`,
      remedy: 'Write it as in SQL: view, or schema.view, with double quotes where a name needs them.',
      actions: [patchAction('Use pg_stat_statements', [reader.path('queryStatementSource'), null])],
    }),
  )
  return source
}
