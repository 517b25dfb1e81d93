import { isJsonObject } from '../../../../core/json.ts'
import { documentFormat } from './document.ts'
import { readParameters } from './libpq-reading.ts'
import type { NamedValue } from './text-format.ts'

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
  if (!isJsonObject(value) || typeof (value.host ?? value.hostname) !== 'string') return null
  if (typeof value.engine === 'string' && !/postgres/i.test(value.engine)) return null
  const given = Object.entries(value).flatMap(([key, member]): readonly NamedValue[] => {
    const name = Object.hasOwn(names, key.toLowerCase()) ? names[key.toLowerCase()] : undefined
    const isText = typeof member === 'string' || typeof member === 'number'
    return name === undefined || !isText ? [] : [{ name, value: String(member), position: 0 }]
  })
  const hasUser = given.some(({ name }) => name === 'user' || name === 'dbname')
  return hasUser ? [readParameters(given, { databaseOfUser: false })] : null
})
