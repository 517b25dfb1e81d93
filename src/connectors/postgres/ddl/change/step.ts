import { phases } from '../step.ts'

/**
 * When a statement of a change runs. Renames are through by then, so that every statement uses the names of the later
 * state. Policies, triggers, rules and foreign keys are untied first; then views go, that may rest on keys; then keys
 * and indexes; then what those may rest on. What may still be in use until it is altered goes last of all.
 */
export const moments = ['untie', 'drop views', 'release', 'drop', ...phases, 'clear'] as const
export type Moment = (typeof moments)[number]

/** One or more statements, each ended by a semicolon. */
export interface ChangeStep {
  readonly moment: Moment
  readonly sql: string
}

/** One step for each statement. */
export function at(moment: Moment, statements: readonly string[]): ChangeStep[] {
  return statements.map((sql) => ({ moment, sql }))
}

/** A statement with what a reader should know before it runs. Ends up as a comment, so that it takes one line. */
export function noted(note: string, sql: string): string {
  return `-- ${note.replace(/\s+/g, ' ')}\n${sql}`
}
