import type { QualifiedName } from '../../catalog/place.ts'
import type { Relation } from '../../catalog/relation.ts'
import type { StatementLineage } from '../statement-lineage.ts'
import { nodeKey } from './lineage-graph.ts'

const builtIn: readonly string[] = ['pg_catalog', 'information_schema']

/**
 * What the server recorded that a view reads, against what was found in its text, as a sentence; null where both agree.
 * Partitions count as what they are parts of, and built-in relations not at all: the server records nothing of them.
 */
export function disagreement(
  view: Relation,
  { reads }: StatementLineage,
  relations: ReadonlyMap<string, Relation>,
): string | null {
  const find = ({ schema, name }: QualifiedName) => relations.get(nodeKey(view.database, schema, name))
  const recorded = (view.reads ?? []).map((read) => columnText(wholeOf(read, find), read.column))
  const found = reads.flatMap(({ schema, relation, column }) => {
    if (column === null || relation === null || builtIn.includes(schema ?? '')) return []
    // A snapshot lists no system columns, such as tableoid.
    const own = relations.get(nodeKey(view.database, schema, relation))?.columns
    if (own !== undefined && !own.some(({ name }) => name === column)) return []
    return [columnText({ schema: schema ?? '', name: relation }, column)]
  })
  const only = (these: readonly string[], those: readonly string[]) => [
    ...new Set(these.filter((name) => !those.includes(name))),
  ]
  const [unfound, unrecorded] = [only(recorded, found), only(found, recorded)]
  const parts = [
    ...(unfound.length > 0 ? [`The server recorded that it also reads ${listed(unfound)}.`] : []),
    ...(unrecorded.length > 0 ? [`The server recorded nothing of ${listed(unrecorded)}.`] : []),
  ]
  return parts.length === 0 ? null : parts.join(' ')
}

/** The partitioned table at the top; the relation itself where it is no partition. */
export function wholeOf(name: QualifiedName, find: (name: QualifiedName) => Relation | undefined): QualifiedName {
  const relation = find(name)
  const [parent] = relation === undefined || relation.partitionBound === null ? [] : relation.parents
  return parent === undefined ? name : wholeOf(parent, find)
}

const columnText = ({ schema, name }: QualifiedName, column: string): string => `${schema}.${name}.${column}`

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 10).join(', ')
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown
}
