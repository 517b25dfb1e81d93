import type { JsonObject, JsonValue } from '../../../../core/json.ts'
import { nearestName } from '../../../../core/nearest-name.ts'
import { isIpv6 } from '../ip-address.ts'
import { honouredParameters, parameterFields, unsupportedParameters } from '../libpq-parameters.ts'
import { sslModes } from '../settings.ts'
import { isPlaceholder } from './placeholder.ts'
import type { NamedValue, Reading } from './text-format.ts'

/** Names that drivers and Python code use, and libpq does not. */
const foreign = ['database', 'dsn', 'username']
const usual: readonly string[] = [...honouredParameters, ...Object.keys(parameterFields)].filter(
  (name) => !foreign.includes(name),
)
const known: readonly string[] = [
  ...usual,
  ...Object.entries(unsupportedParameters)
    .filter(([, { reason }]) => !/Python|SQLAlchemy/.test(reason))
    .map(([name]) => name),
]

/** What they name is on the machine where the text comes from. */
const files: Readonly<Record<string, string>> = {
  sslrootcert: 'Paste the text of the CA certificate into its field.',
  sslcert: 'Paste the text of the client certificate into its field.',
  sslkey: 'Paste the text of the client key into its field.',
  sslcrl: 'Paste the text of the revocation list into its field.',
  sslcrldir: 'Paste the text of the revocation list into its field.',
  sslkeylogfile: 'Session keys are never written down.',
  passfile: 'Paste the line of that file too.',
  service: 'Paste the section of pg_service.conf instead.',
  servicefile: 'Paste the section of pg_service.conf instead.',
}

const secretName = /pass|pwd|secret|token|_key$|^sslkey$|^dsn$/i

/** Whether a parameter of that name holds a secret, in any driver; only `password` has a field. */
export const isSecretParameter = (name: string): boolean => secretName.test(name)

export const isLibpqParameter = (name: string): boolean => known.includes(name)

interface Options {
  /** As libpq has it: without a database, the one named like the user. */
  readonly databaseOfUser: boolean
}

/**
 * libpq parameters as form values; of two with the same name the later one counts. Those with a field go there; the
 * others that libpq knows go into `connectionOptions`, where `parseSettings` judges them. The rest is left out.
 */
export function readParameters(given: readonly NamedValue[], options: Options = { databaseOfUser: true }): Reading {
  const notes: string[] = []
  const rest = new Map<string, string>()
  for (const { name, value, position } of given) {
    if (!isLibpqParameter(name)) notes.push(unknownParameter(name, position))
    else if (value === '') rest.delete(name)
    else if (isPlaceholder(value)) notes.push(placeholderNote(name))
    else rest.set(name, value)
  }
  const take = (name: string): string | undefined => {
    const value = rest.get(name)
    rest.delete(name)
    return value
  }
  const username = take('user')
  const named = take('dbname')
  const database = named ?? (options.databaseOfUser ? username : undefined)
  if (named === undefined && database !== undefined) {
    notes.push('No database is given. As libpq does, the one named like the user is taken.')
  }
  // Beside a host name, the address is an option of its own.
  const hostPort = readHosts(take('host') ?? take('hostaddr'), take('port'), notes)
  const password = take('password')
  const caCertificate = rest.get('sslrootcert') === 'system' ? take('sslrootcert') : undefined
  const sslMode = readSslMode(take('sslmode'), take('ssl'), take('requiressl'), notes)
  const form = {
    hostPort,
    database,
    username,
    password,
    sslMode: sslMode ?? (caCertificate === undefined ? undefined : 'verify-full'),
    sslConfig: present({ caCertificate, sslPassword: take('sslpassword') }),
    connectionOptions: readOptions(rest, notes),
  }
  return { label: '', form: present(form) ?? {}, notes }
}

/** Without members that are absent; undefined when none is left. */
function present(object: Readonly<Record<string, JsonValue | undefined>>): JsonObject | undefined {
  const kept = Object.entries(object).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined)
  return kept.length === 0 ? undefined : Object.fromEntries(kept)
}

function readHosts(text: string | undefined, ports: string | undefined, notes: string[]): string | undefined {
  if (text === undefined) {
    if (ports !== undefined) notes.push('There is a port without a host. It is left out.')
    return undefined
  }
  if (text.includes('@')) {
    notes.push('The host holds an @, as if credentials stood in it. It is left out.')
    return undefined
  }
  // One port stands for all hosts.
  const portList = ports?.split(',') ?? []
  return text
    .split(',')
    .map((host, index) => {
      const port = (portList.length === 1 ? portList[0] : portList[index])?.trim() ?? ''
      const name = isIpv6(host) ? `[${host}]` : host
      return port === '' ? name : `${name}:${port}`
    })
    .join(',')
}

/** `ssl=true` is JDBC's way, which libpq accepts in a URI; `requiressl=1` is libpq's own of long ago. */
function readSslMode(
  sslmode: string | undefined,
  ssl: string | undefined,
  requiressl: string | undefined,
  notes: string[],
): string | undefined {
  if (sslmode === undefined) return ssl === 'true' || requiressl === '1' ? 'require' : undefined
  const mode = sslModes.find((one) => one === sslmode)
  if (mode === undefined) notes.push(`sslmode is none of ${sslModes.join(', ')}. It is left out.`)
  return mode
}

function readOptions(rest: ReadonlyMap<string, string>, notes: string[]): JsonObject | undefined {
  const kept: [string, string][] = []
  for (const [name, value] of rest) {
    const file = Object.hasOwn(files, name) ? files[name] : undefined
    if (file !== undefined) notes.push(`${name} names something on another machine and is left out. ${file}`)
    else if (isSecretParameter(name)) notes.push(`${name} is a secret that has no field. It is left out.`)
    else kept.push([name, value])
  }
  return kept.length === 0 ? undefined : Object.fromEntries(kept)
}

/** A name that is not known is not repeated: it may be a piece of a password that was not encoded. */
function unknownParameter(name: string, position: number): string {
  const nearest = nearestName(name, usual)
  const hint = nearest === null ? '' : ` Did you mean ${nearest}?`
  return `There is no connection parameter of the name at character ${position + 1}. It is left out.${hint}`
}

function placeholderNote(name: string): string {
  return name === 'password'
    ? 'The password is a placeholder. Type the password itself.'
    : `${name} is a placeholder and is left out.`
}
