/** An SQL identifier, always quoted: reserved words, capitals and spaces need no thought. */
export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const quoteQualified = (schema: string, name: string): string =>
  `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`

/** An SQL string; right with any `standard_conforming_strings`. */
export function quoteLiteral(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted
}

/**
 * Quotes as the server's own deparsing does: only what is no plain word.
 * @param keywords words of this version that cannot stand unquoted
 */
export function serverQuoter(keywords: readonly string[]): (name: string) => string {
  const reserved = new Set(keywords)
  return (name) => (/^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : quoteIdentifier(name))
}
