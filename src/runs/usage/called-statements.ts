import type { CalledStatement } from '../../core/lineage/graph/add-statements.ts'
import { isOwn } from '../../core/usage/own-statements.ts'
import { statementId } from '../../core/usage/statement-id.ts'
import type { SnapshotRow } from '../../store/snapshots.ts'
import { placeKey } from '../../store/usage/lineage.ts'
import type { KeptStatement, StoredReading } from '../../store/usage/readings.ts'
import type { RunContext } from '../context.ts'
import { type PlacedText, resolveColumns } from './resolve-texts.ts'

/** As much of a text as lists show. */
const textAtMost = 2_000

/** Readings that say what ran while a snapshot was true, or before; null where none was kept. */
export async function readingsUntil(
  { store }: Pick<RunContext, 'store'>,
  { serviceId, number }: SnapshotRow,
): Promise<{ readonly first: StoredReading; readonly last: StoredReading } | null> {
  const [readings, snapshots] = await Promise.all([store.usage.list(serviceId), store.snapshots.list(serviceId, 1_000)])
  const next = snapshots.findLast((snapshot) => snapshot.number > number)
  const end = next === undefined ? Number.POSITIVE_INFINITY : Date.parse(next.header.takenAt)
  const first = readings[0]
  const last = readings.find(({ header }) => Date.parse(header.readAt) >= end) ?? readings.at(-1)
  return first === undefined || last === undefined ? null : { first, last }
}

interface Growing extends PlacedText {
  id: string
  calls: bigint
  lowerBound: boolean
}

/**
 * Statements that kept readings saw run until a snapshot was followed by another one, with their lineage by its names
 * and all that was counted of them. Most calls first.
 */
export async function readCalledStatements(
  context: RunContext,
  snapshot: SnapshotRow,
  { first, last }: { readonly first: StoredReading; readonly last: StoredReading },
): Promise<readonly CalledStatement[]> {
  const { usage } = context.store
  const found = new Map<string, Growing>()
  const { evictions, resetCalls } = first.header.counting
  const forgot = evictions !== '0' || resetCalls !== '0'
  // What the first reading held was called before it.
  for (const statement of (await usage.readKept(snapshot.serviceId, first.number)) ?? []) grow(found, statement, forgot)
  for await (const { statements } of usage.deltas(snapshot.serviceId, first.number, last.number)) {
    for (const statement of statements) grow(found, statement, statement.lowerBound)
  }
  const called = [...found.values()].sort((a, b) => (a.calls < b.calls ? 1 : a.calls > b.calls ? -1 : 0))
  const lineage = await resolveColumns(context, snapshot, called)
  return called.flatMap((each) => {
    const { id, calls, lowerBound } = each
    const text = each.text.slice(0, textAtMost)
    return (lineage.get(placeKey(each)) ?? []).map((entry) => ({ entry, id, text, calls: String(calls), lowerBound }))
  })
}

function grow(found: Map<string, Growing>, statement: KeptStatement, lowerBound: boolean): void {
  const { database, textId, text, calls } = statement
  const id = statementId(statement)
  if (id === null || database === null || textId === null || text === null || isOwn(text)) return
  const key = placeKey({ textId, database })
  const growing = found.get(key) ?? { id, database, textId, text, calls: 0n, lowerBound: false }
  growing.calls += BigInt(calls)
  growing.lowerBound ||= lowerBound
  found.set(key, growing)
}
