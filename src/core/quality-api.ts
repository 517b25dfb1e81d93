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

/** What a list of profiles is narrowed down to, and its order. */
export interface ProfileFilter {
  /** Null for all; those that are notably different from the profile before. */
  readonly only: 'changed' | null
  /** All to be found in the relation's name. */
  readonly words: readonly string[]
  readonly sort: ProfileSort
  readonly down: boolean
}

export const profileSorts = ['relation', 'database', 'rows', 'bytes', 'columns', 'changes', 'profiled'] as const
export type ProfileSort = (typeof profileSorts)[number]

/**
 * `GET /api/services/:id/profiles?q=…&only=…&sort=…&cursor=…&limit=…`: each relation's newest profile. What the newest
 * snapshot was taken after and does not hold any more is left out, here and below.
 */
export interface ServiceProfiles extends ListPage {
  readonly profiles: readonly ProfileSummary[]
}

/**
 * `GET /api/services/:id/profile-failures?cursor=…&limit=…`, by name. Only where the last attempt is newer than the
 * newest profile, or there is none.
 */
export interface ProfileFailures extends ListPage {
  readonly failures: readonly LastFailure[]
}

/** `GET /api/services/:id/profile-coverage` */
export interface ProfileCoverage {
  /** Relations with a profile. */
  readonly profiled: number
  /** Those of them of which the newest profile could be compared with one before it, and was notably different. */
  readonly compared: number
  readonly changed: number
  readonly failures: number
  /** ISO 8601, UTC, of the newest and of the oldest of the relations' newest; null before the first. */
  readonly newestAt: string | null
  readonly oldestAt: string | null
  /** Of the newest snapshot; null before the service was first read. */
  readonly catalog: CatalogCoverage | null
}

/** Which of a snapshot's relations that hold rows were profiled. Partitions are within their parents. */
export interface CatalogCoverage {
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

/**
 * `GET /api/services/:id/check-suggestions?q=…&database=…&schema=…&name=…&cursor=…&limit=…`, by relation. What is there
 * already is left out, so that a page may be shorter than asked for, or empty, and not be the last one.
 */
export interface SuggestionPage {
  readonly suggestions: readonly CheckSuggestion[]
  /** The next page's cursor; null on the last one. */
  readonly next: string | null
  /** How many relations were looked at or still will be, from the first page to the last. */
  readonly relations: number
}

export interface CheckSuggestion {
  /** Its description says why. */
  readonly check: Check
  /** The same as a file of checks has it, for adding it. */
  readonly written: object
}

/** `POST /api/services/:id/check-suggestions`: adds what is suggested for some relations, beginning with the first. */
export interface SuggestionWish {
  /** Words in names of relations, all to be found. */
  readonly q?: string
  /** One relation alone. */
  readonly database?: string
  readonly schema?: string
  readonly name?: string
  /** Ids of suggestions that are not to be added. */
  readonly except?: readonly string[]
  /** `next` of the answer before. */
  readonly cursor?: string
}

export interface SuggestionsAdded {
  /** Checks that were added by this request. */
  readonly added: number
  /** Relations that were looked at by this request. */
  readonly relations: number
  /** Where the next request goes on; null once all were looked at. */
  readonly next: string | null
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
