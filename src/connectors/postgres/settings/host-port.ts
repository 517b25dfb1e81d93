import { toFieldPath } from '../../../core/ids.ts'
import { isIpv6 } from './ip-address.ts'
import { patchAction, quoted, type SettingsProblem, settingsProblem } from './problem.ts'
import type { HostSpec } from './settings.ts'

/*
 * The one grammar for hosts:
 *
 *   hostPort = entry *("," entry)
 *   entry    = (name | IPv4 | "[" IPv6 "]" | "/" directory) [":" port]
 */

const field = toFieldPath(['hostPort'])
const defaultPort = 5432
/** The kernel's limit for a socket's path (`sun_path`, less its closing zero). */
const longestSocketPath = 107

type EntryError = {
  readonly code: Parameters<typeof settingsProblem>[0]
  readonly summary: string
  readonly remedy: string
  /** What the entry may have meant, best first; none where that cannot be guessed. */
  readonly suggestions: readonly string[]
  readonly database?: string
}
type Entry = { readonly host: HostSpec } | { readonly error: EntryError }

/** Reads `hostPort`. Each bad entry gives one problem, with a change of the whole field that repairs that entry. */
export function parseHostPort(text: string): { hosts: readonly HostSpec[]; problems: readonly SettingsProblem[] } {
  const hosts: HostSpec[] = []
  const problems: SettingsProblem[] = []
  const entries = splitEntries(text)
  for (const [index, entry] of entries.entries()) {
    const isExtra = entry.trim() === '' && entries.some((other) => other.trim() !== '')
    const parsed = isExtra ? { error: extraComma } : parseEntry(entry)
    if ('host' in parsed) {
      hosts.push(parsed.host)
      continue
    }
    const { code, summary, remedy, suggestions, database } = parsed.error
    const actions = suggestions.map((suggestion) => {
      const whole = rejoin(entries, index, suggestion)
      return patchAction(
        `Use ${whole}`,
        [field, whole],
        ...(database === undefined ? [] : [[toFieldPath(['database']), database] as const]),
      )
    })
    problems.push(settingsProblem(code, [field], { summary, remedy, actions }))
  }
  return { hosts, problems }
}

/** How a host is written in the form: `db:5432`, `[::1]:5432`, `/run/postgresql:5432`. */
export function formatHost(spec: HostSpec): string {
  if (spec.kind === 'socket') return `${spec.directory}:${spec.port}`
  return spec.host.includes(':') ? `[${spec.host}]:${spec.port}` : `${spec.host}:${spec.port}`
}

/** Where a host string points, without credentials and without judging it; for lists and titles. */
export function describeHosts(text: string): string {
  const shown = splitEntries(text).map((entry) => {
    const parsed = parseEntry(entry)
    if ('host' in parsed) return formatHost(parsed.host)
    return parsed.error.suggestions[0] ?? bare(entry)
  })
  return shown.filter((entry) => entry !== '').join(',')
}

// Where credentials were pasted, a comma inside them does not separate hosts: no part of a password is read as a host.
function splitEntries(text: string): string[] {
  const credentialsEnd = text.lastIndexOf('@')
  const [first = '', ...rest] = text.slice(credentialsEnd + 1).split(',')
  return [text.slice(0, credentialsEnd + 1) + first, ...rest]
}

function rejoin(entries: readonly string[], index: number, replacement: string): string {
  const replaced = entries.map((entry, position) => (position === index ? replacement : entry))
  return replaced.filter((entry, position) => position !== index || entry !== '').join(',')
}

function parseEntry(entry: string): Entry {
  if (entry.trim() === '') return { error: emptyEntry }
  const error = schemeError(entry) ?? userError(entry) ?? separatorError(entry) ?? spaceError(entry)
  if (error !== null) return { error }
  if (entry.startsWith('/')) return parseSocket(entry)
  const wrongPath = pathError(entry)
  if (wrongPath !== null) return { error: wrongPath }
  if (entry.startsWith('[')) return parseBracketed(entry)
  const bareAddress = bareIpv6(entry)
  if (bareAddress !== null) return { error: bareAddress }
  return parseNamed(entry)
}

const emptyEntry: EntryError = {
  code: 'SETTINGS_HOST_EMPTY',
  summary: 'There is no host.',
  remedy: 'Type where the server listens, such as db.example.org:5432.',
  suggestions: [],
}

const extraComma: EntryError = {
  ...emptyEntry,
  summary: 'There is a comma with no host on one side of it.',
  remedy: 'Commas stand between hosts only.',
  suggestions: [''],
}

