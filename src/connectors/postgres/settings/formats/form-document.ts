import { isJsonObject, type JsonObject, type JsonValue } from '../../../../core/json.ts'
import { formFields } from '../parse-settings.ts'
import { sslModes } from '../settings.ts'
import { documentFormat } from './document.ts'
import { isSecretParameter } from './libpq-reading.ts'
import { isPlaceholder } from './placeholder.ts'
import type { Reading } from './text-format.ts'

const certificates = ['caCertificate', 'certificateRevocationList', 'sslCertificate', 'sslKey', 'sslPassword']

/** The form's own property names, alone or as `patchbay services export` writes them, in JSON or YAML. */
export const formDocument = documentFormat('connection settings', (value) => {
  const list = isJsonObject(value) && Array.isArray(value.services) ? (value.services as readonly JsonValue[]) : [value]
  const readings = list.flatMap((entry) => {
    if (!isJsonObject(entry)) return []
    const settings = isJsonObject(entry.settings) ? entry.settings : entry
    const label = typeof entry.name === 'string' ? entry.name : ''
    return typeof settings.hostPort === 'string' ? [readFormObject(settings, label)] : []
  })
  return readings.length === 0 ? null : readings
})

/** An object with the form's property names; a password may be nested as `authType.password`. */
export function readFormObject(object: JsonObject, label: string): Reading {
  const notes: string[] = []
  const form: Record<string, JsonValue> = {}
  let unknown = 0
  const { authType, ...own } = object
  const nested = isJsonObject(authType) ? authType : {}
  if (Object.keys(nested).some((name) => name !== 'password')) notes.push('Only the password of authType is read.')
  const password = own.password ?? nested.password
  for (const [name, value] of Object.entries({ ...own, ...(password === undefined ? {} : { password }) })) {
    if (name === 'type' || /^supports[A-Z]/.test(name) || value === null || value === '') continue
    const kept = formFields.includes(name) ? readField(name, value, form, notes) : null
    if (!formFields.includes(name)) unknown += 1
    if (kept !== null) form[name] = kept
  }
  if (unknown > 0)
    notes.push(`${unknown === 1 ? 'One property is' : `${unknown} properties are`} not of this form and left out.`)
  return { label, form, notes }
}

function readField(name: string, value: JsonValue, form: Record<string, JsonValue>, notes: string[]): JsonValue | null {
  if (name === 'connectionOptions' || name === 'connectionArguments') return readOptions(value, form, notes)
  if (name === 'sslConfig') return readCertificates(value, notes)
  if (name.endsWith('FilterPattern')) return isJsonObject(value) ? readPatterns(value) : leaveOut(name, notes)
  if (name === 'ingestAllDatabases') return typeof value === 'boolean' ? value : leaveOut(name, notes)
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string') return leaveOut(name, notes)
  if (isPlaceholder(text)) {
    notes.push(
      name === 'password' ? 'The password is a placeholder. Type the password itself.' : `${name} is a placeholder.`,
    )
    return null
  }
  if (name === 'hostPort' && (text.includes('@') || text.includes('://'))) {
    notes.push('hostPort holds a whole address, and perhaps a password. It is left out.')
    return null
  }
  if (name === 'sslMode' && !sslModes.some((mode) => mode === text)) return leaveOut(name, notes)
  return text
}

function leaveOut(name: string, notes: string[]): null {
  notes.push(`${name} has a value that does not fit. It is left out.`)
  return null
}

function readOptions(value: JsonValue, form: Record<string, JsonValue>, notes: string[]): JsonObject | null {
  const kept: [string, JsonValue][] = []
  for (const [name, entry] of Object.entries(isJsonObject(value) ? value : {})) {
    const isScalar = typeof entry === 'string' || typeof entry === 'number' || typeof entry === 'boolean'
    if (name === 'password' && typeof entry === 'string') form.password ??= entry
    else if (isSecretParameter(name)) notes.push('A secret among the options has no field. It is left out.')
    else if (isScalar && !isPlaceholder(String(entry))) kept.push([name, entry])
  }
  return kept.length === 0 ? null : (Object.fromEntries(kept) as JsonObject)
}

function readCertificates(value: JsonValue, notes: string[]): JsonObject | null {
  const texts = Object.entries(isJsonObject(value) ? value : {}).filter(
    (entry): entry is [string, string] => certificates.includes(entry[0]) && typeof entry[1] === 'string',
  )
  const kept = texts.filter(([, text]) => text !== '' && !isPlaceholder(text))
  if (kept.length < texts.length) notes.push('A certificate or key is a placeholder. Paste its text.')
  return kept.length === 0 ? null : Object.fromEntries(kept)
}

function readPatterns(value: JsonObject): JsonObject | null {
  const kept = ['includes', 'excludes'].flatMap((name) => {
    const list = value[name]
    const texts = Array.isArray(list) ? list.filter((item: JsonValue) => typeof item === 'string') : []
    return texts.length === 0 ? [] : [[name, texts] as const]
  })
  return kept.length === 0 ? null : Object.fromEntries(kept)
}
