import { type ColumnAddress, type RelationAddress, relationKey } from '../lineage/statement-lineage.ts'
import { addUsage, noUsage, type UsageSum } from './add-usage.ts'
import { isBuiltIn, isWholeLineage, type TextLineage } from './text-lineage.ts'

/** The readings between which something last was called. ISO 8601, UTC; `since` null where it is not known. */
export interface LastSeen {
  readonly since: string | null
  readonly until: string
}

/** How often, in calls of statements; at least so often where it says `lowerBound`. */
export interface CallCount {
  readonly calls: string
  readonly lowerBound: boolean
}

/** Calls of one text over a span. */
export interface TextUsage {
  /** See `statementId`. */
  readonly id: string
  readonly text: string
  readonly sum: UsageSum
  readonly users: ReadonlyMap<string, CallCount>
  /** Null where no call was counted. */
  readonly lastSeen: LastSeen | null
  /** Null where it was not resolved. */
  readonly lineage: readonly TextLineage[] | null
}

export interface ColumnUsage extends CallCount {
  readonly column: string
  /** Calls of statements that filter on it, join by it, write it. */
  readonly filtered: CallCount
  readonly joined: CallCount
  readonly written: CallCount
  readonly lastSeen: LastSeen | null
}

export interface JoinUsage extends CallCount {
  readonly with: RelationAddress
  /** Pairs of columns, its own first. */
  readonly by: readonly (readonly [string, string])[]
}

export interface RelationUsage extends CallCount {
  readonly relation: RelationAddress
  readonly read: CallCount
  readonly written: CallCount
  readonly totalTimeMs: number
  /** Most calls first. */
  readonly users: readonly (CallCount & { readonly user: string })[]
  readonly columns: readonly ColumnUsage[]
  readonly joins: readonly JoinUsage[]
  /** Ids and texts of statements, most time first. */
  readonly statements: readonly (CallCount & {
    readonly id: string
    readonly text: string
    readonly totalTimeMs: number
  })[]
  readonly lastSeen: LastSeen | null
}

/** A statement whose lineage is not whole, and why. */
export interface OpaqueStatement extends CallCount {
  readonly id: string
  readonly text: string
  /** One sentence each. */
  readonly because: readonly string[]
}

const plus = (a: CallCount, b: CallCount): CallCount => ({
  calls: String(BigInt(a.calls) + BigInt(b.calls)),
  lowerBound: a.lowerBound || b.lowerBound,
})

interface GrowingColumn {
  all: CallCount
  filtered: CallCount
  joined: CallCount
  written: CallCount
  lastSeen: LastSeen | null
}

interface Growing {
  relation: RelationAddress
  all: UsageSum
  read: CallCount
  written: CallCount
  users: Map<string, CallCount>
  columns: Map<string, GrowingColumn>
  joins: Map<string, { with: RelationAddress; count: CallCount; by: Map<string, readonly [string, string]> }>
  statements: { id: string; text: string; calls: string; lowerBound: boolean; totalTimeMs: number }[]
  lastSeen: LastSeen | null
}

/** What one text does to one relation. */
interface Touch {
  relation: RelationAddress
  read: boolean
  written: boolean
  columns: Set<string>
  filtered: Set<string>
  joined: Set<string>
  writes: Set<string>
  joins: Map<string, { with: RelationAddress; pair: readonly [string, string] }>
}

/**
 * Usage of relations and columns, most calls first. The server's own and those of no known schema are left out.
 * `lossy` says that calls of texts that are not here may have been missed: then every figure is a lower bound, exact as
 * the figures of the texts may be.
 */
export function relationUsage(texts: readonly TextUsage[], lossy: boolean): readonly RelationUsage[] {
  const none: CallCount = { calls: '0', lowerBound: lossy }
  const found = new Map<string, Growing>()
  for (const usage of texts) {
    for (const [key, touch] of touchesOf(usage.lineage ?? [])) {
      const growing = found.get(key) ?? emptyGrowing(touch.relation, none)
      found.set(key, growing)
      grow(growing, touch, usage, none)
    }
  }
  return Array.from(found.values(), finish).sort((a, b) => compareCounts(b, a))
}

/** Statements whose lineage may lack relations or columns. */
export function opaqueStatements(texts: readonly TextUsage[]): readonly OpaqueStatement[] {
  return texts
    .flatMap(({ id, text, sum: { calls, lowerBound }, lineage }) => {
      if (lineage?.every(isWholeLineage)) return []
      const because = new Set((lineage ?? []).flatMap(({ problems }) => problems.map(({ message }) => message)))
      return [{ id, text, calls, lowerBound, because: [...because] }]
    })
    .sort((a, b) => compareCounts(b, a))
}

