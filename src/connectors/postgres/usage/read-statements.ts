import type { CountingState, StatementUsage, UsageProblem, UsageReading } from '../../../core/usage/reading.ts'
import { everyOid, type OidRange } from '../catalog/question.ts'
import { type StatementSource, sourceInSql } from '../catalog/statement-source.ts'
import { type StatementEntry, statements } from '../catalog/statements.ts'
import type { Session } from '../stages/session.ts'
import { type Counting, counting, mayIdentify, systemIdentifier } from './counting.ts'

export interface ReadStatementsOptions {
  readonly session: Session
  readonly source: StatementSource
  /** Whether the role sees everybody's statements. */
  readonly seesAll: boolean
  /** Oids of the databases whose statements are wanted; null for all. */
  readonly databases: readonly number[] | null
  /** Statements that took the most time; null for all. */
  readonly limit: number | null
  /** Texts that are known already, by queryid: the server reads its file of texts only for others. */
  readonly knownTexts: ReadonlyMap<string, string>
  readonly signal: AbortSignal
}

/** How often a reading starts over because the server forgot something while it was read. */
const tries = 3

/** One reading. Rejects with a `QueryFailure` where the source cannot be read. */
export async function readStatements(options: ReadStatementsOptions): Promise<UsageReading> {
  const { session, source, seesAll, signal } = options
  const [allowed = false] = await session.ask(mayIdentify, signal)
  const [identifier = null] = allowed ? await session.ask(systemIdentifier, signal) : []
  const askState = { ...counting, sql: counting.sql(source, seesAll) }
  let moved = true
  for (let attempt = 1; ; attempt += 1) {
    const before = only(await session.ask(askState, signal))
    const entries = await readEntries(options)
    const after = only(await session.ask(askState, signal))
    moved = !isSame(before, after)
    if (moved && attempt < tries) continue
    const { evictions, resetAt, resetCalls } = before
    const state = { systemIdentifier: identifier, evictions, resetAt, resetCalls, moved }
    return toReading(options, before.now, state, entries)
  }
}

function only<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error('a question about one thing has no answer')
  return first
}

const isSame = (a: Counting, b: Counting): boolean =>
  a.evictions === b.evictions && a.resetAt === b.resetAt && a.resetCalls === b.resetCalls

async function readEntries(options: ReadStatementsOptions): Promise<StatementEntry[]> {
  const { session, source, knownTexts, signal } = options
  const range = { databases: toRange(options.databases), limit: options.limit }
  const name = sourceInSql(source)
  const ask = (from: string) => ({ ...statements, sql: statements.sql(from, source.columns, range) })
  // Only the extension itself has a function beside its view that leaves texts out.
  if (source.extensionVersion === null || knownTexts.size === 0) return await session.ask(ask(name), signal)
  const bare = await session.ask(ask(`${name}(false)`), signal)
  if (bare.some(({ queryid }) => queryid !== null && !knownTexts.has(queryid))) {
    return await session.ask(ask(name), signal)
  }
  return bare.map((entry) => ({
    ...entry,
    text: entry.queryid === null ? null : (knownTexts.get(entry.queryid) ?? null),
  }))
}

const toRange = (databases: readonly number[] | null): OidRange => (databases === null ? everyOid : { oids: databases })

function toReading(
  { source, databases, limit }: ReadStatementsOptions,
  readAt: string,
  state: CountingState,
  entries: readonly StatementEntry[],
): UsageReading {
  const complete = limit === null || entries.length < limit
  const masked = entries.filter(({ queryid, text }) => queryid === null && text === null).length
  return {
    readAt,
    statsSince: state.resetAt,
    source: { name: `${source.schema}.${source.name}`, extensionVersion: source.extensionVersion },
    counting: state,
    databases,
    complete,
    statements: entries.map(toUsage),
    problems: [...(masked > 0 ? [maskedProblem(masked)] : []), ...(complete ? [] : [limitedProblem(entries.length)])],
  }
}

const toUsage = (entry: StatementEntry): StatementUsage => ({
  queryid: entry.queryid,
  database: entry.database.name,
  databaseOid: entry.database.oid,
  user: entry.user.name,
  userOid: entry.user.oid,
  toplevel: entry.toplevel,
  text: entry.text,
  calls: entry.calls,
  rows: entry.rows,
  totalTimeMs: entry.totalTimeMs,
  minTimeMs: entry.minTimeMs,
  maxTimeMs: entry.maxTimeMs,
  sharedBlocksHit: entry.blocksHit,
  sharedBlocksRead: entry.blocksRead,
  sharedBlocksWritten: entry.blocksWritten,
  tempBlocksWritten: entry.tempBlocksWritten,
  blockReadTimeMs: entry.blockReadTimeMs,
  statsSince: entry.statsSince,
})

const maskedProblem = (count: number): UsageProblem => ({
  code: 'USAGE_TEXTS_MASKED',
  message: `${count === 1 ? 'One statement is' : `${count} statements are`} hidden from this role. GRANT pg_read_all_stats shows the statements of all roles.`,
})

const limitedProblem = (count: number): UsageProblem => ({
  code: 'USAGE_LIMITED',
  message: `Only the ${count} statements that took the most time were read. Raise the limit for the others.`,
})
