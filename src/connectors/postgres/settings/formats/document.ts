import type { JsonValue } from '../../../../core/json.ts'
import { parseJson } from '../../../../core/parse-json.ts'
import type { Result } from '../../../../core/result.ts'
import { problem, type Reading, type TextFormat, type TextProblem } from './text-format.ts'
import { parseYaml } from './yaml.ts'

export const looksLikeDocument = (text: string): boolean =>
  /^\s*[{[]/.test(text) || /^(?:\s*-\s+)?\s*["']?[A-Za-z_][\w.-]*["']?[ \t]*:(?:\s|$)/m.test(text)

/** A text that begins with a bracket is JSON, or YAML that looks like it; any other is YAML. */
export function parseDocument(text: string): Result<JsonValue, TextProblem> {
  if (!/^\s*[{[]/.test(text)) return parseYaml(text)
  const parsed = parseJson(text)
  if (parsed.ok) return parsed
  const { line, column, message } = parsed.error
  const start =
    text
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length + (line > 1 ? 1 : 0)
  return problem(start + column - 1, message)
}

/** A format that is told by what a JSON or YAML document holds; `read` gives null for a document of another shape. */
export function documentFormat(title: string, read: (value: JsonValue) => readonly Reading[] | null): TextFormat {
  return {
    title,
    recognises(text) {
      const parsed = looksLikeDocument(text) ? parseDocument(text) : null
      return parsed?.ok === true && read(parsed.value) !== null
    },
    parse(text) {
      const parsed = parseDocument(text)
      if (!parsed.ok) return parsed
      const readings = read(parsed.value) ?? []
      return readings.length === 0
        ? problem(0, 'No Postgres connection is described in it')
        : { ok: true, value: readings }
    },
  }
}
