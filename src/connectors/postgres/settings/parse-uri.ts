import type { JsonObject } from '../../../core/json.ts'
import { err, ok, type Result } from '../../../core/result.ts'
import { isIpv6 } from './ip-address.ts'
import { sslModes } from './settings.ts'

/** What is wrong with a connection URI, and where. Holds none of its text, for that may be a password. */
export interface UriProblem {
  /** Offset into the text as given, from 0. */
  readonly position: number
  readonly message: string
}

interface Slice {
  readonly text: string
  readonly start: number
}
interface Location {
  readonly host: string
  readonly port: string
}

/*
 * postgresql://[user[:password]@][host[:port][,…]][/database][?name=value[&…]]
 *
 * As libpq reads it: `#` means nothing, `?` may stand in a password, parameters override what stands before them.
 */

/**
 * A `postgres://` or `postgresql://` URI as form values. Parameters that have a field go there, the rest into
 * `connectionOptions`, where `parseSettings` judges them. The password is in `password` or nowhere.
 */
export function parseUri(text: string): Result<JsonObject, UriProblem> {
  const scheme = /^\s*postgres(?:ql)?:\/\//i.exec(text)
  if (scheme === null) return problem(0, 'It does not begin with postgresql://')
  const end = text.trimEnd().length
  const authorityStart = scheme[0].length
  const authorityEnd = indexOrEnd(text, /\//g, authorityStart, end)
  const at = text.slice(0, authorityEnd).lastIndexOf('@')
  const hasUser = at >= authorityStart
  if (text.indexOf('@', authorityStart) < at || (!hasUser && hasCredentialsBehind(text.slice(authorityEnd, end)))) {
    return problem(authorityStart, 'The user name or password holds an @ or a / as it is; write %40 or %2F instead')
  }
  const hostStart = hasUser ? at + 1 : authorityStart
  const hostEnd = indexOrEnd(text, /[/?]/g, hostStart, end)
  const queryStart = indexOrEnd(text, /\?/g, hostEnd, end)

  const credentials = hasUser
    ? readCredentials({ text: text.slice(authorityStart, at), start: authorityStart })
    : ok({})
  if (!credentials.ok) return credentials
  const locations = readLocations({ text: text.slice(hostStart, hostEnd), start: hostStart })
  if (!locations.ok) return locations
  const database = decode({ text: text.slice(hostEnd + 1, queryStart), start: hostEnd + 1 })
  if (!database.ok) return database
  const parameters = readParameters({ text: text.slice(queryStart + 1, end), start: queryStart + 1 })
  if (!parameters.ok) return parameters
  return ok(toForm(credentials.value, locations.value, database.value, parameters.value))
}

// Only `/` and `?` end the hosts, so an @ later on means that one of them was part of a password.
const hasCredentialsBehind = (rest: string): boolean =>
  rest.slice(0, indexOrEnd(rest, /\?/g, 0, rest.length)).includes('@')

function readCredentials({ text, start }: Slice): Result<{ user?: string; password?: string }, UriProblem> {
  const colon = text.indexOf(':')
  const user = decode({ text: colon < 0 ? text : text.slice(0, colon), start })
  if (!user.ok) return user
  if (colon < 0) return ok({ user: user.value })
  const password = decode({ text: text.slice(colon + 1), start: start + colon + 1 })
  return password.ok ? ok({ user: user.value, password: password.value }) : password
}

function readLocations({ text, start }: Slice): Result<readonly Location[], UriProblem> {
  const locations: Location[] = []
  let offset = start
  for (const entry of text === '' ? [] : text.split(',')) {
    const location = readLocation({ text: entry, start: offset })
    if (!location.ok) return location
    locations.push(location.value)
    offset += entry.length + 1
  }
  return ok(locations)
}

function readLocation({ text, start }: Slice): Result<Location, UriProblem> {
  const bracket = text.startsWith('[') ? text.indexOf(']') : -1
  if (text.startsWith('[') && bracket < 0) return problem(start, 'The bracket of an IPv6 address is not closed')
  if (bracket >= 0 && !isIpv6(text.slice(1, bracket))) return problem(start + 1, 'This is not an IPv6 address')
  const colon = text.indexOf(':', bracket + 1)
  const hostEnd = colon < 0 ? text.length : colon
  if (bracket >= 0 && hostEnd !== bracket + 1) return problem(start + bracket + 1, 'Only a port may follow the bracket')
  const host = decode({ text: text.slice(0, hostEnd), start })
  if (!host.ok) return host
  const port = colon < 0 ? '' : text.slice(colon + 1)
  if (!/^\d*$/.test(port)) return problem(start + colon + 1, 'The port is not a number')
  return ok({ host: host.value, port })
}

function readParameters({ text, start }: Slice): Result<ReadonlyMap<string, string>, UriProblem> {
  const parameters = new Map<string, string>()
  let offset = start
  for (const pair of text === '' ? [] : text.split('&')) {
    const equals = pair.indexOf('=')
    if (equals < 0) return problem(offset, 'This parameter has no =')
    if (equals === 0) return problem(offset, 'This parameter has no name')
    if (pair.includes('=', equals + 1)) return problem(offset + equals, 'A second = in a value must be written %3D')
    const name = decode({ text: pair.slice(0, equals), start: offset })
    if (!name.ok) return name
    const value = decode({ text: pair.slice(equals + 1), start: offset + equals + 1 })
    if (!value.ok) return value
    parameters.set(name.value, value.value)
    offset += pair.length + 1
  }
  return ok(parameters)
}

// > | postgresql://u:50%off@db
//                      ^
function decode({ text, start }: Slice): Result<string, UriProblem> {
  const damaged = /%(?![\da-f]{2})/i.exec(text)
  if (damaged !== null)
    return problem(start + damaged.index, 'After % there must be two hexadecimal digits; a % itself is %25')
  const nul = text.indexOf('%00')
  if (nul >= 0) return problem(start + nul, '%00 is not allowed')
  try {
    return ok(decodeURIComponent(text))
  } catch (error) {
    if (!(error instanceof URIError)) throw error
    return problem(start + text.indexOf('%'), 'The encoded bytes are not UTF-8')
  }
}

function toForm(
  credentials: { user?: string; password?: string },
  locations: readonly Location[],
  database: string,
  parameters: ReadonlyMap<string, string>,
): JsonObject {
  const rest = new Map(parameters)
  const take = (name: string): string | undefined => {
    const value = rest.get(name)
    rest.delete(name)
    return value === '' ? undefined : value
  }
  const hostPort = joinLocations(locations, take('host'), take('port'))
  const sslMode = take('sslmode') ?? sslModeOfOldNames(take('ssl'), take('requiressl'))
  const caCertificate = rest.get('sslrootcert') === 'system' ? take('sslrootcert') : undefined
  const username = take('user') ?? credentials.user
  const form = {
    hostPort,
    // As with psql, a URI without a database means the one named like the user.
    database: take('dbname') ?? (database || username),
    username,
    password: take('password') ?? credentials.password,
    sslMode: sslMode ?? (caCertificate === undefined ? undefined : 'verify-full'),
  }
  const present = Object.entries(form).flatMap(([name, value]) => (value ? [[name, value] as const] : []))
  return {
    ...Object.fromEntries(present),
    ...(caCertificate === undefined ? {} : { sslConfig: { caCertificate } }),
    ...(rest.size === 0 ? {} : { connectionOptions: Object.fromEntries(rest) }),
  }
}

// libpq takes `host` and `port` parameters as lists too; one port stands for all hosts.
function joinLocations(locations: readonly Location[], hosts?: string, ports?: string): string {
  const portList = ports?.split(',') ?? locations.map(({ port }) => port)
  return (hosts?.split(',') ?? locations.map(({ host }) => host))
    .map((host, index) => {
      const port = (portList.length === 1 ? portList[0] : portList[index]) ?? ''
      const name = isIpv6(host) ? `[${host}]` : host
      return port === '' ? name : `${name}:${port}`
    })
    .join(',')
}

/** `ssl=true` is JDBC's way, which libpq accepts in a URI; `requiressl=1` is libpq's own of long ago. */
function sslModeOfOldNames(ssl: string | undefined, requiressl: string | undefined): string | undefined {
  return ssl === 'true' || requiressl === '1' ? sslModes[3] : undefined
}

function indexOrEnd(text: string, pattern: RegExp, from: number, end: number): number {
  pattern.lastIndex = from
  const match = pattern.exec(text)
  return match === null || match.index > end ? end : match.index
}

function problem(position: number, message: string): Result<never, UriProblem> {
  return err({ position, message: `${message} (character ${position + 1}).` })
}
