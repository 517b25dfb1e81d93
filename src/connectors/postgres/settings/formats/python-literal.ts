import { ok, type Result } from '../../../../core/result.ts'
import { problem, type TextProblem } from './text-format.ts'

/** A value written in Python source; what would have to be computed is `computed`. */
export type PythonValue =
  | { readonly kind: 'text' | 'word'; readonly text: string; readonly position: number; readonly end: number }
  | {
      readonly kind: 'items'
      readonly entries: readonly PythonEntry[]
      readonly position: number
      readonly call: string
    }
  | { readonly kind: 'computed'; readonly position: number }

export interface PythonEntry {
  /** Null for an item of a list or a positional argument. */
  readonly key: string | null
  readonly value: PythonValue
  readonly position: number
}

/** Reads one value at an offset: a string, number, dict, list or call. Runs nothing. */
export function parsePython(text: string, from: number): Result<PythonValue, TextProblem> {
  const value = readValue(text, skip(text, from), 0)
  return value.ok ? ok(value.value.value) : value
}

type Read = Result<{ readonly value: PythonValue; readonly end: number }, TextProblem>
const deepest = 40

function readValue(text: string, at: number, depth: number): Read {
  if (depth > deepest) return problem(at, 'This is nested too deeply')
  const string = readStrings(text, at)
  if (string !== null && !string.ok) return string
  if (string !== null)
    return orComputed(
      text,
      at,
      { kind: 'text', text: string.value.text, position: at, end: string.value.end },
      string.value.end,
    )
  const close = { '{': '}', '[': ']', '(': ')' }[text[at] ?? '']
  if (close !== undefined) {
    const items = readItems(text, at + 1, close, depth)
    if (!items.ok) return items
    const { entries, end } = items.value
    return orComputed(text, at, { kind: 'items', entries, position: at, call: '' }, end)
  }
  const word = match(/[-\w.]+/y, text, at)
  if (word === '') return problem(at, 'A value is missing here')
  if (text[at + word.length] !== '(')
    return orComputed(text, at, { kind: 'word', text: word, position: at, end: at + word.length }, at + word.length)
  const items = readItems(text, at + word.length + 1, ')', depth)
  if (!items.ok) return items
  const { entries, end } = items.value
  return orComputed(text, at, { kind: 'items', entries, position: at, call: word }, end)
}

/** Where an operator or a subscript follows, the whole expression has to be computed. */
function orComputed(text: string, start: number, value: PythonValue, from: number): Read {
  const end = skip(text, from)
  if (/^$|[,:}\])\n\r#;]/.test(text[end] ?? '')) return ok({ value, end: from })
  const after = /[^\s]/.test(text[end] ?? '') && text.slice(from, end).includes('\n')
  if (after) return ok({ value, end: from })
  let at = end
  for (let open = 0; at < text.length; at += 1) {
    const string = readStrings(text, at)
    if (string !== null && !string.ok) return string
    if (string !== null) at = string.value.end - 1
    else if (/[([{]/.test(text[at] ?? '')) open += 1
    else if (/[)\]}]/.test(text[at] ?? '') && open > 0) open -= 1
    else if (open === 0 && /[,)\]}\n]/.test(text[at] ?? '')) break
  }
  return ok({ value: { kind: 'computed', position: start }, end: at })
}

function readItems(
  text: string,
  from: number,
  close: string,
  depth: number,
): Result<{ readonly entries: readonly PythonEntry[]; readonly end: number }, TextProblem> {
  const entries: PythonEntry[] = []
  let at = skip(text, from)
  while (at < text.length) {
    if (text[at] === close) return ok({ entries, end: at + 1 })
    if (text[at] === ',') {
      at = skip(text, at + 1)
      continue
    }
    const position = at
    const keyword = close === ')' ? match(/\*{0,2}\w+\s*=(?!=)/y, text, at) : ''
    const first = readValue(text, skip(text, at + keyword.length), depth + 1)
    if (!first.ok) return first
    at = skip(text, first.value.end)
    if (keyword !== '') {
      entries.push({ key: keyword.replace(/\s*=$/, ''), value: first.value.value, position })
    } else if (close === '}' && text[at] === ':') {
      const second = readValue(text, skip(text, at + 1), depth + 1)
      if (!second.ok) return second
      const { value } = first.value
      entries.push({ key: value.kind === 'text' ? value.text : null, value: second.value.value, position })
      at = skip(text, second.value.end)
    } else entries.push({ key: null, value: first.value.value, position })
    if (text[at] !== ',' && text[at] !== close) return problem(at, `A comma or ${close} is missing here`)
  }
  return problem(from - 1, 'This bracket is not closed')
}

/** One string or several side by side, which Python joins; null where none stands. */
function readStrings(text: string, from: number): Result<{ text: string; end: number }, TextProblem> | null {
  let value = ''
  let at = from
  let found = false
  for (;;) {
    const opening = match(/[rRbBuUfF]{0,2}(?:'''|"""|'|")/y, text, at)
    if (opening === '') return found ? ok({ text: value, end: at }) : null
    const quote = opening.replace(/^[a-z]+/i, '')
    const isRaw = /^[a-z]*r/i.test(opening)
    const piece = readString(text, at + opening.length, quote, isRaw)
    if (piece === null) return problem(at, 'This quote is not closed')
    value += piece.text
    at = piece.end
    found = true
    const next = skip(text, at)
    if (match(/[rRbBuUfF]{0,2}['"]/y, text, next) === '') return ok({ text: value, end: at })
    at = next
  }
}

function readString(text: string, from: number, quote: string, isRaw: boolean): { text: string; end: number } | null {
  let value = ''
  for (let at = from; at < text.length; ) {
    if (text.startsWith(quote, at)) return { text: value, end: at + quote.length }
    if (quote.length === 1 && text[at] === '\n') return null
    if (text[at] !== '\\' || isRaw) {
      // In a raw string a backslash stays, and still keeps a quote from closing.
      const length = text[at] === '\\' ? 2 : 1
      value += text.slice(at, at + length)
      at += length
      continue
    }
    const pattern = /\\(?:x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|([0-7]{1,3})|([\s\S]))/y
    pattern.lastIndex = at
    const parts = pattern.exec(text)
    if (parts === null) return null
    const code = parts[1] ?? parts[2] ?? parts[3]
    if (code !== undefined) value += codePoint(Number.parseInt(code, 16))
    else if (parts[4] !== undefined) value += codePoint(Number.parseInt(parts[4], 8))
    else value += escapes[parts[5] ?? ''] ?? (/['"\\]/.test(parts[5] ?? '') ? parts[5] : parts[0])
    at += parts[0].length
  }
  return null
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\n': '' }
const codePoint = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd')

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

const skip = (text: string, at: number): number => at + match(/(?:\s|#[^\n]*|\\\r?\n)+/y, text, at).length

/** A string literal as Python reads it. */
export const pythonString = (value: string): string => JSON.stringify(value)
