import {
  type ColumnAddress,
  type Influence,
  influences,
  type SourceColumn,
} from '../../../core/lineage/statement-lineage.ts'

/** Ways of influence as bits, in the order of `influences`. */
export const role = {
  direct: 1,
  filter: 2,
  join: 4,
  group: 8,
  sort: 16,
  window: 32,
  conditional: 64,
} as const satisfies Record<Influence, number>
export type Role = (typeof role)[Influence]

/** Columns and the ways they influence something. Addresses are interned: one object per column and statement. */
export type Flow = ReadonlyMap<ColumnAddress, number>
export type GrowingFlow = Map<ColumnAddress, number>

export const nothing: Flow = new Map()

/** Adds a flow as it is, or, under another role than direct, as an influence of that role. */
export function addFlow(into: GrowingFlow, flow: Flow, as: Role): void {
  for (const [column, ways] of flow) into.set(column, (into.get(column) ?? 0) | (as === role.direct ? ways : as))
}

export function union(first: Flow, second: Flow): Flow {
  if (second.size === 0) return first
  if (first.size === 0) return second
  const both = new Map(first)
  addFlow(both, second, role.direct)
  return both
}

/** The flow with each influence turned into one role: what a filter reads filters, however it came to be. */
export function asRole(flow: Flow, as: Role): Flow {
  const changed: GrowingFlow = new Map()
  addFlow(changed, flow, as)
  return changed
}

/** Influences on which rows there are reach every column; a value that only goes along does not. */
export function withoutDirect(flow: Flow): Flow {
  const rest: GrowingFlow = new Map()
  for (const [column, ways] of flow) if (ways !== role.direct) rest.set(column, ways & ~role.direct)
  return rest
}

/** Sources of a column: its own flow, and what decides on the rows. */
export function toSources(flow: Flow, deciding: Flow): readonly SourceColumn[] {
  const sources: SourceColumn[] = []
  for (const [column, ways] of flow) sources.push(toSource(column, ways | (deciding.get(column) ?? 0)))
  for (const [column, ways] of deciding) if (!flow.has(column)) sources.push(toSource(column, ways))
  return sources
}

function toSource({ database, schema, relation, column }: ColumnAddress, ways: number): SourceColumn {
  return { database, schema, relation, column, influences: toInfluences(ways) }
}

const known = new Map<number, readonly Influence[]>()

function toInfluences(ways: number): readonly Influence[] {
  const before = known.get(ways)
  if (before !== undefined) return before
  const found = influences.filter((influence) => ways & role[influence])
  known.set(ways, found)
  return found
}

/** The way back from sources, for what goes on from one statement to the next. */
export function toFlow(sources: readonly SourceColumn[]): Flow {
  return new Map(
    sources.map(({ influences: found, ...column }) => [
      column,
      found.reduce((ways, influence) => ways | role[influence], 0),
    ]),
  )
}

/** One entry a column, where equal columns may be different objects. */
export function distinct(flow: Flow): Flow {
  const byName = new Map<string, readonly [ColumnAddress, number]>()
  for (const [column, ways] of flow) {
    const { database, schema, relation, column: name } = column
    const key = JSON.stringify([database, schema, relation, name])
    const [first, before] = byName.get(key) ?? [column, 0]
    byName.set(key, [first, before | ways])
  }
  return new Map(byName.values())
}
