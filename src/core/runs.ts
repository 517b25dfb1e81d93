import type { Diagnosis, StageId, Verdict } from './connection.ts'
import type { AppErrorCode, DiagnosisCode } from './error.ts'
import type { ExtractionProgress } from './extraction.ts'
import type { RunId, ScheduleId, ServiceId, SnapshotId } from './ids.ts'

/** What a run can do. Each kind has one way of being performed, and one schedule a service. */
export const runKinds = ['extract', 'usage', 'profile', 'check', 'test'] as const
export type RunKind = (typeof runKinds)[number]

export const runStates = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const
export type RunState = (typeof runStates)[number]

/** `asked` by somebody, due by its `schedule`, or a `retry` of an ended one. */
export const runOrigins = ['asked', 'schedule', 'retry'] as const
export type RunOrigin = (typeof runOrigins)[number]

export const isEnded = (state: RunState): boolean => state !== 'queued' && state !== 'running'

/** How far a running run has come. */
export type RunProgress =
  | (ExtractionProgress & {
      readonly kind: 'extract'
      /** Over the last few seconds; null before there is enough to tell. */
      readonly objectsPerSecond: number | null
      /** Null unless the total is known and the rate steady enough to say. */
      readonly secondsLeft: number | null
    })
  | { readonly kind: 'test'; readonly stage: StageId; readonly title: string }
  | { readonly kind: 'check'; readonly done: number; readonly total: number }
  | {
      readonly kind: 'profile'
      /** The relation that is being read. */
      readonly database: string
      readonly schema: string
      readonly relation: string
      /** Relations done in this run, whichever attempt did them; the total is that of the database being read. */
      readonly done: number
      readonly total: number
    }

/** Why a run did not do what it was asked for. */
export interface RunReason {
  readonly code: DiagnosisCode | AppErrorCode
  /** What is wrong, one sentence. */
  readonly summary: string
  /** What to do; null where the summary says it all. */
  readonly remedy: string | null
  /** The whole finding, where it is one about the user's server or settings. */
  readonly diagnosis: Diagnosis | null
}

/** What came out of it. */
export type RunResult =
  | {
      readonly kind: 'extract'
      /** Null once the snapshot was removed. */
      readonly snapshotId: SnapshotId | null
      /** Objects by kind, nested ones too. */
      readonly counts: Readonly<Record<string, number>>
      /** How many objects should have been read and were not. */
      readonly skipped: number
    }
  | {
      readonly kind: 'usage'
      /** Counts the readings of a service. */
      readonly reading: number
      /** Statements that the server held. */
      readonly statements: number
      /** Of those, hidden from the role. */
      readonly hidden: number
    }
  | {
      readonly kind: 'profile'
      /** Relations that were profiled, and those of which nothing could be measured. */
      readonly relations: number
      readonly failed: number
    }
  | {
      readonly kind: 'check'
      /** Checks by what came of them; `error` where nobody knows. */
      readonly passed: number
      readonly failed: number
      readonly error: number
    }
  | { readonly kind: 'test'; readonly verdict: Verdict }

export interface Run {
  readonly id: RunId
  readonly serviceId: ServiceId
  readonly kind: RunKind
  /** Relations it is about, quoted as in SQL; null for everything the settings select. */
  readonly relations: readonly string[] | null
  readonly state: RunState
  readonly origin: RunOrigin
  /** The ended run that this one tries again. */
  readonly retryOf: RunId | null
  /** How often it was begun: more than one after a worker was lost or stopped. */
  readonly attempt: number
  /** Whether somebody asked to cancel it; a running one takes a moment to end. */
  readonly cancelRequested: boolean
  /** ISO 8601, UTC, all three. */
  readonly createdAt: string
  readonly startedAt: string | null
  readonly endedAt: string | null
  /** Of a running run. */
  readonly progress: RunProgress | null
  /** Of a failed run. */
  readonly reason: RunReason | null
  /** Of a succeeded run, and of a failed test. */
  readonly result: RunResult | null
}

/** When runs of one kind start by themselves for a service. */
export interface Schedule {
  readonly id: ScheduleId
  readonly serviceId: ServiceId
  readonly kind: RunKind
  /** Five fields as in crontab: minute, hour, day of month, month, day of week. */
  readonly cron: string
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string
  readonly enabled: boolean
  /** `cron` in words, such as "At 02:30". */
  readonly description: string
  /** ISO 8601, UTC: the next three; none while it is off. */
  readonly nextTimes: readonly string[]
  /** When it last was due and acted upon; null before that. */
  readonly lastTime: string | null
}

/** How long past runs, snapshots and tests are kept: what either rule keeps stays, and the newest snapshot always. */
export interface Retention {
  /** The newest so many of a service; null keeps none by this rule. */
  readonly keepLast: number | null
  /** Those of the last so many days; null keeps none by this rule. */
  readonly keepDays: number | null
}
