import { isJsonObject, type JsonObject, type JsonValue } from '../../../../core/json.ts'
import { decodeBase64 } from '../base64.ts'
import { documentFormat } from './document.ts'
import { readNamedValues } from './named-values.ts'
import type { NamedValue, Reading } from './text-format.ts'
import { readVariables } from './variables.ts'

/** `env` lists of containers, and the values of a ConfigMap or Secret. */
export const kubernetes = documentFormat('Kubernetes manifest', (value) => {
  const lists = isEnvironment(value) ? [value] : environments(value, 0)
  const kind = isJsonObject(value) ? value.kind : undefined
  const values = kind === 'Secret' || kind === 'ConfigMap' ? storedValues(value as JsonObject) : []
  // Operators that run databases keep their Secrets by plain names.
  const plain = readNamedValues(values)
  const readings = [...lists.flatMap(readList), ...readVariables(values), ...(plain === null ? [] : [plain])]
  return readings.length === 0 ? null : readings
})

const isNamed = (item: JsonValue): item is JsonObject => isJsonObject(item) && typeof item.name === 'string'

function isEnvironment(value: JsonValue): value is readonly JsonValue[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item: JsonValue) => isNamed(item) && ('value' in item || 'valueFrom' in item))
  )
}

function environments(value: JsonValue, depth: number): readonly (readonly JsonValue[])[] {
  if (depth > 20) return []
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => environments(item, depth + 1))
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'env' && isEnvironment(member) ? [member] : environments(member, depth + 1),
  )
}

function readList(list: readonly JsonValue[]): readonly Reading[] {
  const named = list.filter(isNamed)
  const given = named.flatMap(({ name, value }): readonly NamedValue[] => {
    const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    return isScalar ? [{ name: String(name), value: String(value), position: 0 }] : []
  })
  const elsewhere = named.some((item) => 'valueFrom' in item)
  const notes = elsewhere ? ['Some values come from a Secret or ConfigMap. Type them.'] : []
  return readVariables(given).map((reading) => ({ ...reading, notes: [...reading.notes, ...notes] }))
}

/** A Secret's `data` is base64; its `stringData` and a ConfigMap's `data` are as they are. */
function storedValues(manifest: JsonObject): readonly NamedValue[] {
  const texts = (member: JsonValue | undefined, decode: (text: string) => string | null) =>
    Object.entries(isJsonObject(member) ? member : {}).flatMap(([name, value]): readonly NamedValue[] => {
      const text = value === null || typeof value === 'object' ? null : decode(String(value))
      return text === null ? [] : [{ name, value: text, position: 0 }]
    })
  const asIs = (text: string) => text
  return [...texts(manifest.data, manifest.kind === 'Secret' ? decodeText : asIs), ...texts(manifest.stringData, asIs)]
}

function decodeText(base64: string): string | null {
  const bytes = decodeBase64(base64)
  if (bytes === null) return null
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''))
  } catch (error) {
    if (!(error instanceof URIError)) throw error
    return null
  }
}
