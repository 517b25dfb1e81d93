import { ok, type Result } from '../../../../core/result.ts'
import { problem, type TextProblem } from './text-format.ts'

export interface ShellWord {
  readonly text: string
  readonly position: number
  /** Offset behind it. */
  readonly end: number
  /** Whether a shell would put something in, as for `$HOME`; `text` then says nothing. */
  readonly isDynamic: boolean
  /** `;`, `|`, `&` and the like, unquoted. */
  readonly isOperator: boolean
}

/** Splits a command line as a POSIX shell does: quotes, backslashes, line continuations, comments. */
export function splitShellWords(text: string): Result<readonly ShellWord[], TextProblem> {
  const words: ShellWord[] = []
  let at = 0
  while (at < text.length) {
    const gap = /(?:\s|\\\r?\n)+|#[^\n]*/y
    gap.lastIndex = at
    const skipped = gap.exec(text)
    if (skipped !== null) {
      at += skipped[0].length
      continue
    }
    const operator = /[;|&<>()]+/y
    operator.lastIndex = at
    const found = operator.exec(text)
    if (found !== null) {
      words.push({ text: found[0], position: at, end: at + found[0].length, isDynamic: false, isOperator: true })
      at += found[0].length
      continue
    }
    const word = readWord(text, at)
    if (!word.ok) return word
    words.push({ ...word.value, position: at, isOperator: false })
    at = word.value.end
  }
  return ok(words)
}

interface ReadWord {
  readonly text: string
  readonly end: number
  readonly isDynamic: boolean
}

function readWord(text: string, from: number): Result<ReadWord, TextProblem> {
  let value = ''
  let isDynamic = false
  let at = from
  while (at < text.length && !/[\s;|&<>()]/.test(text[at] ?? '')) {
    const character = text[at] ?? ''
    if (character === "'") {
      const close = text.indexOf("'", at + 1)
      if (close < 0) return problem(at, 'This quote is not closed')
      value += text.slice(at + 1, close)
      at = close + 1
    } else if (character === '"') {
      const quoted = readDoubleQuoted(text, at)
      if (!quoted.ok) return quoted
      value += quoted.value.text
      isDynamic ||= quoted.value.isDynamic
      at = quoted.value.end
    } else if (character === '\\') {
      // At the end of a line it joins the next one.
      if (!/[\r\n]/.test(text[at + 1] ?? '')) value += text[at + 1] ?? ''
      at += text.startsWith('\\\r\n', at) ? 3 : 2
    } else {
      isDynamic ||= expands(text, at)
      value += character
      at += 1
    }
  }
  return ok({ text: value, end: at, isDynamic })
}

function readDoubleQuoted(text: string, from: number): Result<ReadWord, TextProblem> {
  let value = ''
  let isDynamic = false
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (character === '"') return ok({ text: value, end: at + 1, isDynamic })
    const isEscape = character === '\\' && /["\\$`]/.test(text[at + 1] ?? '')
    if (isEscape) at += 1
    else isDynamic ||= expands(text, at)
    value += isEscape ? (text[at] ?? '') : character
  }
  return problem(from, 'This quote is not closed')
}

// > | -h $HOST -p ${PORT} -U $(whoami)
const expands = (text: string, at: number): boolean => /^(?:\$[\w{(]|`)/.test(text.slice(at, at + 2))

/** A value as one word of a POSIX shell; quoted only where it has to be. */
export function shellWord(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`
}
