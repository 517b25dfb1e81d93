import type { JsonObject } from '../../../../core/json.ts'
import { err, type Result } from '../../../../core/result.ts'

/** What is wrong with a text, and where. Holds none of the text, for that may be a password. */
export interface TextProblem {
  /** Offset into the text as given, from 0. */
  readonly position: number
  readonly message: string
}

/** One connection that a text describes. */
export interface Reading {
  /** What tells it from the others of the same text, such as a section's name. Never holds a secret. */
  readonly label: string
  /** Only what the text says; everything else in a form stays as it is. The password is in `password` or nowhere. */
  readonly form: JsonObject
  /** What was left out or assumed, and why. Sentences; none quotes a value. */
  readonly notes: readonly string[]
}

/** A way to write a connection down. */
export interface TextFormat {
  /** Names the format in a sentence, such as `JDBC URL`. */
  readonly title: string
  /** Whether the text is meant to be of this format, even if it is damaged. */
  recognises(text: string): boolean
  /** At least one reading. */
  parse(text: string): Result<readonly Reading[], TextProblem>
}

/** A name and its value, and where they stand in the text. */
export interface NamedValue {
  readonly name: string
  readonly value: string
  readonly position: number
}

export function problem(position: number, message: string): Result<never, TextProblem> {
  return err({ position, message })
}
