import { isJsonObject, type JsonObject, type JsonValue } from '../../../../core/json.ts'
import { documentFormat } from './document.ts'
import { readParameters } from './libpq-reading.ts'
import type { NamedValue, Reading } from './text-format.ts'
import { uri } from './uri.ts'

const names: Readonly<Record<string, string>> = {
  host: 'host',
  port: 'port',
  database: 'dbname',
  username: 'user',
  user: 'user',
  password: 'password',
  sslmode: 'sslmode',
  sslrootcert: 'sslrootcert',
  sslcert: 'sslcert',
  sslkey: 'sslkey',
  connect_timeout: 'connect_timeout',
  application_name: 'application_name',
}

/** A Rails project's `database.yml`: one connection for each environment. */
export const rails = documentFormat('Rails database.yml', (value) => {
  if (!isJsonObject(value)) return null
  const sections = isSection(value) ? [{ label: '', section: value }] : sectionsOf(value, '')
  const readings = sections.map(({ label, section }) => readSection(label, section))
  // The shared defaults alone are no connection.
  const complete = readings.filter(({ form }) => form.database !== undefined || form.hostPort !== undefined)
  if (readings.length === 0) return null
  return complete.length > 0 ? complete : readings
})

const isPostgres = (value: JsonValue | undefined): boolean =>
  typeof value === 'string' && /^(?:postg|jdbcpostg)/i.test(value)
const isSection = (section: JsonObject): boolean => isPostgres(section.adapter) || isPostgres(section.url)

function sectionsOf(value: JsonObject, prefix: string): readonly { label: string; section: JsonObject }[] {
  return Object.entries(value).flatMap(([name, section]) => {
    if (!isJsonObject(section)) return []
    const label = prefix === '' ? name : `${prefix}, ${name}`
    if (isSection(section)) return [{ label, section }]
    return prefix === '' ? sectionsOf(section, name) : []
  })
}

function readSection(label: string, section: JsonObject): Reading {
  const given = Object.entries(section).flatMap(([key, value]): readonly NamedValue[] => {
    const name = Object.hasOwn(names, key) ? names[key] : undefined
    return name === undefined || value === null || typeof value === 'object'
      ? []
      : [{ name, value: String(value), position: 0 }]
  })
  const own = readParameters(given, { databaseOfUser: false })
  const address = typeof section.url === 'string' && uri.recognises(section.url) ? uri.parse(section.url) : null
  const [first] = address?.ok === true ? address.value : []
  if (first === undefined) return { ...own, label }
  return { label, form: { ...own.form, ...first.form }, notes: [...own.notes, ...first.notes] }
}
