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
  return (name) => (/^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : quoteIdentifier(name))
}
