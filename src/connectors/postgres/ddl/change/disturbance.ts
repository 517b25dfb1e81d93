import type { QualifiedName } from '../../../../core/catalog/place.ts'

/** What of a change reaches objects that do not change themselves. */
export interface Disturbance {
  /** Whether an SQL text names something that is dropped or made anew. */
  touches(text: string): boolean
  /** Whether a type or relation is dropped or made anew. */
  isMadeAnew(name: QualifiedName): boolean
  /** Whether a relation loses the key over these columns, if only for a moment. */
  losesKey(relation: QualifiedName, columns: readonly string[]): boolean
}

/** Whether an SQL text has a name in it as a word of its own, quoted or not. */
export function mentions(text: string, name: string): boolean {
  const quoted = name.replaceAll('"', '""')
  for (let found = text.indexOf(quoted); found >= 0; found = text.indexOf(quoted, found + 1)) {
    if (!isWord(text[found - 1]) && !isWord(text[found + quoted.length])) return true
  }
  return false
}

const isWord = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}_$]/u.test(character)
