/** One lexical piece of SQL text, by Postgres's rules with standard_conforming_strings on. Offsets are in characters. */
export interface Token {
  readonly kind: 'word' | 'quoted name' | 'string' | 'number' | 'symbol' | 'meta command'
  readonly start: number
  readonly end: number
  /** False for a string, quoted name or comment that the text ends inside of. */
  readonly closed: boolean
}

const space = /\s+/y
const word = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/y
const number = /(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?\w*/y
const dollarTag = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y
const parameter = /\$\d+/y

/**
 * The tokens of a text from an offset on; comments and spaces are between them. An unclosed comment ends the text with a
 * token of its own kind of emptiness: a symbol that is not closed.
 */
export function* scanSql(text: string, from = 0): Generator<Token> {
  let at = from
  while (at < text.length) {
    const gap = match(space, text, at)
    if (gap > at) {
      at = gap
      continue
    }
    const comment = commentEnd(text, at)
    if (comment !== null) {
      if (!comment.closed) yield { kind: 'symbol', start: at, end: text.length, closed: false }
      at = comment.end
      continue
    }
    const token = tokenAt(text, at)
    yield token
    at = token.end
  }
}

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

/** > | -- to the end of the line, or nested block comments. */
function commentEnd(text: string, at: number): { end: number; closed: boolean } | null {
  if (text.startsWith('--', at)) {
    const line = text.indexOf('\n', at)
    return { end: line < 0 ? text.length : line + 1, closed: true }
  }
  if (!text.startsWith('/*', at)) return null
  const edge = /\/\*|\*\//g
  edge.lastIndex = at
  let depth = 0
  for (let found = edge.exec(text); found !== null; found = edge.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1
    if (depth === 0) return { end: edge.lastIndex, closed: true }
  }
  return { end: text.length, closed: false }
}

function tokenAt(text: string, at: number): Token {
  const first = text[at] ?? ''
  if (first === "'") return quoted(text, at, at + 1, "'", false)
  if (first === '"') return quoted(text, at, at + 1, '"', false)
  if (first === '$') return dollar(text, at)
  if (first === '\\') {
    const line = text.indexOf('\n', at)
    return { kind: 'meta command', start: at, end: line < 0 ? text.length : line, closed: true }
  }
  // > | E'…\'…', B'…', X'…', N'…', U&'…', U&"…"
  const prefix = /(?:[eE]|[bBxXnN]|[uU]&)(?=')|[uU]&(?=")/y
  const open = match(prefix, text, at)
  if (open > at) return quoted(text, at, open + 1, text[open] ?? '', /[eE]/.test(first))
  const wordEnd = match(word, text, at)
  if (wordEnd > at) return { kind: 'word', start: at, end: wordEnd, closed: true }
  const numberEnd = match(number, text, at)
  if (numberEnd > at) return { kind: 'number', start: at, end: numberEnd, closed: true }
  return { kind: 'symbol', start: at, end: at + 1, closed: true }
}

function quoted(text: string, start: number, inside: number, quote: string, escapes: boolean): Token {
  const kind = quote === '"' ? 'quoted name' : 'string'
  for (let at = inside; at < text.length; at++) {
    if (escapes && text[at] === '\\') at++
    else if (text[at] === quote) {
      if (text[at + 1] !== quote) return { kind, start, end: at + 1, closed: true }
      at++
    }
  }
  return { kind, start, end: text.length, closed: false }
}

function dollar(text: string, start: number): Token {
  const parameterEnd = match(parameter, text, start)
  if (parameterEnd > start) return { kind: 'number', start, end: parameterEnd, closed: true }
  const inside = match(dollarTag, text, start)
  if (inside === start) return { kind: 'symbol', start, end: start + 1, closed: true }
  const tag = text.slice(start, inside)
  const end = text.indexOf(tag, inside)
  return { kind: 'string', start, end: end < 0 ? text.length : end + tag.length, closed: end >= 0 }
}
