import type { RefObject } from 'react'
import type { JsonObject, JsonValue } from '../../../core/json.ts'

export type ValueType = 'string' | 'number' | 'boolean'

export interface Entry {
  /** Identity of the row on the page. */
  readonly row: number
  readonly name: string
  /** As typed: text for `string` and `number`, a truth value for `boolean`. */
  readonly value: string | boolean
  readonly type: ValueType
}

export function rowsOf(object: JsonObject, nextKey: RefObject<number>): readonly Entry[] {
  return Object.entries(object).map(([name, value]) => {
    nextKey.current += 1
    return { row: nextKey.current, name, ...typed(value) }
  })
}

function typed(value: JsonValue): Pick<Entry, 'value' | 'type'> {
  if (typeof value === 'boolean') return { value, type: 'boolean' }
  return { value: String(value), type: typeof value === 'number' ? 'number' : 'string' }
}

/** What the rows stand for. Of two rows with one name the first counts, until the other is renamed. */
export function valueOfRows(rows: readonly Entry[]): JsonObject {
  const object: Record<string, JsonValue> = {}
  for (const { name, value, type } of rows) {
    if (name === '' || Object.hasOwn(object, name)) continue
    if (type === 'number') {
      if (isNumber(value)) object[name] = Number(value)
    } else object[name] = value
  }
  return object
}

export const isNumber = (value: string | boolean): boolean =>
  typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))

/** Why the rows cannot be saved as they are, or null. */
export function problemOf(rows: readonly Entry[]): string | null {
  const names = rows.map((entry) => entry.name)
  const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at)
  if (twice !== undefined) return `${twice} is there twice. Rename or remove one of them.`
  if (rows.some((entry) => entry.name === '' && entry.value !== '' && entry.value !== false)) {
    return 'An entry has a value and no name.'
  }
  const unfinished = rows.find((entry) => entry.type === 'number' && entry.name !== '' && !isNumber(entry.value))
  return unfinished === undefined ? null : `${unfinished.name} is set to be a number; type one, or make it text.`
}

/** The same row with another type; what was typed is kept where it can be. */
export function withType(entry: Entry, type: ValueType): Entry {
  if (type === 'boolean') return { ...entry, type, value: entry.value === true || entry.value === 'true' }
  return { ...entry, type, value: String(entry.value) }
}
