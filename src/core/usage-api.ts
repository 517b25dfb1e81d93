import type { RelationAddress, StatementLineage } from './lineage/statement-lineage.ts'
import type { UsageSum } from './usage/add-usage.ts'
import type { StatementTotal } from './usage/rank-statements.ts'
import type { UsageDelta, UsageProblem, UsageReading } from './usage/reading.ts'
import type { OpaqueStatement, RelationUsage } from './usage/relation-usage.ts'

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
  /** That it rests on, its ends included. */
  readonly readings: number
  readonly source: UsageReading['source']
  readonly problems: readonly UsageProblem[]
}

/** `GET /api/services/:id/usage?from=…&to=…`, most total time first. */
export interface ServiceUsage {
  readonly span: UsageSpan
  readonly statements: readonly StatementTotal[]
}

/** What was called between two kept readings, in the words of a reading; `patchbay usage` prints it. */
export interface KeptUsage extends Pick<UsageDelta, 'readAt' | 'source' | 'statements' | 'problems'> {
  /** As in {@link UsageSpan}. */
  readonly from: number | null
  readonly to: number
  readonly since: string | null
}

/** What was counted in one step between readings. */
export interface UsagePoint extends UsageSum {
  /** Null where the source does not say since when it counts. */
  readonly since: string | null
  readonly until: string
}

/** `GET /api/services/:id/usage/statements/:statement?from=…&to=…` */
export interface StatementDetail {
  readonly span: UsageSpan
  readonly total: StatementTotal
  /** Over all readings, whatever the span. */
  readonly trend: readonly UsagePoint[]
  /** Null where its text is hidden. */
  readonly lineage: readonly StatementLineage[] | null
}

/** `GET /api/services/:id/usage/relations?from=…&to=…`, most calls first. */
export interface RelationRanking {
  readonly span: UsageSpan
  /** By which names were resolved; null where the service was never read. */
  readonly snapshotId: string | null
  readonly relations: readonly RelationTotal[]
  /** Statements that may use more than was found in them. */
  readonly opaque: readonly OpaqueStatement[]
  readonly gaps: readonly string[]
}

/** Counts stand where the detail has lists. */
export interface RelationTotal extends Omit<RelationUsage, 'columns' | 'joins' | 'statements' | 'users'> {
  readonly users: number
  readonly columns: number
  readonly statements: number
}

/** `GET /api/services/:id/usage/relation?database=…&schema=…&name=…` */
export interface RelationDetail {
  readonly span: UsageSpan
  /** Null where no call was counted. */
  readonly usage: RelationUsage | null
  /** Of the statements that use it, over the steps of the span. */
  readonly trend: readonly UsagePoint[]
  /** Why calls may be missing, a sentence each; without any, what was not seen was not called. */
  readonly gaps: readonly string[]
}

export interface UnusedRelation {
  readonly relation: RelationAddress
  readonly kind: string
  /** Columns that no statement used; null where none used the relation at all. */
  readonly columns: readonly string[] | null
}

/** `GET /api/services/:id/usage/unused?from=…&to=…` */
export interface UnusedReport {
  readonly span: UsageSpan
  readonly snapshotId: string | null
  /** As in {@link RelationDetail}: with any, what is listed may have been used all the same. */
  readonly gaps: readonly string[]
  readonly relations: readonly UnusedRelation[]
}
