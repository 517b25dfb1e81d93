import { isAlias, LineCounter, parseDocument, visit, type YAMLError } from 'yaml'
import type { JsonValue } from '../core/json.ts'
import { err, ok, type Result } from '../core/result.ts'
import type { TextProblem } from './input-file.ts'

/** The parser's own messages quote the text, which may hold a password. */
const messages: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  BAD_SCALAR_START: 'a value may not begin with this character; put it in quotes',
  BAD_DQ_ESCAPE: 'unknown escape in a double-quoted text; single quotes take every character as it is',
  BAD_INDENT: 'the indentation does not fit, or a bracket is not closed',
  TAB_AS_INDENT: 'indent with spaces, not tabs',
  DUPLICATE_KEY: 'this name stands twice in the same object',
  MISSING_CHAR: 'a quote, bracket or comma is missing',
  BLOCK_AS_IMPLICIT_KEY: 'a second ": " on the same line; put the value in quotes',
  MULTILINE_IMPLICIT_KEY: 'a name must stand on one line, followed by a colon',
  MULTIPLE_DOCS: 'only one document per file is read; remove what follows ---',
  NON_STRING_KEY: 'a name must be text',
  TAG_RESOLVE_FAILED: 'a value that begins with ! is a YAML tag; put it in quotes',
  BAD_DIRECTIVE: 'a line that begins with % is a YAML directive; put the value in quotes',
  UNEXPECTED_TOKEN: 'nothing of this kind may stand here',
}

export interface ParsedYaml {
  readonly value: JsonValue
  /** Where the root value stands, from 1. */
  readonly start: { readonly line: number; readonly column: number }
}

/** Parses one YAML 1.2 document as JSON values. What a reader could lose silently (tags, aliases to nothing) is refused. */
export function parseYaml(text: string): Result<ParsedYaml, TextProblem> {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { prettyErrors: false, lineCounter, stringKeys: true, merge: false })
  const placeOf = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const problemAt = (offset: number, message: string): Result<never, TextProblem> =>
    err({ message, ...placeOf(offset) })
  const [broken] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])
  if (broken !== undefined) return problemAt(broken.pos[0], messages[broken.code] ?? 'this is not valid here')

  let lost: number | null = null
  visit(document, {
    Alias(_, node) {
      if (isAlias(node) && node.resolve(document) === undefined) lost ??= node.range?.[0] ?? 0
    },
  })
  if (lost !== null) return problemAt(lost, 'a value that begins with * is a YAML alias; put it in quotes')
  try {
    const start = placeOf(document.contents?.range?.[0] ?? 0)
    return ok({ value: document.toJS({ maxAliasCount: 100 }) as JsonValue, start })
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    return problemAt(0, 'too many aliases')
  }
}
