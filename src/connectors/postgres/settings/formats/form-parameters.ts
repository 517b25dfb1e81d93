import { type FieldPath, toFieldPath } from '../../../../core/ids.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../core/json.ts'
import { err, ok, type Result } from '../../../../core/result.ts'
import { parseHostPort } from '../host-port.ts'
import type { HostSpec } from '../settings.ts'
import { isLibpqParameter, isSecretParameter } from './libpq-reading.ts'

export interface CopyRequest {
  readonly form: JsonObject
  /** Of the service; empty while it has none. */
  readonly name: string
  /** Secret fields with a stored value, which the form does not hold. */
  readonly stored: readonly FieldPath[]
  /** Put in the password that the form itself holds, instead of a placeholder. */
  readonly withPassword: boolean
}

export interface Copy {
  readonly text: string
  /** What the format cannot hold. Sentences; none quotes a value. */
  readonly notes: readonly string[]
}

/** A way to write a form down for another tool. */
export interface CopyFormat {
  readonly id: string
  readonly title: string
  /** The error is a sentence that says what keeps the form from being written down. */
  render(request: CopyRequest): Result<Copy, string>
}

export const passwordPlaceholder = '${PGPASSWORD}'

export interface FormParameters {
  readonly hosts: readonly HostSpec[]
  /** Without host, port and password, in a good order; with `dbname` wherever one can be told. */
  readonly parameters: readonly (readonly [name: string, value: string])[]
  readonly password: FormPassword
  readonly notes: readonly string[]
}

export type FormPassword =
  | { readonly kind: 'none' }
  | { readonly kind: 'placeholder' }
  | { readonly kind: 'typed'; readonly value: string }

/** A form as libpq parameters. */
export function toParameters(request: CopyRequest): Result<FormParameters, string> {
  const { form } = request
  const hosts = readHosts(form)
  if (!hosts.ok) return hosts
  const notes: string[] = []
  const options = { ...readOptions(form.connectionArguments, notes), ...readOptions(form.connectionOptions, notes) }
  const root = readCertificates(form, request.stored, notes)
  const named: readonly (readonly [string, string])[] = [
    ['dbname', readDatabase(form, notes)],
    ['user', textOf(form.username)],
    ['sslmode', textOf(form.sslMode)],
    ['sslrootcert', root],
    ...Object.entries(options),
  ]
  const parameters = named.filter(([, value]) => value !== '')
  return ok({ hosts: hosts.value, parameters, password: readPassword(request), notes })
}

export function readHosts(form: JsonObject): Result<readonly HostSpec[], string> {
  const text = textOf(form.hostPort)
  if (text === '') return err('There is no host yet.')
  const { hosts, problems } = parseHostPort(text)
  return problems.length === 0 ? ok(hosts) : err('Host and port have to be put right first.')
}

export function readPassword({ form, stored, withPassword }: CopyRequest): FormPassword {
  const typed = textOf(form.password)
  if (withPassword && typed !== '') return { kind: 'typed', value: typed }
  return { kind: typed !== '' || stored.includes(toFieldPath(['password'])) ? 'placeholder' : 'none' }
}

/** The password as a format writes it; null for none. */
export function passwordText(password: FormPassword, encode: (value: string) => string): string | null {
  if (password.kind === 'typed') return encode(password.value)
  return password.kind === 'placeholder' ? passwordPlaceholder : null
}

/** libpq's lists of hosts and ports; one port stands for all. */
export function hostLists(hosts: readonly HostSpec[]): readonly (readonly [name: string, value: string])[] {
  const names = hosts.map((one) => (one.kind === 'tcp' ? one.host : one.directory))
  const ports = hosts.map(({ port }) => String(port))
  const isSame = new Set(ports).size === 1
  return [
    ['host', names.join(',')],
    ['port', isSame ? (ports[0] ?? '') : ports.join(',')],
  ]
}

export const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')

function readDatabase(form: JsonObject, notes: string[]): string {
  const database = textOf(form.database)
  if (form.ingestAllDatabases !== true) return database
  notes.push('It names one database, while the form reads all of them.')
  return database === '' ? 'postgres' : database
}

/** The value of `sslrootcert`: these formats name files, and the form holds texts. */
function readCertificates(form: JsonObject, stored: readonly FieldPath[], notes: string[]): string {
  const config = isJsonObject(form.sslConfig) ? form.sslConfig : {}
  const ca = textOf(config.caCertificate).trim()
  if (ca !== '' && ca !== 'system') notes.push('Save the CA certificate to a file, and name it as sslrootcert.')
  const hasKey = textOf(config.sslKey) !== '' || stored.includes(toFieldPath(['sslConfig', 'sslKey']))
  if (textOf(config.sslCertificate) !== '' || hasKey) {
    notes.push('Save the client certificate and its key to files, and name them as sslcert and sslkey.')
  }
  return ca === 'system' ? ca : ''
}

function readOptions(value: JsonValue | undefined, notes: string[]): Readonly<Record<string, string>> {
  const kept: [string, string][] = []
  for (const [name, entry] of Object.entries(isJsonObject(value) ? value : {})) {
    const isScalar = typeof entry === 'string' || typeof entry === 'number' || typeof entry === 'boolean'
    if (!isLibpqParameter(name) || isSecretParameter(name) || !isScalar)
      notes.push('An option that libpq does not know is left out.')
    else kept.push([name, typeof entry === 'boolean' ? String(Number(entry)) : String(entry)])
  }
  return Object.fromEntries(kept)
}
