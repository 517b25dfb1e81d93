import { checkCoverage, type HelpCoverage } from '../../core/help/check-coverage.ts'
import type { HelpIndex, HelpProblem } from '../../core/help/help-index.ts'
import { parseHelp } from '../../core/help/parse-help.ts'
import type { JsonObject } from '../../core/json.ts'
import { harmless, style, type Terminal } from '../terminal.ts'

/** A help document, read and compared with a schema where there is one. */
export interface CheckedDocument {
  readonly file: string
  readonly index: HelpIndex
  readonly coverage: HelpCoverage | null
}

export function checkDocument(file: string, source: string, schema: JsonObject | null): CheckedDocument {
  const index = parseHelp(source)
  return { file, index, coverage: schema && checkCoverage(index, schema) }
}

/** One line a problem: `help.md:12:3 error …`. */
export function writeProblems(file: string, problems: readonly HelpProblem[], out: Terminal): void {
  for (const { line, column, severity, code, message } of problems) {
    const colour = severity === 'error' ? 'red' : 'yellow'
    out.line(
      `${harmless(file)}:${line}:${column} ${style(out, colour, severity)} ${harmless(message)} ${style(out, 'dim', code)}`,
    )
  }
}

export function hasError(problems: readonly HelpProblem[]): boolean {
  return problems.some(({ severity }) => severity === 'error')
}

export function count(size: number, one: string, many = `${one}s`): string {
  return `${size} ${size === 1 ? one : many}`
}
