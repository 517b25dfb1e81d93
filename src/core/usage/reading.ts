/** One normalised statement of one user in one database, with its counters since the server last forgot them. */
export interface StatementUsage {
  /** 64-bit, as text; null where the role may not see the statement, and in views that do not pass it on. */
  readonly queryid: string | null
  /** Null for a database that was dropped. */
  readonly database: string | null
  readonly databaseOid: number
  /** Null for a role that was dropped. Roles that cannot log in are included. */
  readonly user: string | null
  readonly userOid: number
  /** False for a statement inside a function; null where the source does not say. */
  readonly toplevel: boolean | null
  /** Null where the role may not see it. */
  readonly text: string | null
  /** Counts are 64-bit and therefore text. Null where the source does not have them. */
  readonly calls: string
  readonly rows: string | null
  readonly totalTimeMs: number
  readonly minTimeMs: number | null
  readonly maxTimeMs: number | null
  readonly sharedBlocksHit: string | null
  readonly sharedBlocksRead: string | null
  readonly sharedBlocksWritten: string | null
  readonly tempBlocksWritten: string | null
  /** Null where I/O is not timed by the server, or the source does not say. */
  readonly blockReadTimeMs: number | null
  /** ISO 8601, UTC, microseconds: when counting of this statement began. Null before version 1.11 of the extension. */
  readonly statsSince: string | null
}

/** What tells whether counters of two readings belong together. */
export interface CountingState {
  /** From pg_control_system(): another server counts for itself. Null where it may not be read. */
  readonly systemIdentifier: string | null
  /** Evictions since the last reset, 64-bit as text. Null for a view of the admin's own, which does not pass it on. */
  readonly evictions: string | null
  /** ISO 8601, UTC, microseconds; null as above. */
  readonly resetAt: string | null
  /**
   * Calls of the function that resets, in all databases, as text. It forgets single statements without a trace elsewhere.
   * Null where the role may not see everybody's statements.
   */
  readonly resetCalls: string | null
  /** Whether any of these moved while the statements were being read. */
  readonly moved: boolean
}

export interface UsageProblem {
  readonly code:
    | 'USAGE_TEXTS_MASKED'
    | 'USAGE_LIMITED'
    | 'USAGE_COUNTING_UNKNOWN'
    | 'USAGE_COUNTING_RESTARTED'
    | 'USAGE_EVICTED'
    | 'USAGE_RESET_ALONE'
    | 'USAGE_OTHER_SERVER'
  /** One or two sentences: what is missing and what to do. */
  readonly message: string
}

/** Everything a statement source says at one moment. */
export interface UsageReading {
  /** ISO 8601, UTC, microseconds, by the server's clock: right before the statements were read. */
  readonly readAt: string
  /** Since when everything is counted: the last reset. Null where the source does not say. */
  readonly statsSince: string | null
  /** Such as `public.pg_stat_statements`, and the extension's version; null for a view of the admin's own. */
  readonly source: { readonly name: string; readonly extensionVersion: string | null }
  readonly counting: CountingState
  /** Oids of the databases whose statements were asked for; null for all. */
  readonly databases: readonly number[] | null
  /** False when a limit left statements out. */
  readonly complete: boolean
  /** Most total time first. */
  readonly statements: readonly StatementUsage[]
  readonly problems: readonly UsageProblem[]
}

/** What was counted between two readings. Counters have the same meaning as in a reading, for that span alone. */
export interface StatementDelta extends StatementUsage {
  /** Calls may have been lost to a reset or an eviction: there were at least that many. */
  readonly lowerBound: boolean
}

export interface UsageDelta {
  /** ISO 8601, UTC: the earlier reading's moment. */
  readonly since: string
  readonly readAt: string
  readonly statsSince: string | null
  readonly source: UsageReading['source']
  /** Statements that were called, or may have been. Most total time first. */
  readonly statements: readonly StatementDelta[]
  readonly problems: readonly UsageProblem[]
}
