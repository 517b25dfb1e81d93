import type { Diagnosis } from './connection.ts'
import type { RunId, ServiceId } from './ids.ts'
import type { AttentionState } from './quality/checks/attention.ts'
import type { Check, CheckPreview, CheckResult, CheckStatus } from './quality/checks/check.ts'
import type { NotableChange } from './quality/drift.ts'
import type { ColumnProfile, Measure, ProfileProblem, RelationProfile } from './quality/profile.ts'

/** What tells a relation from others of its service. */
export interface RelationPlace {
  readonly database: string
  readonly schema: string
  readonly relation: string
}

/** A kept profile without its columns. */
export interface ProfileSummary extends Omit<RelationProfile, 'columns'> {
  /** 64-bit as text. */
  readonly id: string
  /** The run it came from; null once that was removed. */
  readonly runId: RunId | null
  readonly columnCount: number
  /** Compared with the profile of the relation before it; null of the first. */
  readonly changes: readonly NotableChange[] | null
}

/** A relation of which the newest attempt could measure nothing. */
export interface LastFailure extends RelationPlace {
  readonly runId: RunId
  /** ISO 8601, UTC. */
  readonly failedAt: string
  readonly reason: ProfileProblem
}

/** `GET /api/services/:id/profiles`: each relation's newest profile, by name. */
export interface ServiceProfiles {
  readonly profiles: readonly ProfileSummary[]
  /** Only where the last attempt is newer than the newest profile, or there is none. */
  readonly failures: readonly LastFailure[]
  /** Of the newest snapshot; null before the service was first read. */
  readonly coverage: ProfileCoverage | null
}

/** Which of a snapshot's relations that hold rows were profiled. Partitions are within their parents. */
export interface ProfileCoverage {
  readonly relations: number
  readonly profiled: number
  /** The first few of the others, by name. */
  readonly missing: readonly RelationPlace[]
}

/** `GET /api/services/:id/profiles/relation?database=…&schema=…&name=…&profile=…` */
export interface RelationProfiles {
  /** The one asked for, or the newest; null before the first. */
  readonly profile: (ProfileSummary & { readonly columns: readonly ColumnProfile[] }) | null
  /** The newest first. */
  readonly history: readonly ProfilePoint[]
  readonly failure: LastFailure | null
}

export interface ProfilePoint {
  readonly id: string
  readonly runId: RunId | null
  readonly profiledAt: string
  readonly rows: Measure<string> | null
  /** How many notable changes it has. */
  readonly changes: number
}

/** `GET /api/services/:id/profiles/trend?database=…&schema=…&name=…&column=…`, the oldest first. */
export interface ColumnTrend {
  readonly points: readonly (Pick<ProfilePoint, 'id' | 'profiledAt' | 'rows'> & {
    readonly metrics: ColumnProfile['metrics']
  })[]
}

/** A part of a list that may be long. */
export interface ListPage {
  /** The next page's cursor; null on the last one. */
  readonly next: string | null
  /** How many there are in all that fit the filter. */
  readonly matching: number
}

/** What a list of checks is narrowed down to, and its order. */
export interface CheckFilter {
  /** Empty for all. */
  readonly states: readonly AttentionState[]
  /** All to be found in the names of what is checked, the id or the title of the kind. */
  readonly words: readonly string[]
  /** About this relation alone. */
  readonly place: RelationPlace | null
  readonly sort: CheckSort
  readonly down: boolean
}

/** `attention`: those first that somebody has to look at. Only `id` stays as it is while checks are run. */
export const checkSorts = ['attention', 'id', 'kind', 'subject', 'failing', 'checked'] as const
export type CheckSort = (typeof checkSorts)[number]

/** `GET /api/services/:id/checks?state=…&q=…&sort=…&cursor=…&limit=…` */
export interface ServiceChecks extends ListPage {
  /** Whether the values of failing rows are kept and shown. */
  readonly keepValues: boolean
  /** Of all checks, whatever the filter; of those about the relation where one is named. */
  readonly counts: Readonly<Record<AttentionState, number>>
  readonly checks: readonly ServiceCheck[]
}

export interface ServiceCheck {
  readonly check: Check
  /** The same as a file of checks has it, for changing it. */
  readonly written: object
  /** Without failing rows, which its history has; null before it was first run. */
  readonly newest: CheckResult | null
  readonly runId: RunId | null
  /** The last few results, the newest last. */
  readonly recent: readonly CheckPoint[]
}

export interface CheckPoint {
  readonly checkedAt: string
  readonly status: CheckStatus
  readonly failingRows: string | null
}

export interface CheckCounts {
  readonly passed: number
  readonly failed: number
  readonly error: number
}

/** `POST /api/services/:id/check-previews` with `{ check }`, one of both is null. */
export interface CheckPreviewAnswer {
  readonly preview: CheckPreview | null
  readonly diagnosis: Diagnosis | null
}

/** `GET /api/services/:id/check-suggestions?database=…&schema=…&name=…` */
export interface CheckSuggestion {
  /** Its description says why. */
  readonly check: Check
  /** The same as a file of checks has it, for adding it. */
  readonly written: object
}

/** `GET /api/quality` → one a service that has profiles or checks, by name. */
export interface QualityService {
  readonly serviceId: ServiceId
  readonly serviceName: string
  readonly profiles: {
    readonly relations: number
    /** ISO 8601, UTC, of the newest and of the oldest of the relations' newest; null before the first. */
    readonly newestAt: string | null
    readonly oldestAt: string | null
    readonly failures: number
    /** Relations with notable changes. */
    readonly changed: number
  }
  /** By what came of the newest run of each; `waiting` were never run. */
  readonly checks: CheckCounts & { readonly waiting: number }
}
