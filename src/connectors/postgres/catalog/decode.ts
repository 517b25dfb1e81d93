/** From the server's text format to values. Anything unexpected is a bug in a question and throws. */

export function toBoolean(text: string | null): boolean {
  if (text === 't') return true
  if (text === 'f') return false
  throw new Error(`not a boolean: ${text}`)
}

/** Oids, counts and settings; anything that may pass 2^53 stays text. */
export function toNumber(text: string | null): number {
  const value = text === null || text === '' ? Number.NaN : Number(text)
  if (Number.isNaN(value)) throw new Error(`not a number: ${text}`)
  return value
}

export const toNumberOrNull = (text: string | null): number | null => (text === null ? null : toNumber(text))

/** A `text[]` that the question turned to JSON; null stays null. */
export function toTexts(json: string | null): readonly string[] | null {
  if (json === null) return null
  const value: unknown = JSON.parse(json)
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) throw new Error(`not texts: ${json}`)
  return value
}

/** A catalog's one-letter code to our word for it. */
export function toWord<Word extends string>(words: Readonly<Record<string, Word>>, letter: string | null): Word {
  const word = words[letter ?? '']
  if (word === undefined) throw new Error(`unknown code ${letter}, expected one of ${Object.keys(words).join(' ')}`)
  return word
}
