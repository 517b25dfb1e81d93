import type { JsonValue } from '../../../../core/json.ts'
import { ok, type Result } from '../../../../core/result.ts'
import { problem, type TextProblem } from './text-format.ts'

type Anchors = ReadonlyMap<string, JsonValue>
type Read = Result<{ readonly value: JsonValue; readonly end: number }, TextProblem>

/** A value that stands on one line, with perhaps a comment behind it. */
export function parseYamlValue(text: string, position: number, anchors: Anchors): Result<JsonValue, TextProblem> {
  if (/^["'{[]/.test(text)) {
    const read = readFlow({ text, position, anchors }, 0)
    if (!read.ok) return read
    const rest = text.slice(read.value.end)
    const isAddress = typeof read.value.value === 'string' && read.value.value.includes('://')
    if (isAddress && rest.includes('@')) return problem(position + read.value.end, strayAt)
    if (/^\s*(?:#.*)?$/.test(rest)) return ok(read.value.value)
    return problem(position + read.value.end, 'Something follows this value')
  }
  const plain = text.replace(/\s#.*$/, '').trim()
  if (plain.includes('://') && text.slice(plain.length).includes('@')) return problem(position + plain.length, strayAt)
  if (plain.startsWith('*')) return readAlias(plain, position, anchors)
  if (/^[&!|>@`%]/.test(plain)) return problem(position, 'A value that begins with this character needs quotes')
  const nested = /:(?:\s|$)/.exec(plain)
  if (nested !== null) return problem(position + nested.index, 'A value with a colon and a space needs quotes')
  return ok(plainValue(plain))
}

/** A # or a quote in a password that was not quoted looks like the end of the address. */
const strayAt = 'An @ follows the address on its line. Put one pair of quotes around all of it'

interface Source {
  readonly text: string
  readonly position: number
  readonly anchors: Anchors
}

function readAlias(text: string, position: number, anchors: Anchors): Result<JsonValue, TextProblem> {
  const value = anchors.get(text.slice(1))
  return value === undefined ? problem(position, 'A value that begins with * needs quotes') : ok(value)
}

function readFlow(source: Source, from: number): Read {
  const { text, position } = source
  const at = skip(text, from)
  const opening = text[at]
  if (opening === '"') return readDoubleQuoted(text, at, position)
  if (opening === "'") return readSingleQuoted(text, at, position)
  if (opening === '{' || opening === '[') return readCollection(source, at)
  // As YAML has it, a colon ends a plain name only where a space or a bracket follows.
  const plain = /(?:[^\s,{}[\]:#]|:(?![\s,{}[\]]|$)|(?<=\S)#|[ \t](?!#))*/y
  plain.lastIndex = at
  const word = plain.exec(text)?.[0] ?? ''
  const value = word.trim()
  if (value.startsWith('*')) {
    const alias = readAlias(value, position + at, source.anchors)
    return alias.ok ? ok({ value: alias.value, end: at + word.length }) : alias
  }
  return ok({ value: plainValue(value), end: at + word.length })
}

function readCollection(source: Source, from: number): Read {
  const { text, position } = source
  const isMap = text[from] === '{'
  const close = isMap ? '}' : ']'
  const items: JsonValue[] = []
  const members: [string, JsonValue][] = []
  let at = skip(text, from + 1)
  while (text[at] !== close) {
    if (at >= text.length) return problem(position + from, 'This bracket is not closed on its line')
    const first = readFlow(source, at)
    if (!first.ok) return first
    at = skip(text, first.value.end)
    if (isMap) {
      if (text[at] !== ':') return problem(position + at, 'A colon is missing here')
      const second = readFlow(source, at + 1)
      if (!second.ok) return second
      members.push([String(first.value.value), second.value.value])
      at = skip(text, second.value.end)
    } else items.push(first.value.value)
    if (text[at] === ',') at = skip(text, at + 1)
    else if (text[at] !== close) return problem(position + at, 'A comma is missing here')
  }
  if (members.some(([name]) => name === '__proto__')) return problem(position + from, 'This name is not allowed')
  return ok({ value: isMap ? Object.fromEntries(members) : items, end: at + 1 })
}

function readSingleQuoted(text: string, from: number, position: number): Read {
  const quoted = /'((?:[^']|'')*)'/y
  quoted.lastIndex = from
  const found = quoted.exec(text)
  if (found === null) return problem(position + from, 'This quote is not closed on its line')
  return ok({ value: (found[1] ?? '').replaceAll("''", "'"), end: from + found[0].length })
}

function readDoubleQuoted(text: string, from: number, position: number): Read {
  let value = ''
  for (let at = from + 1; at < text.length; ) {
    if (text[at] === '"') return ok({ value, end: at + 1 })
    if (text[at] !== '\\') {
      value += text[at]
      at += 1
      continue
    }
    const pattern = /\\(?:x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|(.))/y
    pattern.lastIndex = at
    const found = pattern.exec(text)
    const code = found?.[1] ?? found?.[2] ?? found?.[3]
    const single = found?.[4] === undefined ? undefined : escapes[found[4]]
    if (found === null || (code === undefined && single === undefined)) {
      return problem(
        position + at,
        'Unknown escape in a double-quoted text; single quotes take every character as it is',
      )
    }
    if (code !== undefined && Number.parseInt(code, 16) > 0x10ffff)
      return problem(position + at, 'There is no such character')
    value += code === undefined ? single : String.fromCodePoint(Number.parseInt(code, 16))
    at += found[0].length
  }
  return problem(position + from, 'This quote is not closed on its line')
}

const escapes: Readonly<Record<string, string>> = {
  0: '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
}

/** What is not spelled as JSON would spell it stays text. */
function plainValue(text: string): JsonValue {
  if (text === '' || text === '~' || text === 'null') return null
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?\d/.test(text) && String(Number(text)) === text ? Number(text) : text
}

function skip(text: string, from: number): number {
  let at = from
  while (/[ \t]/.test(text[at] ?? '')) at += 1
  return at
}
