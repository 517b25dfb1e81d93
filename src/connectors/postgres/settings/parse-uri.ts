import { ok, type Result } from '../../../core/result.ts'
import { isLibpqParameter } from './formats/libpq-reading.ts'
import { type NamedValue, problem, type TextProblem } from './formats/text-format.ts'
import { isIpv6 } from './ip-address.ts'

interface Slice {
  readonly text: string
  readonly start: number
}

interface Options {
  /** Offset behind `://`. */
  readonly start: number
  /** Whether `+` in a parameter is a space, as in forms of the web. */
  readonly plusIsSpace?: boolean
  /** User and password are parameters: the first `?` ends the address. */
  readonly inQuery?: boolean
}

export interface UriParts {
  /** libpq parameters in the order they count: a later one replaces an earlier one. */
  readonly parameters: readonly NamedValue[]
  readonly notes: readonly string[]
}

/*
 * postgresql://[user[:password]@][host[:port][,…]][/database][?name=value[&…]]
 *
 * As libpq reads it: `#` means nothing, `?` may stand in a password, parameters override what stands before them.
 * Beyond libpq, a password may hold anything as it is: all up to the last @ is user and password, so that no piece of
 * a password is ever read as a host.
 */

const addressNames = ['host', 'hostaddr', 'port', 'dbname']

/** Reads what stands behind a URI's scheme. */
export function parseUri(
  text: string,
  { start, plusIsSpace = false, inQuery = false }: Options,
): Result<UriParts, TextProblem> {
  const end = text.trimEnd().length
  const notes: string[] = []
  const mark = inQuery ? text.indexOf('?', start) : -1
  const at = text.slice(0, mark < 0 ? end : mark).lastIndexOf('@')
  if (isUnclear(text.slice(start, Math.max(at, start)))) {
    return problem(at, 'This @ may belong to the password or to a parameter. Write %40 for an @ inside either')
  }
  const hasUser = at >= start
  const hostStart = hasUser ? at + 1 : start
  const hostEnd = indexOrEnd(text, /[/?]/g, hostStart, end)
  const queryStart = indexOrEnd(text, /\?/g, hostEnd, end)

  const credentials = hasUser ? readCredentials({ text: text.slice(start, at), start }, notes) : ok([])
  if (!credentials.ok) return credentials
  const locations = readLocations({ text: text.slice(hostStart, hostEnd), start: hostStart })
  if (!locations.ok) return locations
  const database = decode({ text: text.slice(hostEnd + 1, queryStart), start: hostEnd + 1 })
  if (!database.ok) return database
  const parameters = readQuery(
    { text: text.slice(queryStart + 1, end), start: queryStart + 1 },
    plusIsSpace,
    inQuery ? addressNames : [],
  )
  if (!parameters.ok) return parameters
  const dbname = { name: 'dbname', value: database.value, position: hostEnd + 1 }
  return ok({ parameters: [...credentials.value, ...locations.value, dbname, ...parameters.value], notes })
}

// > | postgresql://u:p@db/orders?user=me@home
//                                       ^
/** An @ in a parameter looks like one in a password: nothing is read as a host where that is not clear. */
function isUnclear(text: string): boolean {
  return [...text.matchAll(/[?&]([^?&=@]*)=/g)].some(([, name = '']) => isLibpqParameter(name))
}

function readCredentials({ text, start }: Slice, notes: string[]): Result<readonly NamedValue[], TextProblem> {
  const colon = text.indexOf(':')
  const user = decode({ text: colon < 0 ? text : text.slice(0, colon), start })
  if (!user.ok) return user
  const username = { name: 'user', value: user.value, position: start }
  if (colon < 0) return ok([username])
  const raw = text.slice(colon + 1)
  const position = start + colon + 1
  const decoded = decode({ text: raw, start: position })
  const reserved = /[@/]/.test(raw)
  if (raw.includes('\0') || raw.includes('%00')) return problem(position, 'The password holds a NUL character')
  if (reserved || !decoded.ok) {
    notes.push(
      'The password holds characters that a URI has to encode. Everything up to the last @ was read as user and password.',
    )
  }
  return ok([username, { name: 'password', value: decoded.ok ? decoded.value : raw, position }])
}

/** Hosts and ports as libpq's lists. */
function readLocations({ text, start }: Slice): Result<readonly NamedValue[], TextProblem> {
  if (text === '') return ok([])
  const hosts: string[] = []
  const ports: string[] = []
  let offset = start
  for (const entry of text.split(',')) {
    const location = readLocation({ text: entry, start: offset })
    if (!location.ok) return location
    hosts.push(location.value.host)
    ports.push(location.value.port)
    offset += entry.length + 1
  }
  const host = { name: 'host', value: hosts.join(','), position: start }
  if (ports.every((port) => port === '')) return ok([host])
  return ok([host, { name: 'port', value: ports.join(','), position: start }])
}

function readLocation({ text, start }: Slice): Result<{ host: string; port: string }, TextProblem> {
  const bracket = text.startsWith('[') ? text.indexOf(']') : -1
  if (text.startsWith('[') && bracket < 0) return problem(start, 'The bracket of an IPv6 address is not closed')
  const colon = text.indexOf(':', bracket + 1)
  const hostEnd = colon < 0 ? text.length : colon
  if (bracket >= 0 && hostEnd !== bracket + 1) return problem(start + bracket + 1, 'Only a port may follow the bracket')
  const host = decode({ text: bracket >= 0 ? text.slice(1, bracket) : text.slice(0, hostEnd), start })
  if (!host.ok) return host
  if (bracket >= 0 && !isIpv6(host.value)) return problem(start + 1, 'This is not an IPv6 address')
  const port = colon < 0 ? '' : text.slice(colon + 1)
  if (!/^\d*$/.test(port)) return problem(start + colon + 1, 'The port is not a number')
  return ok({ host: host.value, port })
}

function readQuery(
  { text, start }: Slice,
  plusIsSpace: boolean,
  refused: readonly string[],
): Result<readonly NamedValue[], TextProblem> {
  const parameters: NamedValue[] = []
  let offset = start
  for (const pair of text === '' ? [] : text.split('&')) {
    const equals = pair.indexOf('=')
    if (equals < 0) return problem(offset, 'This parameter has no =')
    if (equals === 0) return problem(offset, 'This parameter has no name')
    const name = decode({ text: pair.slice(0, equals), start: offset })
    if (!name.ok) return name
    // Either may be a piece of a password that was not encoded. Lists of hosts repeat their name.
    const isSecond = name.value !== 'host' && parameters.some((one) => one.name === name.value)
    if (isSecond || refused.includes(name.value)) return problem(offset, 'This parameter cannot stand here')
    const raw = pair.slice(equals + 1)
    const value = decode({ text: plusIsSpace ? raw.replaceAll('+', ' ') : raw, start: offset + equals + 1 })
    if (!value.ok) return value
    parameters.push({ name: name.value, value: value.value, position: offset })
    offset += pair.length + 1
  }
  return ok(parameters)
}

// > | postgresql://u:50%off@db
//                      ^
function decode({ text, start }: Slice): Result<string, TextProblem> {
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

function indexOrEnd(text: string, pattern: RegExp, from: number, end: number): number {
  pattern.lastIndex = from
  const match = pattern.exec(text)
  return match === null || match.index > end ? end : match.index
}