// > | http://db.example.org:5432/orders
//     ^^^^^^^
function schemeError(entry: string): EntryError | null {
  const match = /^\s*((?:[a-z][\w+.-]*:)+\/\/)/i.exec(entry)
  if (match?.[1] === undefined) return null
  const scheme = match[1]
  const isPostgres = /postgres/i.test(scheme)
  const database = isPostgres ? databaseOf(entry) : null
  return {
    code: 'SETTINGS_HOST_SCHEME',
    summary: `The host starts with ${quoted(scheme)}.`,
    remedy: isPostgres
      ? 'A connection string goes in piece by piece: host and port here, the rest into its own fields.'
      : 'Use the bare name or address, and the port where Postgres listens.',
    suggestions: repaired(entry),
    ...(database === null ? {} : { database }),
  }
}

// > | reader:secret@db.example.org:5432
//     ^^^^^^^^^^^^^^
function userError(entry: string): EntryError | null {
  if (!entry.includes('@')) return null
  return {
    code: 'SETTINGS_HOST_USER',
    summary: 'The host holds a user name before an @.',
    remedy: 'Username and password have fields of their own.',
    suggestions: repaired(entry),
  }
}

// > | db1.example.org:5432;db2.example.org
//                         ^
function separatorError(entry: string): EntryError | null {
  const pieces = entry
    .trim()
    .split(/[\s;]+/)
    .filter((piece) => piece !== '')
  const isList = entry.includes(';') || pieces.every((piece) => /[.:]/.test(piece))
  if (pieces.length < 2 || !isList || pieces.some((piece) => 'error' in parseEntry(piece))) return null
  return {
    code: 'SETTINGS_HOST_INVALID',
    summary: 'These are several hosts without a comma between them.',
    remedy: 'Write them with commas and without spaces. They are tried in this order.',
    suggestions: [pieces.join(',')],
  }
}

function spaceError(entry: string): EntryError | null {
  if (!/\s/.test(entry)) return null
  const inner = /\S\s+\S/.test(entry)
  return {
    code: 'SETTINGS_HOST_SPACE',
    summary: inner ? 'There is a space inside the host.' : 'There is a space around the host.',
    remedy: 'Write host:port without spaces.',
    suggestions: repaired(entry),
  }
}

