import { type FieldPath, toFieldPath } from '../core/ids.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts'

/** A secret in a place that is stored and shown in clear. */
export interface MisplacedSecret {
  readonly path: FieldPath
  readonly kind: 'connection string' | 'private key' | 'named secret'
  /** The secret itself, for redaction. */
  readonly secret: string
}

/** Looks for secrets among settings that are not secret fields. `schema` names the members that are known to hold none. */
export function findMisplacedSecrets(settings: JsonObject, schema: JsonObject): readonly MisplacedSecret[] {
  const found: MisplacedSecret[] = []
  const known = propertyNames(schema)
  const visit = (value: JsonValue, keys: readonly string[]): void => {
    if (typeof value === 'string') found.push(...secretsInText(value, toFieldPath(keys)))
    if (Array.isArray(value))
      for (const [index, item] of value.entries()) visit(item as JsonValue, [...keys, String(index)])
    if (!isJsonObject(value)) return
    for (const [key, member] of Object.entries(value)) {
      const path = [...keys, key]
      const named = secretName.test(key) && !known.has(key)
      if (named && (typeof member === 'string' || typeof member === 'number') && member !== '') {
        found.push({ path: toFieldPath(path), kind: 'named secret', secret: String(member) })
      } else {
        visit(member, path)
      }
    }
  }
  visit(settings, [])
  return found
}

/** Secrets inside a text that is not meant to hold any: credentials of a connection string, or a private key. */
export function secretsInText(text: string, path: FieldPath): readonly MisplacedSecret[] {
  const found: MisplacedSecret[] = []
  for (const [, secret = ''] of text.matchAll(/[a-z][a-z\d+.-]*:\/\/[^\s/?#:@]*:([^\s]+)@/gi)) {
    found.push({ path, kind: 'connection string', secret })
  }
  for (const [, quoted, plain = ''] of text.matchAll(
    /\b(?:password|passwd|pwd)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|([^\s&;']+))/gi,
  )) {
    found.push({ path, kind: 'connection string', secret: quoted ?? plain })
  }
  for (const [secret] of text.matchAll(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END|$)/g)) {
    found.push({ path, kind: 'private key', secret })
  }
  return found
}

const secretName = /(?:pass(?:word|wd|phrase)?|pwd|secret|token|dsn|credentials?|private_?key|sslkey|scram_\w+_key)$/i

function propertyNames(schema: JsonValue, names = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(schema)) for (const item of schema as JsonValue[]) propertyNames(item, names)
  if (!isJsonObject(schema)) return names
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties' && isJsonObject(value)) for (const name of Object.keys(value)) names.add(name)
    propertyNames(value, names)
  }
  return names
}
