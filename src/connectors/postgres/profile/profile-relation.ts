import type {
  ColumnProfile,
  Measure,
  ProfileProblem,
  ProfileRequest,
  RelationProfile,
} from '../../../core/quality/profile.ts'
import { findSensitive } from '../../../core/quality/sensitive/find-sensitive.ts'
import type { SensitiveFinding } from '../../../core/quality/sensitive/finding.ts'
import { toNumber } from '../catalog/decode.ts'
import { quoteIdentifier, quoteQualified } from '../catalog/quote.ts'
import { type Connection, QueryFailure, type QueryRows } from '../connection.ts'
import { type Depth, planColumn } from './column-plan.ts'
import { type TypedColumn, typedColumns } from './columns.ts'
import { createFrame, type Frame } from './frame.ts'
import { fromStatistics } from './from-statistics.ts'
import { measureColumn } from './measure-column.ts'
import { readSamples, sampleValuesSql } from './sample-values.ts'
import { createSelectList, type Source } from './select-list.ts'
import { beginTable, decodeRows, type TableTransaction } from './table-transaction.ts'
import type { Target } from './targets.ts'

export interface RelationOptions {
  readonly connection: Connection
  readonly signal: AbortSignal
  readonly request: ProfileRequest
  readonly database: string
  readonly limitMs: number
  /** `server_version_num`. */
  readonly version: number
}

/** Up to so many rows everything is measured from the rows themselves. */
const fewRows = 100_000
/** A statement may have 1,664 results; a column asks for less than 20. */
const columnsAtOnce = 80
/** Of rows that nobody counted, for a guess from the room they take. */
const rowBytes = 60

/** Profiles one relation that may be read. Rejects with a `QueryFailure`, or the signal's reason after an abort. */
export async function profileRelation(target: Target, options: RelationOptions): Promise<RelationProfile> {
  try {
    return await inTransaction(target, options, false)
  } catch (error) {
    // Class 22: a value that arithmetic cannot cope with.
    if (!(error instanceof QueryFailure) || !error.reason.value.startsWith('22')) throw error
    options.signal.throwIfAborted()
    return await inTransaction(target, options, true)
  }
}

async function inTransaction(target: Target, options: RelationOptions, careful: boolean): Promise<RelationProfile> {
  const transaction = beginTable(options.connection, options.signal, options.limitMs)
  try {
    return await measure(target, options, transaction, careful)
  } finally {
    await transaction.end().catch((error: unknown) => {
      if (!(error instanceof QueryFailure)) throw error
    })
  }
}

async function measure(
  target: Target,
  options: RelationOptions,
  transaction: TableTransaction,
  careful: boolean,
): Promise<RelationProfile> {
  const { request } = options
  const began = performance.now()
  const profiledAt = new Date().toISOString()
  const [sizes, found] = await transaction.ask([sizeSql(target.oid), typedColumns.sql(target.oid)])
  if (request.where !== null) await proveCondition(target, request.where, transaction)
  const bytes = only(sizes)
  const all = decodeRows(found, typedColumns.decode)
  const columns = all.filter(({ readable }) => readable)
  const expected = target.estimatedRows ?? Number(bytes ?? 0) / rowBytes
  const { source, percent } = chooseSource(target, columns, request, expected)
  const depth: Depth = {
    small: source.gather !== null || expected <= fewRows,
    exact: request.exact,
    rows: expected,
    gathersInParallel: options.version >= 160_000,
    careful,
  }
  const whole = source.gather === null && depth.small && !isSteady(target) ? gathered(source, columns) : source
  const profiles: ColumnProfile[] = []
  let rows: Measure<string> | null = null
  for (let from = 0; from === 0 || from < columns.length; from += columnsAtOnce) {
    const part = columns.slice(from, from + columnsAtOnce)
    const list = createSelectList(whole, names(part), !depth.small)
    const counted = list.add('pg_catalog.count(*)')
    const readers = part.map((column) => measureColumn(column, planColumn(column, depth), list))
    const answers = (await transaction.ask(list.statements())).map(({ rows: [row = []] }) => row)
    const seen = toNumber(counted(answers))
    const frame = createFrame({
      seen,
      sampledFrom: percent === null ? null : Math.max(seen, Math.round((seen * 100) / percent)),
      random: request.sample?.method !== 'system',
    })
    rows = rowsOf(frame, percent)
    for (const [place, column] of part.entries()) {
      const known = depth.small ? {} : fromStatistics(column, frame.population)
      const measured = readers[place]?.(answers, frame) ?? {}
      profiles.push({ ...typeOf(column), metrics: { ...known, ...measured } })
    }
  }
  const sensitive =
    request.classify === true ? await classify(target, columns, request, expected, transaction) : undefined
  return {
    database: options.database,
    schema: target.schema,
    relation: target.name,
    kind: target.kind,
    profiledAt,
    durationMs: Math.round(performance.now() - began),
    rows,
    bytes,
    columns: profiles,
    ...(sensitive === undefined ? {} : { sensitive }),
    problems: problemsOf(target, all),
  }
}

