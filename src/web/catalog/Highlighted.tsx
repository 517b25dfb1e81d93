/** A text with what was looked for marked. */
export function Highlighted({ text, words }: { readonly text: string; readonly words: readonly string[] }) {
  return <>{split(text, words).map(({ part, at, marked }) => (marked ? <mark key={at}>{part}</mark> : part))}</>
}

function split(text: string, words: readonly string[]) {
  const lower = text.toLowerCase()
  const parts: { part: string; at: number; marked: boolean }[] = []
  // Some letters are longer in lower case; positions would be off.
  if (lower.length !== text.length) return [{ part: text, at: 0, marked: false }]
  let at = 0
  while (at < text.length) {
    const next = nearest(lower, words, at)
    if (next === null) break
    if (next.at > at) parts.push({ part: text.slice(at, next.at), at, marked: false })
    parts.push({ part: text.slice(next.at, next.end), at: next.at, marked: true })
    at = next.end
  }
  if (at < text.length) parts.push({ part: text.slice(at), at, marked: false })
  return parts
}

function nearest(lower: string, words: readonly string[], from: number): { at: number; end: number } | null {
  let found: { at: number; end: number } | null = null
  for (const word of words) {
    const at = word === '' ? -1 : lower.indexOf(word, from)
    if (at !== -1 && (found === null || at < found.at)) found = { at, end: at + word.length }
  }
  return found
}
