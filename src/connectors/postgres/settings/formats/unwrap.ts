/** A text without white space and one pair of quotes around it, and where it begins. */
export function unwrap(text: string): { readonly text: string; readonly start: number } {
  const start = text.length - text.trimStart().length
  const trimmed = text.trim()
  const quote = trimmed[0] ?? ''
  const isQuoted = /["'`]/.test(quote) && trimmed.length > 1 && trimmed.endsWith(quote)
  return isQuoted ? { text: trimmed.slice(1, -1), start: start + 1 } : { text: trimmed, start }
}
