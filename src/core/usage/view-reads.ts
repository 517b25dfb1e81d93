import type { SnapshotObject } from '../catalog/snapshot.ts'
import type { ColumnAddress } from '../lineage/statement-lineage.ts'

/**
 * What comes with reading a view: all that its query reads, down to relations that hold rows, whichever of its columns
 * is asked for. A materialized view holds rows itself.
 */
export function viewReads(
  objects: readonly SnapshotObject[],
  database: string,
): (reads: readonly ColumnAddress[]) => readonly ColumnAddress[] {
  const keyOf = (schema: string | null, name: string | null) => JSON.stringify([schema, name])
  const views = new Map<string, readonly ColumnAddress[]>()
  for (const object of objects) {
    if (object.kind !== 'view' || object.database !== database || object.reads === null) continue
    const { schema, name, reads } = object
    views.set(
      keyOf(schema, name),
      reads.map((read) => ({ database, schema: read.schema, relation: read.name, column: read.column })),
    )
  }
  return (reads) => {
    const found = new Map<string, ColumnAddress>()
    const seen = new Set<string>()
    const open = reads.map(({ schema, relation }) => keyOf(schema, relation))
    for (let view = open.pop(); view !== undefined; view = open.pop()) {
      if (seen.has(view)) continue
      seen.add(view)
      for (const column of views.get(view) ?? []) {
        found.set(JSON.stringify([column.schema, column.relation, column.column]), column)
        open.push(keyOf(column.schema, column.relation))
      }
    }
    return [...found.values()]
  }
}
