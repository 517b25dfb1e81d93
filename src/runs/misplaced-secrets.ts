import { type FieldPath, toFieldPath } from '../core/ids.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts'

/** A secret in a place that is stored and shown in clear. */
export interface MisplacedSecret {
  readonly path: FieldPath
  readonly kind: 'connection string' | 'private key' | 'named secret'
  /** The secret itself, for redaction. */
  readonly secret: string
}

/**
 * Looks for secrets among settings that are not secret fields: texts that contain one, and members that an admin named
 * like one. What the schema itself names there is known to hold none.
 */
export function findMisplacedSecrets(settings: JsonObject, schema: JsonObject): readonly MisplacedSecret[] {
  const found: MisplacedSecret[] = []
  const visit = (value: JsonValue, keys: readonly string[], schemas: readonly JsonObject[]): void => {
    if (typeof value === 'string') found.push(...secretsInText(value, toFieldPath(keys)))
    if (Array.isArray(value)) {
      const items = schemas.flatMap((option) => (isJsonObject(option.items) ? alternatives(option.items) : []))
      for (const [index, item] of value.entries()) visit(item as JsonValue, [...keys, String(index)], items)
    }
    if (!isJsonObject(value)) return
    for (const [key, member] of Object.entries(value)) {
      const path = [...keys, key]
      const known = schemas.flatMap((option) => propertyOf(option, key))
      const isNamedSecret = known.length === 0 && secretName.test(key)
      if (isNamedSecret && (typeof member === 'string' || typeof member === 'number') && member !== '') {
        found.push({ path: toFieldPath(path), kind: 'named secret', secret: String(member) })
      } else {
        visit(member, path, known)
      }
    }
  }
  visit(settings, [], alternatives(schema))
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

/** A schema and everything it may be, by oneOf, anyOf and allOf. */
function alternatives(schema: JsonObject): readonly JsonObject[] {
  const options = [schema.oneOf, schema.anyOf, schema.allOf].flatMap((list) => (Array.isArray(list) ? list : []))
  return [schema, ...options.flatMap((option: JsonValue) => (isJsonObject(option) ? alternatives(option) : []))]
}

function propertyOf(schema: JsonObject, key: string): readonly JsonObject[] {
  const { properties } = schema
  if (!isJsonObject(properties) || !Object.hasOwn(properties, key)) return []
  const property = properties[key]
  return isJsonObject(property) ? alternatives(property) : []
}