function compareCounts(a: CallCount, b: CallCount): number {
  const difference = BigInt(a.calls) - BigInt(b.calls)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

const emptyGrowing = (relation: RelationAddress, none: CallCount): Growing => ({
  relation,
  all: { ...noUsage, lowerBound: none.lowerBound },
  read: none,
  written: none,
  users: new Map(),
  columns: new Map(),
  joins: new Map(),
  statements: [],
  lastSeen: null,
})

/** Kinds that make a plan or a definition: no row is read or written, and what was only made is not in use. */
const withoutRows: ReadonlySet<string> = new Set(['explain', 'create_table', 'create_view'])

function touchesOf(lineage: readonly TextLineage[]): ReadonlyMap<string, Touch> {
  const touches = new Map<string, Touch>()
  const touch = ({ database, schema, relation }: RelationAddress): Touch | null => {
    if (schema === null || relation === null || isBuiltIn(schema)) return null
    const address = { database, schema, relation }
    const known = touches.get(relationKey(address)) ?? emptyTouch(address)
    touches.set(relationKey(address), known)
    return known
  }
  for (const { kind, reads, through, target, writes, predicates, empties = [] } of lineage) {
    if (withoutRows.has(kind)) continue
    for (const column of [...reads, ...through]) {
      const at = touch(column)
      if (at === null) continue
      at.read = true
      if (column.column !== null) at.columns.add(column.column)
    }
    const at = target === null ? null : touch(target)
    if (at !== null) {
      at.written = true
      for (const column of writes) if (column !== null) at.writes.add(column)
    }
    for (const emptied of empties) {
      const at = touch(emptied)
      if (at !== null) at.written = true
    }
    for (const column of predicates?.filters ?? [])
      if (column.column !== null) touch(column)?.filtered.add(column.column)
    for (const [a, b] of predicates?.joins ?? []) {
      noteJoin(touch(a), a, b)
      noteJoin(touch(b), b, a)
    }
  }
  return touches
}

const emptyTouch = (relation: RelationAddress): Touch => ({
  relation,
  read: false,
  written: false,
  columns: new Set(),
  filtered: new Set(),
  joined: new Set(),
  writes: new Set(),
  joins: new Map(),
})

function noteJoin(touch: Touch | null, own: ColumnAddress, other: ColumnAddress): void {
  if (touch === null || own.column === null || other.column === null) return
  const { database, schema, relation, column } = other
  const to = { database, schema, relation }
  touch.joined.add(own.column)
  touch.joins.set(JSON.stringify([relationKey(to), own.column, column]), { with: to, pair: [own.column, column] })
}

function grow(growing: Growing, touch: Touch, { id, text, sum, users, lastSeen }: TextUsage, none: CallCount): void {
  const { calls, lowerBound, totalTimeMs } = sum
  growing.all = addUsage(growing.all, sum)
  if (touch.read) growing.read = plus(growing.read, sum)
  if (touch.written) growing.written = plus(growing.written, sum)
  growing.lastSeen = later(growing.lastSeen, lastSeen)
  growing.statements.push({ id, text, calls, lowerBound, totalTimeMs })
  for (const [user, count] of users) growing.users.set(user, plus(growing.users.get(user) ?? none, count))
  for (const name of new Set([...touch.columns, ...touch.filtered, ...touch.joined, ...touch.writes])) {
    const column = growing.columns.get(name) ?? emptyColumn(none)
    growing.columns.set(name, column)
    column.all = plus(column.all, sum)
    if (touch.filtered.has(name)) column.filtered = plus(column.filtered, sum)
    if (touch.joined.has(name)) column.joined = plus(column.joined, sum)
    if (touch.writes.has(name)) column.written = plus(column.written, sum)
    column.lastSeen = later(column.lastSeen, lastSeen)
  }
  const partners = new Set<string>()
  for (const { with: to, pair } of touch.joins.values()) {
    const key = relationKey(to)
    const join = growing.joins.get(key) ?? { with: to, count: none, by: new Map() }
    growing.joins.set(key, join)
    if (!partners.has(key)) join.count = plus(join.count, sum)
    partners.add(key)
    join.by.set(JSON.stringify(pair), pair)
  }
}

const emptyColumn = (none: CallCount): GrowingColumn => ({
  all: none,
  filtered: none,
  joined: none,
  written: none,
  lastSeen: null,
})

const later = (a: LastSeen | null, b: LastSeen | null): LastSeen | null =>
  a === null || (b !== null && b.until > a.until) ? b : a

function finish({ relation, all, read, written, users, columns, joins, statements, lastSeen }: Growing): RelationUsage {
  return {
    relation,
    calls: all.calls,
    lowerBound: all.lowerBound,
    totalTimeMs: all.totalTimeMs,
    read,
    written,
    users: Array.from(users, ([user, count]) => ({ user, ...count })).sort((a, b) => compareCounts(b, a)),
    columns: Array.from(columns, ([column, { all: count, ...rest }]) => ({ column, ...count, ...rest })).sort((a, b) =>
      compareCounts(b, a),
    ),
    joins: Array.from(joins.values(), ({ with: to, count, by }) => ({ with: to, ...count, by: [...by.values()] })).sort(
      (a, b) => compareCounts(b, a),
    ),
    statements: statements.sort((a, b) => b.totalTimeMs - a.totalTimeMs),
    lastSeen,
  }
}
