import type { JsonObject, JsonValue } from '../../json.ts'
import type { CheckKindId } from './kinds.ts'

/**
 * Data quality checks: a condition somebody expects the rows, the columns or the age of a relation to fulfil.
 *
 * Ways in: {@link ./parse-checks.ts} `parseChecks(text)` reads the YAML file, `renderChecks(checks)` writes it, and
 * `parseCheck(value)` reads one check as JSON; {@link ./kinds.ts} `checkKinds` lists the kinds with a JSON Schema of
 * their parameters each; {@link ./suggest-checks.ts} `suggestChecks(snapshot, profiles)` proposes some. A connector's
 * `runChecks(form, checks, options)` runs them and its `previewCheck(form, check, signal)` shows the SQL and its cost.
 * {@link ./describe.ts} and {@link ./describe-result.ts} put checks and results in words.
 */
export interface Check {
  /** Names the check in its file and through the history of its results. */
  readonly id: string
  readonly kind: CheckKindId
  /** Null for the database that the connection's settings name. */
  readonly database: string | null
  /** Null where the name alone says which relation is meant. */
  readonly schema: string | null
  readonly relation: string
  /** Null for a check on the whole relation. */
  readonly column: string | null
  /** As the kind's schema has them. */
  readonly parameters: JsonObject
  /** A condition in SQL: only rows that fulfil it are looked at. Null for all rows. */
  readonly where: string | null
  readonly severity: CheckSeverity
  readonly description: string | null
}

/** Whether a failed check is a failure of the whole run, or told and no more. */
export const checkSeverities = ['critical', 'warning'] as const
export type CheckSeverity = (typeof checkSeverities)[number]

/** `error`: nobody knows, since it could not be looked at; `reason` says why. */
export type CheckStatus = 'passed' | 'failed' | 'error'

export interface CheckResult {
  readonly id: string
  readonly kind: CheckKindId
  /** Null where the connection failed before it was known. */
  readonly database: string | null
  /** As found on the server; null where no such relation was. */
  readonly schema: string | null
  readonly relation: string
  readonly column: string | null
  readonly severity: CheckSeverity
  readonly status: CheckStatus
  /**
   * What was measured: the number of failing rows for kinds that look at each row, else the figure or the names that
   * the kind is about. 64-bit integers, numerics, NaN and infinities are text. Null where nothing was, or no row had
   * a value.
   */
  readonly observed: JsonValue
  /** The parameters it was measured against. */
  readonly expected: JsonObject
  /** Rows that break the condition, 64-bit as text; null for kinds that are not about single rows, and for errors. */
  readonly failingRows: string | null
  /** Rows that were looked at, 64-bit as text; null where none were read. */
  readonly rows: string | null
  /** Why it is an error. */
  readonly reason: CheckProblem | null
  /** Some of the failing rows, values as text; only where values were asked for. */
  readonly samples: readonly Readonly<Record<string, string | null>>[] | null
  /** ISO 8601, UTC. */
  readonly checkedAt: string
  /** What is its alone, and its share of a reading that answered several: those of a run add up to its time. */
  readonly durationMs: number
}

export interface CheckProblem {
  /**
   * `RELATION_NOT_FOUND`, `RELATION_AMBIGUOUS`, `COLUMN_NOT_FOUND`, `COLUMN_UNFIT`, `RELATION_NOT_READABLE`, `COLUMN_NOT_READABLE`,
   * `ROWS_HIDDEN`, `PARAMETER_UNFIT`, `QUERY_UNFIT`, or the code of a diagnosis.
   */
  readonly code: string
  /** A sentence or two. */
  readonly message: string
  /** The server's own words. */
  readonly detail?: string
}

/** What is wrong with a text of checks, and where. */
export interface CheckTextProblem {
  /** From 1. */
  readonly line: number
  readonly column: number
  /** Such as `checks[2].parameters.minValue`; empty for the whole text. */
  readonly path: string
  readonly message: string
}

/** A check's SQL as it is sent when it is run alone, and what the server expects it to cost. */
export interface CheckPreview {
  readonly sql: string
  /** By EXPLAIN, in the planner's units and rows. Null where nothing is read, or the server does not plan it. */
  readonly cost: { readonly total: number; readonly rows: number } | null
  /** Why it would be an error. */
  readonly problem: CheckProblem | null
}
