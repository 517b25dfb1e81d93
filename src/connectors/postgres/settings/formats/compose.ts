import { isJsonObject, type JsonObject, type JsonValue } from '../../../../core/json.ts'
import { documentFormat } from './document.ts'
import { readParameters } from './libpq-reading.ts'
import { defaultOfPlaceholder } from './placeholder.ts'
import type { NamedValue, Reading } from './text-format.ts'
import { readVariables } from './variables.ts'
import { objectAt } from './yaml.ts'

/** A docker-compose file: Postgres services as seen from outside and inside, and what other services connect to. */
export const compose = documentFormat('docker-compose file', (value) => {
  const services = objectAt(value, 'services')
  const entries = Object.entries(services ?? (isJsonObject(value) ? value : {}))
  const found = entries.filter(
    (entry): entry is [string, JsonObject] => isJsonObject(entry[1]) && (services !== null || isService(entry[1])),
  )
  const isCompose = found.some(([, service]) => 'image' in service || 'build' in service || 'environment' in service)
  if (!isCompose) return null
  const read = found.flatMap(([name, service]) => readService(name, service))
  // Servers before those that connect to one.
  return read.sort((a, b) => Number(b.isServer) - Number(a.isServer)).map(({ reading }) => reading)
})

const isService = (service: JsonObject): boolean =>
  'environment' in service && ('image' in service || 'ports' in service)

/** The `environment` of a service, as a map or as a list of `NAME=value`. */
function readEnvironment(value: JsonValue | undefined): readonly NamedValue[] {
  const pairs: readonly (readonly [string, JsonValue])[] = Array.isArray(value)
    ? value.flatMap((item: JsonValue) => {
        const parts = typeof item === 'string' ? /^([^=]+)=(.*)$/s.exec(item) : null
        return parts === null ? [] : [[parts[1] ?? '', parts[2] ?? ''] as const]
      })
    : Object.entries(isJsonObject(value) ? value : {})
  return pairs.flatMap(([name, given]) => {
    if (given === null || typeof given === 'object') return []
    const text = String(given)
    // In a compose file $$ is a dollar sign.
    return [{ name, value: (defaultOfPlaceholder(text) ?? text).replaceAll('$$', '$'), position: 0 }]
  })
}

function readService(name: string, service: JsonObject): readonly { reading: Reading; isServer: boolean }[] {
  const variables = readEnvironment(service.environment)
  const isServer =
    typeof service.image === 'string'
      ? /postg|timescale|pgvector|supabase\/postgres/i.test(service.image)
      : variables.some((one) => one.name === 'POSTGRES_PASSWORD')
  if (!isServer) {
    return readVariables(variables).map((reading) => {
      const label = reading.label === '' ? name : `${name}, ${reading.label}`
      return { reading: { ...reading, label }, isServer: false }
    })
  }
  const ofVariable = (wanted: string) => variables.find((one) => one.name === wanted)?.value
  const user = ofVariable('POSTGRES_USER') ?? 'postgres'
  const login: readonly NamedValue[] = Object.entries({
    user,
    dbname: ofVariable('POSTGRES_DB') ?? user,
    password: ofVariable('POSTGRES_PASSWORD') ?? '',
  }).map(([parameter, value]) => ({ name: parameter, value, position: 0 }))
  const places = [
    ...publishedPorts(service.ports).map(({ host, port }) => ({ label: `${name}, from this machine`, host, port })),
    { label: `${name}, from other containers`, host: name, port: '5432' },
  ]
  return places.map(({ label, host, port }) => {
    const reading = readParameters([
      ...login,
      { name: 'host', value: host, position: 0 },
      { name: 'port', value: port, position: 0 },
    ])
    const fromFile = ofVariable('POSTGRES_PASSWORD_FILE') !== undefined
    const notes = fromFile ? ['The password is in a file that the container reads.'] : []
    return { reading: { ...reading, label, notes: [...reading.notes, ...notes] }, isServer: true }
  })
}

/** Where the machine that runs the containers offers port 5432: `5433:5432`, `127.0.0.1:5433:5432` or in the long form. */
function publishedPorts(value: JsonValue | undefined): readonly { host: string; port: string }[] {
  return (Array.isArray(value) ? value : []).flatMap((entry: JsonValue) => {
    if (isJsonObject(entry)) {
      const isPostgres = String(entry.target ?? '') === '5432' && /^\d+$/.test(String(entry.published ?? ''))
      return isPostgres ? [{ host: 'localhost', port: String(entry.published) }] : []
    }
    const text = typeof entry === 'string' ? entry : ''
    const parts = /^(?:(.+):)?(\d+):5432(?:\/tcp)?$/.exec(text.replace(/\$\{\w+:?-([^}]*)\}/g, '$1'))
    if (parts === null) return []
    const address = parts[1] ?? ''
    const isEverywhere = address === '' || address === '0.0.0.0' || address === '[::]'
    return [{ host: isEverywhere ? 'localhost' : address.replace(/^\[|\]$/g, ''), port: parts[2] ?? '' }]
  })
}
