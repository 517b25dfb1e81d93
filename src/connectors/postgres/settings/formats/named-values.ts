import { isJsonObject } from '../../../../core/json.ts'
import { documentFormat } from './document.ts'
import { readParameters } from './libpq-reading.ts'
import type { NamedValue, Reading } from './text-format.ts'

const names: Readonly<Record<string, string>> = {
  host: 'host',
  hostname: 'host',
  port: 'port',
  user: 'user',
  username: 'user',
  password: 'password',
  dbname: 'dbname',
  database: 'dbname',
  sslmode: 'sslmode',
}

/** An object such as AWS Secrets Manager keeps for a database, or a driver's configuration in JSON or YAML. */
export const namedValues = documentFormat('object with host and user', (value) => {
  if (!isJsonObject(value)) return null
  if (typeof value.engine === 'string' && !/postgres/i.test(value.engine)) return null
  const texts = Object.entries(value).flatMap(([name, member]): readonly NamedValue[] => {
    const isText = typeof member === 'string' || typeof member === 'number'
    return isText ? [{ name, value: String(member), position: 0 }] : []
  })
  const reading = readNamedValues(texts)
  return reading === null ? null : [reading]
})

/** Values by such names; null unless they say where to and as whom or what. Of two names for the same the first counts. */
export function readNamedValues(values: readonly NamedValue[]): Reading | null {
  const given = new Map<string, NamedValue>()
  for (const value of values) {
    const key = value.name.toLowerCase()
    const name = Object.hasOwn(names, key) ? names[key] : undefined
    if (name !== undefined && !given.has(name)) given.set(name, { ...value, name })
  }
  const isConnection = given.has('host') && (given.has('user') || given.has('dbname'))
  return isConnection ? readParameters([...given.values()], { databaseOfUser: false }) : null
}
