import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts'
import type { FormDescription } from './form-catalog.ts'
import { findMisplacedSecrets } from './misplaced-secrets.ts'
import { splitSecrets } from './secret-fields.ts'

const shown = '••••••'

/**
 * Takes a form's secrets out of whatever is said about it: the last line of defence behind code that never mentions
 * them. A secret that also stands in a visible field (a demo's password that equals its user) hides nothing by being
 * removed, and would damage words that happen to contain it.
 */
export function redactor(form: JsonObject, description: FormDescription): <T>(value: T) => T {
  const { settings, secrets } = splitSecrets(form, description.secretFields)
  const misplaced = findMisplacedSecrets(settings, description.schema).map(({ secret }) => secret)
  const visible = removeAll(JSON.stringify(settings), misplaced.flatMap(spellings))
  const texts = [...misplaced, ...[...secrets.values()].flatMap(strings)]
    .flatMap(spellings)
    .filter((text) => text.length >= 4 && !visible.includes(text))
    // A longer one may contain a shorter one.
    .sort((a, b) => b.length - a.length)
  return <T>(value: T) => (texts.length === 0 ? value : (mapStrings(value as JsonValue, texts) as T))
}

function mapStrings(value: JsonValue, texts: readonly string[]): JsonValue {
  if (typeof value === 'string') return removeAll(value, texts)
  if (Array.isArray(value)) return value.map((item: JsonValue) => mapStrings(item, texts))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mapStrings(member, texts)]))
}

const removeAll = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((left, secret) => left.replaceAll(secret, shown), text)

function strings(value: JsonValue): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(strings)
}

/** A secret as it may turn up: as it is, trimmed, percent-encoded or decoded, and the lines of a key. */
function spellings(secret: string): string[] {
  const lines = secret.split(/\r?\n/).filter((line) => line.length >= 32)
  const recoded = [recode(encodeURIComponent, secret), recode(decodeURIComponent, secret)]
  return [...new Set([secret, secret.trim(), ...recoded, ...lines])].filter((text) => text !== '')
}

/** The text itself where it cannot be coded, such as after half a character. */
function recode(code: (text: string) => string, text: string): string {
  try {
    return code(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}
