import { ok, type Result } from '../../../../core/result.ts'
import { defaultOfPlaceholder } from './placeholder.ts'
import { type NamedValue, problem, type TextFormat, type TextProblem } from './text-format.ts'
import { isVariable, readVariables } from './variables.ts'

/** Environment variables, as in `.env`, `export …` lines or a Spring properties file. */
export const env: TextFormat = {
  title: 'environment variables',
  recognises(text) {
    const names = [...text.matchAll(/^[ \t]*(?:export[ \t]+|set[ \t]+|\$env:)?([A-Za-z_][\w.]*)[ \t]*=/gm)]
    return (
      names.some(([, name = '']) => isVariable(name)) &&
      /^\s*(?:#|export\s|set\s|\$env:|[A-Za-z_][\w.]*\s*=)/.test(text)
    )
  },
  parse(text) {
    const lines = readLines(text)
    if (!lines.ok) return lines
    const readings = readVariables(lines.value)
    return readings.length === 0 ? problem(0, 'None of these variables describes a Postgres connection') : ok(readings)
  },
}

function readLines(text: string): Result<readonly NamedValue[], TextProblem> {
  const found: NamedValue[] = []
  let at = 0
  while (at < text.length) {
    const assignment = /[ \t]*(?:export[ \t]+|set[ \t]+|\$env:)?([A-Za-z_][\w.]*)[ \t]*=[ \t]*/y
    assignment.lastIndex = at
    const match = assignment.exec(text)
    if (match === null) {
      at = endOfLine(text, at) + 1
      continue
    }
    const value = readValue(text, at + match[0].length)
    if (!value.ok) return value
    const { text: raw, end } = value.value
    if (raw.includes('://') && text.slice(end, endOfLine(text, end)).includes('@')) {
      return problem(end, 'An @ follows the address on its line. Put one pair of quotes around all of it')
    }
    found.push({ name: match[1] ?? '', value: defaultOfPlaceholder(raw) ?? raw, position: at })
    at = endOfLine(text, end) + 1
  }
  return ok(found)
}

// > | PGPASSWORD='a'\''b'   # as a shell reads it: pieces with and without quotes, side by side
function readValue(text: string, from: number): Result<{ text: string; end: number }, TextProblem> {
  if (!/["']/.test(text[from] ?? '')) {
    const end = endOfLine(text, from)
    const raw = text.slice(from, end).replace(/\s+#.*$/, '')
    return ok({ text: raw.trim(), end: from + raw.length })
  }
  let value = ''
  let at = from
  while (at < text.length && !/\s/.test(text[at] ?? '')) {
    const quote = text[at] ?? ''
    if (quote === "'" || quote === '"') {
      const piece = readQuoted(text, at, quote)
      if (piece === null) return problem(at, 'This quote is not closed')
      value += piece.text
      at = piece.end
    } else {
      if (quote === '\\') at += 1
      value += text[at] ?? ''
      at += 1
    }
  }
  return ok({ text: value, end: at })
}

function readQuoted(text: string, from: number, quote: string): { text: string; end: number } | null {
  let value = ''
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === quote) return { text: value, end: at + 1 }
    if (quote === '"' && text[at] === '\\' && /["\\$`]/.test(text[at + 1] ?? '')) at += 1
    value += text[at] ?? ''
  }
  return null
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** A value behind `NAME=` that shells and `.env` readers take the same way. */
export function envValue(value: string): string {
  if (/^[\w@%+=:,./-]*$/.test(value)) return value
  return value.includes("'") ? `"${value.replace(/["\\$`]/g, '\\$&')}"` : `'${value}'`
}
