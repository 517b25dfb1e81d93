import { scanSql, type Token } from './scan-sql.ts'

/** Why a text seems to be cut off; null where nothing says so. To be asked before parsing: a cut text may well parse. */
export function suspectTruncation(text: string, terminated: boolean, limitBytes: number | null): string | null {
  if (terminated) return null
  const size = Buffer.byteLength(text)
  // The server keeps one byte for the end, and cuts no character in two.
  const near = (limit: number) => size < limit && size >= limit - 4
  const limits = limitBytes === null ? usualLimits : [limitBytes]
  if (limits.some(near)) return `The text has ${size} bytes, where track_activity_query_size often cuts.`
  return null
}

const usualLimits = [1024, 2048, 4096, 8192, 16_384, 32_768, 65_536, 102_400, 1_048_576]

/** What a text leaves open at its end: a quote, a comment, brackets. */
export function openAtEnd(text: string): string | null {
  let depth = 0
  for (const token of scanSql(text)) {
    if (!token.closed) return token.kind === 'symbol' ? 'a comment' : `a ${token.kind}`
    depth += bracket(text, token)
  }
  return depth > 0 ? 'a bracket' : null
}

function bracket(text: string, { kind, start }: Token): number {
  if (kind !== 'symbol') return 0
  const symbol = text[start] ?? ''
  return '([{'.includes(symbol) ? 1 : ')]}'.includes(symbol) ? -1 : 0
}

/**
 * Shorter and shorter texts that may be a whole statement again: the last tokens dropped, brackets and CASE closed.
 * The longer the text, the fewer of them.
 */
export function* salvageTexts(text: string): Generator<string> {
  const tokens: Token[] = []
  for (const token of scanSql(text)) {
    if (!token.closed) break
    tokens.push(token)
  }
  const most = Math.max(8, Math.min(80, Math.floor(2_000_000 / (text.length + 1))))
  const open: string[] = []
  const candidates: string[] = []
  for (const [at, token] of tokens.entries()) {
    track(text, token, open)
    // Closing is written only for the texts that are tried: with many open brackets it is long.
    if (at >= tokens.length - most) candidates.push(`${text.slice(0, token.end)} ${open.toReversed().join(' ')}`)
  }
  yield* candidates.reverse()
}

function track(text: string, token: Token, open: string[]): void {
  const piece = text.slice(token.start, Math.min(token.end, token.start + 5)).toLowerCase()
  if (token.kind === 'symbol' && piece === '(') open.push(')')
  if (token.kind === 'symbol' && piece === '[') open.push(']')
  if (token.kind === 'word' && piece === 'case') open.push('END')
  const closes = token.kind === 'symbol' ? piece : piece === 'end' ? 'END' : ''
  if (closes !== '' && open.at(-1) === closes) open.pop()
}