const typeOf = ({ name, type, base, isDomain }: TypedColumn) => ({ column: name, type, ...(isDomain ? { base } : {}) })

/** A condition comes from outside: a text that goes on behind it with further statements must not get to the server. */
async function proveCondition(target: Target, where: string, transaction: TableTransaction): Promise<void> {
  await transaction.askAlone(`select from ${quoteQualified(target.schema, target.name)} s where (${where}\n) limit 0`)
}

async function classify(
  target: Target,
  columns: readonly TypedColumn[],
  { where }: ProfileRequest,
  expectedRows: number,
  transaction: TableTransaction,
): Promise<readonly SensitiveFinding[]> {
  const name = quoteQualified(target.schema, target.name)
  const source = { name, canDraw: isSteady(target), where, expectedRows }
  const [answer] = columns.length === 0 ? [] : await transaction.ask([sampleValuesSql(columns, source)])
  return findSensitive(target.name, readSamples(columns, answer))
}

/** A table without room for surprises shows every statement of a transaction the same rows; views may call `random()`. */
const isSteady = ({ kind }: Target): boolean => kind !== 'view' && kind !== 'foreign table'

function rowsOf(frame: Frame, percent: number | null): Measure<string> {
  return percent === null ? frame.measure(String(frame.seen)) : { ...frame.measure(String(frame.population)) }
}

function chooseSource(
  target: Target,
  columns: readonly TypedColumn[],
  { sample, where }: ProfileRequest,
  expected: number,
): { readonly source: Source; readonly percent: number | null } {
  const name = quoteQualified(target.schema, target.name)
  const condition = where === null ? '' : ` where (${where}\n)`
  const percent = sample === null ? null : samplePercent(sample, expected)
  if (percent === null) {
    const plain: Source = { from: `${name} s`, gather: null }
    return {
      source: where === null ? plain : gathered({ from: `${name} s${condition}`, gather: null }, columns),
      percent,
    }
  }
  if (isSteady(target)) {
    const method = sample?.method === 'system' ? 'system' : 'bernoulli'
    const from = `${name} s tablesample ${method} (${percent}) repeatable (1)${condition}`
    return { source: gathered({ from, gather: null }, columns), percent }
  }
  const drawn = `${where === null ? ' where' : `${condition} and`} pg_catalog.random() < ${percent / 100}`
  return { source: gathered({ from: `${name} s${drawn}`, gather: null }, columns), percent }
}

/** Null where all rows are fewer than the sample may have. */
function samplePercent(sample: NonNullable<ProfileRequest['sample']>, expected: number): number | null {
  const percent = sample.method === 'rows' ? (100 * sample.rows) / Math.max(1, expected) : sample.percent
  return percent >= 100 ? null : percent
}

function gathered({ from }: Source, columns: readonly TypedColumn[]): Source {
  const read = names(columns).map((name) => `s.${name}`)
  return { from: 's', gather: `select ${read.join(', ')} from ${from}` }
}

const names = (columns: readonly TypedColumn[]): string[] => columns.map(({ name }) => quoteIdentifier(name))

const sizeSql = (oid: number): string => `
select case when c.relkind in ('v', 'f') then null
  when c.relkind = 'p' then (select pg_catalog.sum(pg_catalog.pg_table_size(t.relid)) from pg_catalog.pg_partition_tree(c.oid) t)
  else pg_catalog.pg_table_size(c.oid) end::pg_catalog.text
from pg_catalog.pg_class c where c.oid = ${oid}`

const only = (answer: QueryRows | undefined): string | null => answer?.rows[0]?.[0] ?? null

function problemsOf(target: Target, columns: readonly TypedColumn[]): ProfileProblem[] {
  const closed = columns.filter(({ readable }) => !readable).map(({ name }) => name)
  return [
    ...(target.rowsHidden
      ? [
          {
            code: 'ROWS_HIDDEN',
            message: 'Row-level security may hide rows from this role: the figures are about what it may see.',
          },
        ]
      : []),
    ...(closed.length > 0
      ? [{ code: 'COLUMNS_NOT_READABLE', message: `The role may not read ${closed.join(', ')}. Grant SELECT on them.` }]
      : []),
  ]
}

/** What is known of a relation that may not be read. */
export function estimateRelation(target: Target, database: string): RelationProfile {
  const rows = target.liveRows !== null && target.liveRows !== '0' ? target.liveRows : null
  const value = target.estimatedRows === null ? rows : String(Math.round(target.estimatedRows))
  return {
    database,
    schema: target.schema,
    relation: target.name,
    kind: target.kind,
    profiledAt: new Date().toISOString(),
    durationMs: 0,
    rows: value === null ? null : { value, basis: 'estimate', rows: '0' },
    bytes: target.kind === 'view' || target.kind === 'foreign table' ? null : String(target.estimatedBytes),
    columns: [],
    problems: [
      {
        code: 'TABLE_NOT_READABLE',
        message:
          'The role may not read it: only the server’s own estimates are known. Grant SELECT on it and USAGE on its schema.',
      },
    ],
  }
}
