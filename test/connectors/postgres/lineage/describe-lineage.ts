import { analyzeText, type ParserSlot } from '../../../../src/connectors/postgres/lineage/analyze-text.ts'
import { type CatalogContents, catalogOf, emptyCatalog } from '../../../../src/connectors/postgres/lineage/catalog.ts'
import { openParser } from '../../../../src/connectors/postgres/lineage/parse-sql.ts'
import { openSession } from '../../../../src/connectors/postgres/lineage/session.ts'
import type { ColumnAddress, StatementLineage } from '../../../../src/core/lineage/statement-lineage.ts'

export const parserSlot: Promise<ParserSlot> = openParser().then((parser) => ({ parser }))

export async function lineageOf(
  text: string,
  contents: CatalogContents | null = null,
  truncatedAtBytes: number | null = null,
): Promise<readonly StatementLineage[]> {
  const session = openSession(contents === null ? emptyCatalog : catalogOf(contents))
  const entries: StatementLineage[] = []
  for await (const step of analyzeText(await parserSlot, { text, routine: null }, session, { truncatedAtBytes })) {
    entries.push(...step.entries)
  }
  return entries
}

/** A relation with these columns in schema `public`. */
export const relation = (name: string, columns: string) => ({
  database: 'd',
  schema: 'public',
  name,
  columns: columns.split(' '),
})

function nameOf({ schema, relation: name, column }: ColumnAddress): string {
  const place =
    name === null ? '?' : [schema === 'public' ? null : schema, name].filter((part) => part !== null).join('.')
  return `${place}.${column ?? '*'}`
}

/** `target ← source, source (influence+influence)`, direct ones without a word. */
export function columnsOf({ columns, target }: StatementLineage): readonly string[] {
  return columns.map(({ target: to, sources }) => {
    const list = sources.map((source) => {
      const ways = source.influences.join('+')
      return ways === 'direct' ? nameOf(source) : `${nameOf(source)} (${ways})`
    })
    return `${target === null ? (to.column ?? '*') : nameOf(to)} ← ${list.sort().join(', ')}`
  })
}

export const readsOf = ({ reads }: StatementLineage) => [...new Set(reads.map(nameOf))].sort()

export const codesOf = ({ problems }: StatementLineage) => problems.map(({ code }) => code)
