import type { LineageBatches, LineageRequest } from '../../../core/lineage/lineage-request.ts'
import { analyzeApart } from './analyze-apart.ts'
import { contentsOf, databasesOf, definitionsOf } from './snapshot-contents.ts'

/** Lineage of statements, or of a snapshot's views and routines. Never rejects for anything in a text. */
export async function* readLineage({ sql, texts, objects, database, signal }: LineageRequest): LineageBatches {
  const stop = signal === undefined ? {} : { signal }
  if (texts !== undefined) {
    const contents = objects === null ? null : contentsOf(objects, database)
    const each = texts.map((text) => ({ text, routine: null }))
    yield* analyzeApart(each, { contents, separate: true, ...stop })
    return
  }
  if (sql !== null) {
    const contents = objects === null ? null : contentsOf(objects, database)
    yield* analyzeApart([{ text: sql, routine: null }], { contents, ...stop })
    return
  }
  for (const name of database === null ? databasesOf(objects ?? []) : [database]) {
    const contents = contentsOf(objects ?? [], name)
    yield* analyzeApart(definitionsOf(objects ?? [], name), { contents, ...stop })
  }
}
