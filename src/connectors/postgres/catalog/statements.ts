import { toNumber, toNumberOrNull } from './decode.ts'
import { type CatalogRow, inRange, type OidRange } from './question.ts'

interface Row extends CatalogRow {
  readonly queryid: string | null
  readonly dbid: string
  readonly datname: string | null
  readonly userid: string
  readonly rolname: string | null
  readonly toplevel: string | null
  readonly query: string | null
  readonly calls: string
  readonly rows: string | null
  readonly total_time: string
  readonly min_time: string | null
  readonly max_time: string | null
  readonly blocks_hit: string | null
  readonly blocks_read: string | null
  readonly blocks_written: string | null
  readonly temp_blocks_written: string | null
  readonly block_read_time: string | null
  readonly stats_since: string | null
}

/** One normalised statement and its counters since the server last forgot them. */
export interface StatementEntry {
  /** 64-bit, as text; null where the role may not see the statement, and in views that do not pass it on. */
  readonly queryid: string | null
  readonly database: { readonly oid: number; readonly name: string | null }
  /** The name is null for a role that was dropped. Roles that cannot log in are included. */
  readonly user: { readonly oid: number; readonly name: string | null }
  readonly toplevel: boolean | null
  /** Null where the role may not see it. */
  readonly text: string | null
  /** 64-bit counts, as text. */
  readonly calls: string
  readonly rows: string | null
  readonly blocksHit: string | null
  readonly blocksRead: string | null
  readonly blocksWritten: string | null
  readonly tempBlocksWritten: string | null
  readonly totalTimeMs: number
  readonly minTimeMs: number | null
  readonly maxTimeMs: number | null
  /** Null before version 1.11 of the extension calls it by its present name, and where I/O timing is unknown. */
  readonly blockReadTimeMs: number | null
  /** ISO 8601, UTC, microseconds. */
  readonly statsSince: string | null
}

type Present = ReadonlySet<string>

const first = (present: Present, names: readonly string[], type: string): string => {
  const name = names.find((candidate) => present.has(candidate))
  return name === undefined ? `null::pg_catalog.${type}` : `s.${name}`
}

// Named gates. The extension renames columns as it goes; the row's shape stays.

/** 1.8 split planning from execution and renamed `total_time`. */
const totalTime = (present: Present) => first(present, ['total_exec_time', 'total_time'], 'float8')
/** 1.9 counts statements inside functions apart. */
const toplevel = (present: Present) => first(present, ['toplevel'], 'bool')
/** 1.11 tells shared from local I/O time. */
const blockReadTime = (present: Present) => first(present, ['shared_blk_read_time', 'blk_read_time'], 'float8')
/** 1.11 says since when it counts each statement. */
const statsSince = (present: Present) => momentText(first(present, ['stats_since'], 'timestamptz'))

/** A moment of the server as ISO 8601 in UTC, whatever its time zone and date style. */
export const momentText = (expression: string): string =>
  `pg_catalog.to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** Columns without which a source says nothing; an admin's own view may leave out all others. */
export function missingColumns(present: Present): string[] {
  const missing = ['userid', 'dbid', 'query', 'calls'].filter((name) => !present.has(name))
  return present.has('total_exec_time') || present.has('total_time') ? missing : [...missing, 'total_exec_time']
}

/** Columns of the extension's version 1.9, which every supported server can have. */
export const assumedColumns: Present = new Set([
  'userid',
  'dbid',
  'toplevel',
  'queryid',
  'query',
  'calls',
  'total_exec_time',
  'rows',
])

export interface StatementRange {
  /** Databases whose statements are read. */
  readonly databases: OidRange
  /** Statements that took the most time come first. Null: all of them. */
  readonly limit: number | null
}

/**
 * What the role may not see shows a placeholder for the text and no `queryid`. The placeholder is a constant of the
 * extension and never translated; a missing `queryid` says the same wherever the column exists.
 */
const maskedText = '<insufficient privilege>'

const isMasked = (present: Present) =>
  present.has('queryid') ? `(s.queryid is null or s.query = '${maskedText}')` : `s.query = '${maskedText}'`

export const statements = {
  name: 'statements',
  /** @param source quoted name of the view, or a call of the extension's function */
  sql: (source: string, present: Present, range: StatementRange): string => `
select ${first(present, ['queryid'], 'int8')} as queryid, s.dbid, d.datname, s.userid, r.rolname,
  ${toplevel(present)} as toplevel, case when not ${isMasked(present)} then s.query end as query, s.calls,
  ${first(present, ['rows'], 'int8')} as rows, ${totalTime(present)} as total_time,
  ${first(present, ['min_exec_time', 'min_time'], 'float8')} as min_time,
  ${first(present, ['max_exec_time', 'max_time'], 'float8')} as max_time,
  ${first(present, ['shared_blks_hit'], 'int8')} as blocks_hit,
  ${first(present, ['shared_blks_read'], 'int8')} as blocks_read,
  ${first(present, ['shared_blks_written'], 'int8')} as blocks_written,
  ${first(present, ['temp_blks_written'], 'int8')} as temp_blocks_written,
  ${blockReadTime(present)} as block_read_time, ${statsSince(present)} as stats_since
from ${source} s
left join pg_catalog.pg_database d on d.oid = s.dbid
left join pg_catalog.pg_roles r on r.oid = s.userid
where ${inRange('s.dbid', range.databases)}
order by total_time desc, queryid, userid
limit ${range.limit ?? 'all'}`,
  decode: (row: Row): StatementEntry => ({
    queryid: row.queryid,
    database: { oid: toNumber(row.dbid), name: row.datname },
    user: { oid: toNumber(row.userid), name: row.rolname },
    toplevel: row.toplevel === null ? null : row.toplevel === 't',
    text: row.query,
    calls: row.calls,
    rows: row.rows,
    blocksHit: row.blocks_hit,
    blocksRead: row.blocks_read,
    blocksWritten: row.blocks_written,
    tempBlocksWritten: row.temp_blocks_written,
    totalTimeMs: toNumber(row.total_time),
    minTimeMs: toNumberOrNull(row.min_time),
    maxTimeMs: toNumberOrNull(row.max_time),
    blockReadTimeMs: toNumberOrNull(row.block_read_time),
    statsSince: row.stats_since,
  }),
}

interface CountRow extends CatalogRow {
  readonly visible: string
  readonly masked: string
}

/** How many statements there are, and how many of them hide their text from this role. */
export const statementCounts = {
  name: 'statement-counts',
  sql: (source: string, present: Present, databases: OidRange): string => `
select pg_catalog.count(*) as visible, pg_catalog.count(*) filter (where ${isMasked(present)}) as masked
from ${source} s
where ${inRange('s.dbid', databases)}`,
  decode: (row: CountRow): { visible: number; masked: number } => ({
    visible: toNumber(row.visible),
    masked: toNumber(row.masked),
  }),
}
