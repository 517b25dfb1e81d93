import { AppError } from '../../core/error.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/json.ts'
import { readText } from '../input-file.ts'
import type { Parts } from '../parts.ts'
import { hasPassword, withPassword } from '../password.ts'
import { findCommonPassword, type Login, readPassfile } from './passfile.ts'
import { readService, type ServiceParameters } from './service-file.ts'

export interface LibpqFileOptions {
  readonly passfile?: string
  readonly service?: string
  readonly serviceFile?: string
}

/** Parameters that name a file here; a form holds the text. */
const fileFields: Readonly<Record<string, string>> = {
  sslrootcert: 'caCertificate',
  sslcert: 'sslCertificate',
  sslkey: 'sslKey',
  sslcrl: 'certificateRevocationList',
}

/**
 * Puts into a form what `--service` and `--passfile` name, with libpq's rules: what the form says itself comes first,
 * then the service, then the password file. Only the command does this; a form from elsewhere never reads files.
 * Throws an AppError for files that cannot be used; `warn` hears of one that is passed over.
 */
export async function importLibpqFiles(
  form: JsonObject,
  options: LibpqFileOptions,
  parts: Pick<Parts, 'textFormats' | 'describeTarget'>,
  warn: (message: string) => void,
): Promise<JsonObject> {
  if (options.service === undefined && options.serviceFile !== undefined) {
    throw new AppError('INPUT_UNREADABLE', '--service-file says where to look, and nothing says for what.', {
      hint: 'Add --service NAME.',
    })
  }
  const service = options.service === undefined ? null : await readService(options.service, options.serviceFile ?? null)
  const merged = service === null ? form : mergeForms(await toForm(service, parts, warn), form)
  const passfile = options.passfile ?? service?.get('passfile')
  if (passfile === undefined || hasPassword(merged)) return merged
  const read = await readPassfile(passfile)
  if ('warning' in read) {
    warn(read.warning)
    return merged
  }
  const password = findCommonPassword(read.text, await loginsOf(merged, parts))
  if (password === null) warn('No line of the password file fits this host, port, database and user.')
  return password === null ? merged : withPassword(merged, password)
}

/** A service as form values, with the texts of the files it names. */
async function toForm(
  service: ServiceParameters,
  parts: Pick<Parts, 'textFormats'>,
  warn: (message: string) => void,
): Promise<JsonObject> {
  const texts: Record<string, string> = {}
  const lines: string[] = []
  for (const [name, value] of service) {
    const field = value === 'system' || !Object.hasOwn(fileFields, name) ? undefined : fileFields[name]
    if (field !== undefined) texts[field] = await readText(value)
    else if (name !== 'passfile') lines.push(`${name}=${value}`)
  }
  const { parseText } = await parts.textFormats()
  const parsed = parseText(`[service]\n${lines.join('\n')}\n`)
  const [reading] = parsed.ok ? parsed.value.readings : []
  if (reading === undefined) throw new AppError('INPUT_UNREADABLE', 'The service holds nothing that can be used.')
  for (const note of reading.notes) warn(note)
  return mergeForms(reading.form, Object.keys(texts).length === 0 ? {} : { sslConfig: texts })
}

/** Values of `over` come before those of `under`, inside of objects too. */
function mergeForms(under: JsonObject, over: JsonObject): JsonObject {
  const merged: Record<string, JsonValue> = { ...under }
  for (const [name, value] of Object.entries(over)) {
    const below = merged[name]
    merged[name] = isJsonObject(value) && isJsonObject(below) ? { ...below, ...value } : value
  }
  return merged
}

async function loginsOf(form: JsonObject, parts: Pick<Parts, 'describeTarget'>): Promise<Login[]> {
  const text = (name: string) => (typeof form[name] === 'string' ? (form[name] as string) : '')
  const user = text('username')
  const database = text('database') || (form.ingestAllDatabases === true ? 'postgres' : user)
  const hosts = (await parts.describeTarget({ hostPort: text('hostPort') })).split(',')
  return hosts.map((entry) => {
    const colon = entry.lastIndexOf(':')
    const host = entry.slice(0, colon).replace(/^\[(.*)\]$/, '$1')
    return { host, port: entry.slice(colon + 1), database, user }
  })
}
