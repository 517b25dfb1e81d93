import { quoteIdentifier } from '../ddl/quote.ts'

export { quoteIdentifier, quoteLiteral } from '../ddl/quote.ts'

/** Always quoted, as {@link quoteIdentifier}. */
export const quoteQualified = (schema: string, name: string): string =>
  `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`

/**
 * Quotes as the server's own deparsing does: only what is no plain word.
 * @param keywords words of this version that cannot stand unquoted
 */
export function serverQuoter(keywords: readonly string[]): (name: string) => string {
  const reserved = new Set(keywords)
  return (name) => (isPlainWord(name) && !reserved.has(name) ? name : quoteIdentifier(name))
}

/** `/^[a-z_][a-z0-9_]*$/`, which would take twice as long for what is asked half a million times. */
function isPlainWord(name: string): boolean {
  for (let place = 0; place < name.length; place += 1) {
    const code = name.charCodeAt(place)
    const isLetter = (code >= 0x61 && code <= 0x7a) || code === 0x5f
    const isDigit = code >= 0x30 && code <= 0x39
    if (!isLetter && (place === 0 || !isDigit)) return false
  }
  return name !== ''
}
