import { columnsCsv, relationsCsv } from './csv.ts'
import { dbml } from './dbml.ts'
import { dbtSources } from './dbt-sources.ts'
import { jsonLines } from './json-lines.ts'
import { markdown } from './markdown.ts'
import type { SnapshotFormat } from './snapshot-format.ts'

/** In the order of menus. */
export const snapshotFormats: readonly SnapshotFormat[] = [
  dbml,
  dbtSources,
  markdown,
  columnsCsv,
  relationsCsv,
  jsonLines,
]

/** Null for an id that nobody has. */
export function findSnapshotFormat(id: string): SnapshotFormat | null {
  return snapshotFormats.find((format) => format.id === id) ?? null
}
