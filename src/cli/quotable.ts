import { harmless } from './terminal.ts'

/**
 * What a user typed, for a message: a text that may hold credentials, such as a mistyped connection string,
 * is not repeated.
 */
export function quotable(text: string): string {
  const mayHoldSecret = /:\/\/|@|password\s*[=:]/i.test(text)
  if (mayHoldSecret) return '(not shown, as it may hold a password)'
  const plain = harmless(text)
  return `"${plain.length > 120 ? `${plain.slice(0, 117)}…` : plain}"`
}
