import { ok, type Result } from '../../../../core/result.ts'
import { isLibpqParameter, readParameters } from './libpq-reading.ts'
import { type NamedValue, problem, type TextFormat, type TextProblem } from './text-format.ts'

/** `host=db.example.org port=5432 dbname='my orders'`: libpq's keyword/value string. */
export const conninfo: TextFormat = {
  title: 'key=value connection string',
  recognises(text) {
    const first = /^\s*([a-z_]+)\s*=/.exec(text)?.[1]
    return first !== undefined && isLibpqParameter(first)
  },
  parse(text) {
    const parsed = parseConninfo(text)
    return parsed.ok ? ok([readParameters(parsed.value)]) : parsed
  },
}

/** Names and values, as libpq splits them; `offset` is added to positions. */
export function parseConninfo(text: string, offset = 0): Result<readonly NamedValue[], TextProblem> {
  const found: NamedValue[] = []
  const end = text.trimEnd().length
  let at = skipSpace(text, 0)
  while (at < end) {
    const name = /[^\s=]*/y
    name.lastIndex = at
    const [word = ''] = name.exec(text) ?? []
    const equals = skipSpace(text, at + word.length)
    if (word === '') return problem(offset + at, 'There is no name before this =')
    if (text[equals] !== '=') {
      return problem(offset + at, 'This is not name=value. A value with spaces needs single quotes around it')
    }
    // libpq takes the last one. Here it may be a piece of a password that was not quoted.
    if (found.some(({ name: own }) => own === word)) {
      return problem(offset + at, 'This name stands in it twice. A value with spaces needs single quotes around it')
    }
    const value = readValue(text, skipSpace(text, equals + 1), offset)
    if (!value.ok) return value
    found.push({ name: word, value: value.value.text, position: offset + at })
    at = skipSpace(text, value.value.end)
  }
  return found.length === 0 ? problem(offset, 'There is no name=value in it') : ok(found)
}

function readValue(text: string, from: number, offset: number): Result<{ text: string; end: number }, TextProblem> {
  const quoted = text[from] === "'"
  let value = ''
  let at = quoted ? from + 1 : from
  for (; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (quoted ? character === "'" : /\s/.test(character)) return ok({ text: value, end: quoted ? at + 1 : at })
    // A backslash takes the next character as it is; at the very end it is nothing.
    if (character === '\\') at += 1
    value += character === '\\' ? (text[at] ?? '') : character
  }
  return quoted ? problem(offset + from, 'This quote is not closed') : ok({ text: value, end: at })
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && /\s/.test(text[at] ?? '')) at += 1
  return at
}

/** A value as it stands in a keyword/value string; quoted only where it has to be. */
export function conninfoValue(value: string): string {
  return /^[^\s'\\]+$/.test(value) ? value : `'${value.replace(/['\\]/g, '\\$&')}'`
}
