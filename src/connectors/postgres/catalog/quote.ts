/** An SQL identifier, always quoted: reserved words, capitals and spaces need no thought. */
export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const quoteQualified = (schema: string, name: string): string =>
  `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`

/** An SQL string; right with any `standard_conforming_strings`. */
export function quoteLiteral(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted
}
