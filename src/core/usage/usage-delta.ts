import type { StatementDelta, StatementUsage, UsageDelta, UsageProblem, UsageReading } from './reading.ts'

/**
 * What was counted between two readings of one source. A figure is exact or says that it is a lower bound; it is never
 * too high and never negative.
 *
 * Counters go on unless the server forgot them in between: everything at once (reset, crash), one statement (a reset of
 * it alone), or the least used ones (eviction). What was called between the earlier reading and the forgetting is lost.
 */
export function usageDelta(before: UsageReading, after: UsageReading): UsageDelta {
  const history = toHistory(before, after)
  const old = new Map(before.statements.map((statement) => [keyOf(statement), statement]))
  const statements: StatementDelta[] = []
  for (const statement of after.statements) {
    if (isMasked(statement)) continue
    const key = keyOf(statement)
    statements.push(countedSince(old.get(key), statement, before, history))
    old.delete(key)
  }
  // Forgotten, or below the later reading's limit: called or not, nobody can tell.
  for (const gone of old.values()) if (!isMasked(gone)) statements.push(zero(gone, true))
  return {
    since: before.readAt,
    readAt: after.readAt,
    statsSince: after.statsSince,
    source: after.source,
    statements: statements
      .filter(({ calls, lowerBound }) => calls !== '0' || lowerBound)
      .sort((a, b) => b.totalTimeMs - a.totalTimeMs),
    problems: [...after.problems, ...history.problems],
  }
}

/** What can have been forgotten between the readings. */
interface History {
  /** When everything was: no counter of the later reading continues one of the earlier. Null when it was not. */
  readonly restartedAt: string | null
  /** Any single statement may have been forgotten and counted anew. */
  readonly forgetful: boolean
  readonly problems: readonly UsageProblem[]
}

function toHistory(before: UsageReading, after: UsageReading): History {
  const [was, is] = [before.counting, after.counting]
  if (was.systemIdentifier !== null && is.systemIdentifier !== null && was.systemIdentifier !== is.systemIdentifier) {
    return { restartedAt: is.resetAt ?? '', forgetful: true, problems: [otherServer] }
  }
  if (was.resetAt === null || is.resetAt === null || was.evictions === null || is.evictions === null) {
    return { restartedAt: null, forgetful: true, problems: [countingUnknown] }
  }
  if (was.resetAt !== is.resetAt) return { restartedAt: is.resetAt, forgetful: true, problems: [countingRestarted] }
  const evicted = was.evictions !== is.evictions
  const resetAlone = was.resetCalls === null || was.resetCalls !== is.resetCalls
  const problems = [...(evicted ? [evictedProblem] : []), ...(resetAlone ? [resetAloneProblem] : [])]
  return { restartedAt: null, forgetful: evicted || resetAlone || was.moved || is.moved, problems }
}

const otherServer: UsageProblem = {
  code: 'USAGE_OTHER_SERVER',
  message: 'The readings come from two servers. Only what the later one counted by itself is shown.',
}
const countingUnknown: UsageProblem = {
  code: 'USAGE_COUNTING_UNKNOWN',
  message:
    'The source does not tell of resets and evictions, so figures are lower bounds unless each statement says since when it is counted. pg_stat_statements itself tells.',
}
const countingRestarted: UsageProblem = {
  code: 'USAGE_COUNTING_RESTARTED',
  message: 'Counting began anew between the readings, by a reset or a crash. Calls before that are lost.',
}
const evictedProblem: UsageProblem = {
  code: 'USAGE_EVICTED',
  message:
    'The server forgot the least used statements between the readings. Raise pg_stat_statements.max or read more often.',
}
const resetAloneProblem: UsageProblem = {
  code: 'USAGE_RESET_ALONE',
  message:
    'Single statements were reset between the readings, or it cannot be seen that none was. Calls before a reset are lost.',
}

