import { type ColumnAddress, type RelationAddress, relationKey, type StatementLineage } from '../statement-lineage.ts'
import { type LineageNode, nodeKey } from './lineage-graph.ts'

type Rename = <Address extends RelationAddress>(address: Address) => Address

/**
 * The statements of a script with one name for each relation, whatever it was called when: the last one, or the
 * snapshot's where the script begins with it. `isKnown` says whether the snapshot holds a relation.
 */
export function followMoves(
  entries: readonly StatementLineage[],
  isKnown: (address: RelationAddress) => boolean,
): readonly StatementLineage[] {
  if (!entries.some(({ moves }) => moves !== undefined)) return entries
  const made = new Set(
    entries.flatMap(({ kind, target }) => (target !== null && makes(kind) ? relationKey(target) : [])),
  )
  const last = new Map<string, RelationAddress>()
  const inSnapshot = new Map<string, RelationAddress>()
  const rename: Rename = (address) => {
    const name = last.get(relationKey(address)) ?? address
    return called(address, inSnapshot.get(relationKey(name)) ?? name)
  }
  for (const { from, to } of [...entries].reverse().flatMap(movesBackwards)) {
    const end = noteMove(last, from, to)
    if (end !== null && !isKnown(end) && isKnown(from) && !made.has(relationKey(from))) {
      inSnapshot.set(relationKey(end), from)
    }
  }
  last.clear()
  const renamed: StatementLineage[] = []
  for (const entry of [...entries].reverse()) {
    renamed.push(withNames(entry, rename))
    for (const { from, to } of movesBackwards(entry)) noteMove(last, from, to)
  }
  return renamed.reverse()
}

const makes = (kind: string): boolean => /^(?:create_|select_into)/.test(kind)

const movesBackwards = ({ moves = [] }: StatementLineage) => [...moves].reverse()

/** What the relation is called in the end; null where it is dropped. */
function noteMove(
  last: Map<string, RelationAddress>,
  from: RelationAddress,
  to: RelationAddress | null,
): RelationAddress | null {
  if (to === null) {
    last.delete(relationKey(from))
    return null
  }
  const end = last.get(relationKey(to)) ?? to
  last.delete(relationKey(to))
  last.set(relationKey(from), end)
  return end
}

/**
 * Statements that ran before a snapshot, in an order that nobody knows, with the snapshot's names of relations that one
 * of them renamed. A name that the snapshot has means what it means there.
 */
export function followPastMoves<Statement extends { readonly entry: StatementLineage }>(
  statements: readonly Statement[],
  nodes: ReadonlyMap<string, LineageNode>,
): readonly Statement[] {
  const nodeOf = ({ database, schema, relation }: RelationAddress) =>
    nodes.get(nodeKey(database, schema, relation ?? ''))
  const next = new Map<string, RelationAddress>()
  for (const { from, to } of statements.flatMap(({ entry }) => entry.moves ?? [])) {
    if (to === null || nodeOf(from) !== undefined) continue
    // A statement without the schema could not be resolved to it.
    for (const schema of [from.schema, null]) next.set(relationKey({ ...from, schema }), to)
  }
  if (next.size === 0) return statements
  const rename: Rename = (address) => {
    let at: RelationAddress = address
    for (let steps = 0; steps < next.size && nodeOf(at) === undefined; steps++) at = next.get(relationKey(at)) ?? at
    return nodeOf(at) === undefined ? address : called(address, at)
  }
  const known = (address: ColumnAddress): ColumnAddress => {
    const now = rename(address)
    const isThere = now === address || nodeOf(now)?.columns.some(({ name }) => name === now.column)
    return isThere ? now : { ...now, column: null }
  }
  return statements.map((statement) => ({ ...statement, entry: withNames(statement.entry, rename, known) }))
}

function called<Address extends RelationAddress>(address: Address, name: RelationAddress): Address {
  if (relationKey(address) === relationKey(name)) return address
  const { database, schema, relation } = name
  return { ...address, database, schema, relation }
}

function withNames(
  { target, reads, columns, ...entry }: StatementLineage,
  rename: Rename,
  renameColumn: (address: ColumnAddress) => ColumnAddress = rename,
): StatementLineage {
  return {
    ...entry,
    target: target === null ? null : rename(target),
    reads: reads.map(renameColumn),
    columns: columns.map(({ target: to, sources }) => ({
      target: target === null ? to : renameColumn(to),
      sources: sources.map((source) => ({ ...renameColumn(source), influences: source.influences })),
    })),
  }
}
