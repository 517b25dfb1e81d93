import { jdbc } from './jdbc.ts'
import { readParameters } from './libpq-reading.ts'
import { parameterOfVariable } from './libpq-variables.ts'
import { sqlalchemy } from './sqlalchemy.ts'
import type { NamedValue, Reading } from './text-format.ts'
import { uri } from './uri.ts'

/** How a variable's name ends → the libpq parameter it stands for. */
const endings: Readonly<Record<string, string>> = {
  HOST: 'host',
  HOSTNAME: 'host',
  SERVER: 'host',
  ADDR: 'host',
  PORT: 'port',
  DB: 'dbname',
  DBNAME: 'dbname',
  DB_NAME: 'dbname',
  DATABASE: 'dbname',
  DATABASE_NAME: 'dbname',
  NAME: 'dbname',
  USER: 'user',
  USERNAME: 'user',
  USER_NAME: 'user',
  PASSWORD: 'password',
  PASS: 'password',
  PWD: 'password',
  SSLMODE: 'sslmode',
  SSL_MODE: 'sslmode',
  URL: 'url',
  URI: 'url',
  DSN: 'url',
  CONNECTION_STRING: 'url',
  URL_NON_POOLING: 'url',
}

const isDatabaseName =
  /(?:^|_)(?:PG|PGSQL|POSTGRES|POSTGRESQL|PSQL|DB|DATABASE|SQL|DATASOURCE|SQLALCHEMY|DIRECT|SHADOW)(?:_|$)/
const addressForms = [uri, jdbc, sqlalchemy]

interface Variable extends NamedValue {
  /** What the names of one connection have in common, such as `DB_`. */
  readonly group: string
  readonly parameter: string
}

export const isVariable = (name: string): boolean => classify({ name, value: '', position: 0 }) !== null

/** `SPRING.DATASOURCE.URL`, `POSTGRES_DB` and the like; null for a name that says nothing about a database. */
function classify(given: NamedValue): Variable | null {
  const libpq = parameterOfVariable(given.name)
  if (libpq !== null) return { ...given, group: 'PG', parameter: libpq }
  const name = given.name.toUpperCase().replaceAll('.', '_')
  const ending = Object.keys(endings)
    .filter((one) => name === one || name.endsWith(`_${one}`))
    .sort((a, b) => b.length - a.length)[0]
  if (ending === undefined || !isDatabaseName.test(name)) return null
  const group = name.slice(0, name.length - ending.length)
  // DATABASE alone is the name of a group, not a variable of one.
  return { ...given, group, parameter: endings[ending] ?? '' }
}

/** Connections that variables describe: one for each address, one for each group of names with a common beginning. */
export function readVariables(given: readonly NamedValue[]): readonly Reading[] {
  const variables = given.flatMap((one) => classify(one) ?? [])
  const addresses = variables.filter((one) => one.parameter === 'url').flatMap((one) => readAddress(one, variables))
  const groups = [...new Set(variables.map(({ group }) => group))]
  const pieces = groups.flatMap((group) => {
    const members = variables.filter((one) => one.group === group && one.parameter !== 'url')
    const isCovered = members.every(({ group: own }) => addresses.some(({ covers }) => covers === own))
    if (members.length === 0 || (addresses.length > 0 && isCovered)) return []
    const reading = readParameters(
      members.map(({ parameter, value, position }) => ({ name: parameter, value, position })),
      { databaseOfUser: group === 'PG' || group === 'POSTGRES_' },
    )
    const label = group === 'PG' ? 'PG…' : `${group}…`
    return Object.keys(reading.form).length + reading.notes.length === 0 ? [] : [{ ...reading, label }]
  })
  return [...addresses.map(({ reading }) => reading), ...pieces]
}

/** An address, completed by user and password of its own group, as Spring has it. */
function readAddress(
  variable: Variable,
  all: readonly Variable[],
): readonly { readonly reading: Reading; readonly covers: string }[] {
  const format = addressForms.find((form) => form.recognises(variable.value))
  const label = variable.name
  if (format === undefined) {
    if (!/^postgres|^jdbc:postgres/i.test(variable.value)) return []
    return [{ reading: { label, form: {}, notes: ['The address in it cannot be read.'] }, covers: '' }]
  }
  const parsed = format.parse(variable.value)
  if (!parsed.ok)
    return [{ reading: { label, form: {}, notes: [`The address: ${parsed.error.message}.`] }, covers: '' }]
  const [reading] = parsed.value
  if (reading === undefined) return []
  const beside = all.filter((one) => one.group === variable.group && ['user', 'password'].includes(one.parameter))
  const more = readParameters(
    beside.map(({ parameter, value, position }) => ({ name: parameter, value, position })),
    { databaseOfUser: false },
  )
  const form = { ...more.form, ...reading.form }
  return [{ reading: { label, form, notes: [...reading.notes, ...more.notes] }, covers: variable.group }]
}
