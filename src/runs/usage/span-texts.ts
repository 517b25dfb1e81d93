import type { ServiceId } from '../../core/ids.ts'
import { addUsage, noUsage, toSum, type UsageSum } from '../../core/usage/add-usage.ts'
import type { CallCount, LastSeen, TextUsage } from '../../core/usage/relation-usage.ts'
import { statementId } from '../../core/usage/statement-id.ts'
import { isWholeLineage, opaqueKinds, type TextLineage } from '../../core/usage/text-lineage.ts'
import type { UsageSpan } from '../../core/usage-api.ts'
import type { SnapshotRow } from '../../store/snapshots.ts'
import { placeKey } from '../../store/usage/lineage.ts'
import type { KeptStatement } from '../../store/usage/readings.ts'
import type { RunContext } from '../context.ts'
import { type PlacedText, resolveTexts } from './resolve-texts.ts'
import { readSpan, type SpanRequest, type SpanStep } from './service-usage.ts'

export interface SpanTexts {
  readonly span: UsageSpan
  /** By which names were resolved; null where the service was never read. */
  readonly snapshot: SnapshotRow | null
  readonly texts: readonly (TextUsage & PlacedText)[]
  /** Statements whose text or identity is hidden from the role. */
  readonly hidden: number
  /** Calls that are not among `texts` may have been made, or texts use more than is known of them. */
  readonly lossy: boolean
  /** Whether functions' own statements were counted too, as far as it can be seen. */
  readonly sawNested: boolean
}

interface Growing {
  id: string
  textId: number
  database: string
  text: string
  sum: UsageSum
  users: Map<string, CallCount>
  lastSeen: LastSeen | null
}

/** Each text that was called in a span, with what it reads and writes. Throws as {@link readSpan}. */
export async function readSpanTexts(
  context: RunContext,
  serviceId: ServiceId,
  request: SpanRequest,
): Promise<SpanTexts> {
  const found = new Map<string, Growing>()
  const hidden = new Set<string>()
  let sawNested = false
  const span = await readSpan(context, serviceId, request, (step) => {
    for (const statement of step.statements) {
      sawNested ||= statement.toplevel === false
      const id = statementId(statement)
      const { database, textId, text, databaseOid, userOid } = statement
      // Of a dropped database nothing can be resolved any more.
      if (database === null) continue
      if (id === null || textId === null || text === null) hidden.add(id ?? `${databaseOid} ${userOid}`)
      else grow(found, { id, database, textId, text }, statement, step)
    }
  })
  const { snapshot, lineage } = await resolveTexts(context, serviceId, [...found.values()])
  const texts = Array.from(found.values(), (each) => ({ ...each, lineage: lineage.get(placeKey(each)) ?? null }))
  const lossy = span.problems.length > 0 || hidden.size > 0 || texts.some((text) => losesCalls(text, sawNested))
  return { span, snapshot, texts, hidden: hidden.size, lossy, sawNested }
}

/** What else was forgotten with calls of one text cannot be known; a text that is not understood may use anything. */
function losesCalls({ sum, lineage }: TextUsage, sawNested: boolean): boolean {
  const isCounted = (entry: TextLineage) =>
    isWholeLineage(entry) || (sawNested && entry.problems.length === 0 && opaqueKinds.has(entry.kind))
  return sum.lowerBound || !lineage?.every(isCounted)
}

function grow(
  found: Map<string, Growing>,
  named: Pick<Growing, 'id' | 'textId' | 'database' | 'text'>,
  statement: KeptStatement,
  { since, until }: SpanStep,
): void {
  const { calls, lowerBound, user, userOid } = statement
  const key = placeKey(named)
  const growing = found.get(key) ?? { ...named, sum: noUsage, users: new Map(), lastSeen: null }
  found.set(key, growing)
  growing.sum = addUsage(growing.sum, toSum(statement))
  if (calls !== '0') growing.lastSeen = { since, until }
  const name = user ?? `dropped role ${userOid}`
  const before = growing.users.get(name) ?? { calls: '0', lowerBound: false }
  growing.users.set(name, {
    calls: String(BigInt(before.calls) + BigInt(calls)),
    lowerBound: before.lowerBound || lowerBound,
  })
}