// > | db.example.org:5432/orders
//                        ^^^^^^^
function pathError(entry: string): EntryError | null {
  const end = entry.search(/[/\\?#]/)
  if (end < 0) return null
  const database = databaseOf(entry)
  return {
    code: 'SETTINGS_HOST_PATH',
    summary: `Something follows the host from ${quoted(entry.charAt(end))} on.`,
    remedy: database === null ? 'Use only host:port.' : 'Use only host:port. The database has a field of its own.',
    suggestions: repaired(entry),
    ...(database === null ? {} : { database }),
  }
}

// > | [::1]:5432
//     ^^^^^
function parseBracketed(entry: string): Entry {
  const match = /^\[([^\]]*)\](.*)$/.exec(entry)
  const address = match?.[1] ?? ''
  if (match === null || !isIpv6(address)) {
    return invalidHost(`${quoted(entry)} is not an IPv6 address in brackets.`, 'Write it as [2001:db8::1]:5432.')
  }
  const rest = match[2] ?? ''
  if (rest !== '' && !rest.startsWith(':')) {
    return invalidHost(`${quoted(rest)} follows the bracket.`, 'Only :port may follow the bracket.', [`[${address}]`])
  }
  return withPort(`[${address}]`, rest, (port) => ({ kind: 'tcp', host: address, port }))
}

// > | 2001:db8::10:5432
//     ^^^^^^^^^^^^^^^^^
function bareIpv6(entry: string): EntryError | null {
  const lastColon = entry.lastIndexOf(':')
  const [address, port] = [entry.slice(0, lastColon), entry.slice(lastColon + 1)]
  const whole = isIpv6(entry) ? [`[${entry}]`] : []
  // A short number at the end of an address that is whole with it belongs to it.
  const isOwnPort = isPort(port) && (whole.length === 0 || Number(port) >= 1024)
  const withPort = isIpv6(address) && isOwnPort ? [`[${address}]:${port}`] : []
  const suggestions = [...withPort, ...whole]
  if (suggestions.length === 0) return null
  return {
    code: 'SETTINGS_HOST_IPV6_BARE',
    summary: 'An IPv6 address needs brackets, or its end cannot be told from a port.',
    remedy: 'Write it as [address]:port.',
    suggestions,
  }
}

function parseNamed(entry: string): Entry {
  const colon = entry.indexOf(':')
  const host = colon < 0 ? entry : entry.slice(0, colon)
  const port = colon < 0 ? '' : entry.slice(colon)
  if (host === '') return { error: { ...emptyEntry, summary: `There is no host before ${quoted(port)}.` } }
  const wrong = /[^\p{L}\p{M}\p{N}._-]/u.exec(host)
  if (wrong !== null) {
    return invalidHost(
      `${quoted(wrong[0])} at character ${wrong.index + 1} cannot be part of a host name.`,
      'A host name has letters, digits, dots and hyphens.',
    )
  }
  if (host.length > 253 || host.split('.').some((label, index, all) => label === '' && index < all.length - 1)) {
    return invalidHost(`${quoted(host)} is not a host name.`, 'Check the dots, and that it has at most 253 letters.')
  }
  return withPort(host, port, (number) => ({ kind: 'tcp', host, port: number }))
}

/** `/cloudsql/project:region:instance` holds colons that have nothing to do with ports; the project may have a domain. */
const cloudSqlSocket = /^((?:\/[^/:]*)*\/(?:[a-z][\w.-]*:)?[a-z][\w-]*:[a-z][a-z0-9-]*:[a-z][a-z0-9-]*)(:.*)?$/

// > | /var/run/postgresql:5433
//     ^^^^^^^^^^^^^^^^^^^
function parseSocket(entry: string): Entry {
  const file = /^(.*)\/\.s\.PGSQL\.(\d+)$/.exec(entry)
  if (file !== null) {
    const suggestion = `${file[1]}:${file[2]}`
    return {
      error: {
        code: 'SETTINGS_SOCKET_INVALID',
        summary: 'This is the socket itself.',
        remedy: 'Give the directory it is in. The number at its end is the port.',
        suggestions: [suggestion],
      },
    }
  }
  const [, directory = '', port = ''] = cloudSqlSocket.exec(entry) ?? /^([^:]*)(.*)$/.exec(entry) ?? []
  const parsed = withPort(directory, port, (number) => ({ kind: 'socket', directory, port: number }))
  if ('host' in parsed && `${directory}/.s.PGSQL.${parsed.host.port}`.length > longestSocketPath) {
    return {
      error: {
        code: 'SETTINGS_SOCKET_INVALID',
        summary: 'The socket directory is longer than the system allows.',
        remedy: `A socket's whole path has at most ${longestSocketPath} characters.`,
        suggestions: [],
      },
    }
  }
  return parsed
}

function withPort(host: string, rest: string, build: (port: number) => HostSpec): Entry {
  if (rest === '') return { host: build(defaultPort) }
  const [first = '', ...others] = rest.slice(1).split(':')
  if (others.length > 0) {
    const ports = [...new Set([first, ...others].filter(isPort))]
    return {
      error: {
        code: 'SETTINGS_PORT_SECOND',
        summary: 'There is more than one port.',
        remedy: 'Keep the one where Postgres listens.',
        suggestions: ports.map((port) => `${host}:${port}`),
      },
    }
  }
  if (isPort(first)) return { host: build(Number(first)) }
  return {
    error: {
      code: 'SETTINGS_PORT_INVALID',
      summary: first === '' ? 'The port after the colon is missing.' : `${quoted(first)} is not a port.`,
      remedy: 'A port is a number from 1 to 65535. Postgres usually listens on 5432.',
      suggestions: [`${host}:${defaultPort}`],
    },
  }
}

const isPort = (text: string): boolean => /^0*[1-9]\d{0,4}$/.test(text) && Number(text) <= 65535

function invalidHost(summary: string, remedy: string, suggestions: readonly string[] = []): Entry {
  return { error: { code: 'SETTINGS_HOST_INVALID', summary, remedy, suggestions } }
}

/** Host and port alone: no scheme, credentials, path or spaces. */
function bare(entry: string): string {
  const trimmed = entry.trim().replace(/^(?:[a-z][\w+.-]*:)+\/\//i, '')
  const host = trimmed.slice(trimmed.lastIndexOf('@') + 1)
  return (host.startsWith('/') ? host : host.replace(/[/\\?#].*$/s, '')).trim().replace(/[\s:]+(?=\d+$)/, ':')
}

/** What an entry meant, when cutting it down to host and port makes it readable. */
function repaired(entry: string): string[] {
  const host = bare(entry)
  const candidate = host.startsWith('/') ? host : host.replaceAll(/\s/g, '')
  const parsed: Entry = candidate === '' || candidate === entry ? { error: emptyEntry } : parseEntry(candidate)
  return 'host' in parsed ? [candidate] : [...parsed.error.suggestions]
}

function databaseOf(entry: string): string | null {
  const afterCredentials = entry.slice(entry.lastIndexOf('@') + 1)
  return /^(?:\s*(?:[a-z][\w+.-]*:)+\/\/)?[^/\\]+\/([\w-]{1,63})(?=[/?#\s]|$)/i.exec(afterCredentials)?.[1] ?? null
}
