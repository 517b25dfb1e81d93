import type { StatementLineage } from './lineage/statement-lineage.ts'
import type { UsageSum } from './usage/add-usage.ts'
import type { StatementTotal } from './usage/rank-statements.ts'
import type { UsageProblem, UsageReading } from './usage/reading.ts'

/** `GET /api/usage` → services of which readings are kept. */
export interface UsageService {
  readonly serviceId: string
  readonly serviceName: string
  readonly readings: number
  readonly newest: ReadingPoint
}

/** `GET /api/services/:id/usage/readings` → the oldest first. */
export interface ReadingPoint {
  /** Counts a service's readings. */
  readonly number: number
  /** ISO 8601, UTC. */
  readonly readAt: string
  /** Statements that the server held. */
  readonly statements: number
  /** What was counted since the reading before; null of the first. */
  readonly counted: { readonly calls: string; readonly totalTimeMs: number; readonly lowerBound: boolean } | null
}

/**
 * What stands between two readings, or, where `from` is null, what the server had counted up to one: everything since
 * it last forgot.
 */
export interface UsageSpan {
  readonly from: number | null
  readonly to: number
  /** ISO 8601, UTC; null where the source does not say since when it counts. */
  readonly since: string | null
  readonly until: string
  readonly source: UsageReading['source']
  readonly problems: readonly UsageProblem[]
}

/** `GET /api/services/:id/usage?from=…&to=…`, most total time first. */
export interface ServiceUsage {
  readonly span: UsageSpan
  readonly statements: readonly StatementTotal[]
}

/** What was counted in one step between readings. */
export interface UsagePoint extends UsageSum {
  readonly since: string
  readonly until: string
}

/** `GET /api/services/:id/usage/statements/:statement?from=…&to=…` */
export interface StatementDetail {
  readonly span: UsageSpan
  readonly total: StatementTotal
  /** Over all readings, whatever the span. */
  readonly trend: readonly UsagePoint[]
  /** Null where its text is hidden. */
  readonly lineage: StatementLineage | null
}