function countedSince(
  was: StatementUsage | undefined,
  is: StatementUsage,
  before: UsageReading,
  history: History,
): StatementDelta {
  if (history.restartedAt !== null) return countedAnew(is, history.restartedAt, before)
  if (was === undefined) return countedFirst(is, before, history)
  if (was.statsSince !== null && is.statsSince !== null) {
    if (was.statsSince !== is.statsSince) return { ...is, lowerBound: true }
    return { ...difference(was, is), lowerBound: false }
  }
  if (wentBack(was, is)) return { ...is, lowerBound: true }
  return { ...difference(was, is), lowerBound: history.forgetful }
}

/** After a failover the other server may have counted for longer than this span. */
function countedAnew(is: StatementUsage, restartedAt: string, before: UsageReading): StatementDelta {
  const began = is.statsSince ?? restartedAt
  return began > before.readAt ? { ...is, lowerBound: true } : zero(is, true)
}

/** Not in the earlier reading: first called since, or forgotten and called again, or nothing that the reading saw. */
function countedFirst(is: StatementUsage, before: UsageReading, history: History): StatementDelta {
  // Counted before that moment and yet not read: its first call had not ended.
  const wasRunning = is.statsSince !== null && is.statsSince <= before.readAt
  if (wasRunning || is.statsSince === null) {
    // Unless it was there and not seen: then some of its calls are not of this span, and nobody knows how many.
    if (!sawEverything(before, is)) return zero(is, true)
    if (wasRunning) return { ...is, lowerBound: false }
  }
  return { ...is, lowerBound: history.forgetful }
}

const sawEverything = ({ databases, complete, statements }: UsageReading, { databaseOid }: StatementUsage): boolean =>
  complete && (databases === null || databases.includes(databaseOid)) && !statements.some(isMasked)

/** A counter that fell was counted anew. */
function wentBack(was: StatementUsage, is: StatementUsage): boolean {
  if (is.totalTimeMs < was.totalTimeMs || (is.maxTimeMs ?? 0) < (was.maxTimeMs ?? 0)) return true
  if (was.minTimeMs !== null && is.minTimeMs !== null && is.minTimeMs > was.minTimeMs) return true
  return counters.some((name) => {
    const [then, now] = [was[name], is[name]]
    return then !== null && now !== null && BigInt(now) < BigInt(then)
  })
}

const counters = [
  'calls',
  'rows',
  'sharedBlocksHit',
  'sharedBlocksRead',
  'sharedBlocksWritten',
  'tempBlocksWritten',
] as const

function difference(was: StatementUsage, is: StatementUsage): StatementUsage {
  const less = (then: string | null, now: string | null) =>
    then === null || now === null ? null : String(BigInt(now) - BigInt(then))
  return {
    ...is,
    calls: less(was.calls, is.calls) ?? is.calls,
    rows: less(was.rows, is.rows),
    totalTimeMs: is.totalTimeMs - was.totalTimeMs,
    // The shortest and the longest call of a span cannot be told from two readings.
    minTimeMs: null,
    maxTimeMs: null,
    sharedBlocksHit: less(was.sharedBlocksHit, is.sharedBlocksHit),
    sharedBlocksRead: less(was.sharedBlocksRead, is.sharedBlocksRead),
    sharedBlocksWritten: less(was.sharedBlocksWritten, is.sharedBlocksWritten),
    tempBlocksWritten: less(was.tempBlocksWritten, is.tempBlocksWritten),
    blockReadTimeMs:
      was.blockReadTimeMs === null || is.blockReadTimeMs === null ? null : is.blockReadTimeMs - was.blockReadTimeMs,
  }
}

const zero = (statement: StatementUsage, lowerBound: boolean): StatementDelta => ({
  ...difference(statement, statement),
  lowerBound,
})

/** Where the text is hidden, the statement's identity is hidden too. */
const isMasked = ({ queryid, text }: StatementUsage): boolean => queryid === null && text === null

const keyOf = ({ queryid, text, databaseOid, userOid, toplevel }: StatementUsage): string =>
  JSON.stringify([queryid ?? text, databaseOid, userOid, toplevel])
