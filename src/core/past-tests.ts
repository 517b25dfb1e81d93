import type { TestReport, Verdict } from './connection.ts'
import type { TestId } from './ids.ts'
import type { Direction } from './report-difference.ts'

/** Who asked for a test: somebody on a page, a command, a run that somebody started, or a schedule. */
export const testOrigins = ['page', 'command', 'run', 'schedule'] as const
export type TestOrigin = (typeof testOrigins)[number]

/** `GET /api/services/:id/tests?before=…&limit=…` → an array of these, the newest first. Cancelled tests leave none. */
export interface PastTest {
  readonly id: TestId
  readonly origin: TestOrigin
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly durationMs: number
  readonly verdict: Verdict
  /** Its outcome in one sentence without a full stop. */
  readonly headline: string
  /** Such as `16.14`; null where no server was reached. */
  readonly serverVersion: string | null
  /** Whether it was made of the settings that the service has now. */
  readonly ofPresentSettings: boolean
  /** Against the test before it; null for the first that is kept. */
  readonly change: TestChange | null
}

export interface TestChange {
  readonly direction: Direction
  readonly settingsChanged: boolean
  /** Stages and facts about the server that differ. */
  readonly changes: number
}

/** `GET /api/services/:id/tests/:testId` */
export interface PastTestDetail extends PastTest {
  readonly report: TestReport
  /** Its neighbours in time; null where there is none. */
  readonly earlier: TestId | null
  readonly later: TestId | null
}

/** How tests of a service's present settings have moved: worse until they recover, better when the newest one is. */
export interface ServiceTrend {
  readonly direction: 'better' | 'worse'
  /** ISO 8601, UTC: the first test that was so. */
  readonly since: string
}
