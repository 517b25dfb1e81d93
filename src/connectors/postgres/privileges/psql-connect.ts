import { quoteIdentifier } from '../catalog/quote.ts'

/**
 * psql's command to change the database; null for a name that no command line can hold. It takes a name with `=` or
 * `://` in it for a connection string, which quotes it another way.
 */
export function psqlConnect(database: string): string | null {
  if (/[\p{Cc}\u2028\u2029]/u.test(database)) return null
  if (!/[=:]/.test(database)) return `\\connect ${quoteIdentifier(database)}`
  const value = database.replaceAll('\\', '\\\\').replaceAll("'", "\\'")
  return `\\connect -reuse-previous=on ${quoteIdentifier(`dbname='${value}'`)}`
}
