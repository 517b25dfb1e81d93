import type { Root } from 'hast'

/** Everything a help document says, keyed so that a field finds its section. */
export interface HelpIndex {
  /** Text of the document's first `#` heading outside sections. */
  readonly title: string | null
  /** Everything outside sections, in order: the requirements. */
  readonly overview: HelpText
  readonly sections: readonly HelpSection[]
  readonly problems: readonly HelpProblem[]
}

export interface HelpText {
  /** Plain text: no markup, no markers. */
  readonly text: string
  /** Sanitised tree for the page. */
  readonly hast: Root
}

export interface HelpSection extends HelpText {
  /** Field name or dotted path from `$(id="…")`; null where the section has none. */
  readonly id: string | null
  readonly title: string | null
  /** Depth of the heading, 1–6; 0 without a heading. */
  readonly depth: number
  /** Line of the opener in the source, from 1. */
  readonly line: number
  /** First sentence of the body, for `aria-describedby`. */
  readonly summary: string
}

export type HelpProblemSeverity = 'error' | 'warning'

export interface HelpProblem {
  readonly code: string
  readonly severity: HelpProblemSeverity
  readonly message: string
  /** Both from 1. */
  readonly line: number
  readonly column: number
}
