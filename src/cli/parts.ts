import type { TestEvent, TestReport } from '../core/connection.ts'
import type { JsonObject } from '../core/json.ts'
import type { Result } from '../core/result.ts'

/**
 * What the subcommands are made of. Each part is loaded when it is first called, so that `--help` and `test` with a
 * connection string start fast and never load the store or the server.
 */
export interface Parts {
  /** A connection string as form values; the problem never repeats the string. */
  parseUri(text: string): Promise<Result<JsonObject, { readonly message: string }>>
  /** Where a form points, without secrets. */
  describeTarget(form: JsonObject): Promise<string>
  /** Tests a form. Opens no state. */
  testForm(form: JsonObject, limits: TestLimits): Promise<TestReport>
  /** Opens the installation's state; throws an AppError where it cannot be had. */
  openState(): Promise<State>
}

export interface TestLimits {
  readonly signal: AbortSignal
  readonly emit: (event: TestEvent) => void
  readonly stageDeadlineMs?: number
  readonly testDeadlineMs?: number
}

/** The installation's saved state. `close` leaves it, and ends an embedded server that nobody else uses. */
export interface State {
  /** Throws an AppError for an unknown name. A password given here stands in for the stored one. */
  testService(name: string, password: string | null, limits: TestLimits): Promise<TestReport>
  close(): Promise<void>
}
