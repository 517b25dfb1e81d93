import { ok } from '../../../../core/result.ts'
import type { HostSpec } from '../settings.ts'
import { type CopyFormat, type FormParameters, passwordText, toParameters } from './form-parameters.ts'

/** A `postgresql://` URI. */
export const copyUri: CopyFormat = {
  id: 'uri',
  title: 'Connection URI',
  render(request) {
    const given = toParameters(request)
    if (!given.ok) return given
    const { hosts, parameters, notes } = given.value
    const rest = parameters.filter(([name]) => name !== 'user' && name !== 'dbname')
    const text = `postgresql://${credentials(given.value)}${hosts.map(uriHost).join(',')}${databasePath(given.value)}${query(rest)}`
    return ok({ text, notes })
  },
}

/** `user:password@`, as far as there is one. */
export function credentials({ parameters, password }: FormParameters): string {
  const user = parameters.find(([name]) => name === 'user')?.[1] ?? ''
  const secret = passwordText(password, encodeURIComponent)
  if (secret !== null) return `${encodeURIComponent(user)}:${secret}@`
  return user === '' ? '' : `${encodeURIComponent(user)}@`
}

export function uriHost(spec: HostSpec): string {
  if (spec.kind === 'socket') return `${encodeURIComponent(spec.directory)}:${spec.port}`
  if (spec.host.includes(':')) return `[${spec.host.replace('%', '%25')}]:${spec.port}`
  return `${encodeURIComponent(spec.host)}:${spec.port}`
}

export function databasePath({ parameters }: FormParameters): string {
  const database = parameters.find(([name]) => name === 'dbname')?.[1]
  return database === undefined ? '' : `/${encodeURIComponent(database)}`
}

/** Values are encoded here; a value given as encoded text (a placeholder) comes in `raw`. */
export function query(parameters: readonly (readonly [string, string])[], raw: readonly string[] = []): string {
  const texts = [...parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`), ...raw]
  return texts.length === 0 ? '' : `?${texts.join('&')}`
}
