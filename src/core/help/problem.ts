import type { HelpProblem, HelpProblemSeverity } from './help-index.ts'

/**
 * Every problem a help document can have. An error means that a reader may miss something: the extent of a block had to
 * be guessed, or a field cannot reach its help. A warning is an oddity that was repaired without guessing.
 */
export const helpProblems = {
  HELP_BLOCK_UNCLOSED: 'error',
  HELP_BLOCK_UNKNOWN: 'error',
  HELP_CODE_UNCLOSED: 'error',
  HELP_HTML_UNCLOSED: 'error',
  HELP_ID_DUPLICATE: 'error',
  HELP_ID_REPEATED: 'error',
  HELP_NESTED_TOO_DEEP: 'error',
  HELP_BLOCK_INSIDE_CONTAINER: 'warning',
  HELP_CALLOUT_UNCLOSED: 'warning',
  HELP_CLOSER_STRAY: 'warning',
  HELP_HEADING_TIGHT: 'warning',
  HELP_ID_MALFORMED: 'warning',
  HELP_ID_OUTSIDE_HEADING: 'warning',
  HELP_ID_OUTSIDE_SECTION: 'warning',
  HELP_ID_SECOND_IN_SECTION: 'warning',
  HELP_MARKER_INDENTED: 'warning',
  HELP_MARKER_SHARES_LINE: 'warning',
  HELP_OPENER_DOUBLED: 'warning',
  HELP_SECTION_EMPTY: 'warning',
  HELP_SECTION_WITHOUT_ID: 'warning',
} as const satisfies Record<string, HelpProblemSeverity>
export type HelpProblemCode = keyof typeof helpProblems

/** Where something stands in the source, from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

export type Report = (code: HelpProblemCode, place: Place, message: string) => void

/** Collects problems; {@link sortedProblems} brings them into the order of the document. */
export function reportInto(problems: HelpProblem[]): Report {
  return (code, place, message) => {
    problems.push({ code, severity: helpProblems[code], message, line: place.line, column: place.column })
  }
}

export function sortedProblems(problems: readonly HelpProblem[]): HelpProblem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column)
}

export function placeOf(node: { readonly position?: { readonly start: Place } | undefined }): Place {
  return { line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 }
}
