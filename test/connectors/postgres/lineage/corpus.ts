import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { analyzeText, type ParserSlot } from '../../../../src/connectors/postgres/lineage/analyze-text.ts'
import { type Catalog, catalogOf, emptyCatalog } from '../../../../src/connectors/postgres/lineage/catalog.ts'
import { openParser } from '../../../../src/connectors/postgres/lineage/parse-sql.ts'
import { openSession } from '../../../../src/connectors/postgres/lineage/session.ts'
import type { RelationAddress, StatementLineage } from '../../../../src/core/lineage/statement-lineage.ts'

/** Cases of other lineage tools, kept beside the project; null where they are not there. */
export const corpusFolder = (() => {
  const folder = path.resolve(import.meta.dirname, '../../../../../shared/corpus/lineage')
  return existsSync(folder) ? folder : null
})()

export interface Case {
  readonly id: string
  readonly sql: string
  readonly catalog: Catalog
  /** Sources by target column; null where the case says nothing of columns. */
  readonly columns: ReadonlyMap<string, ReadonlySet<string>> | null
  readonly reads: ReadonlySet<string> | null
  readonly targets: ReadonlySet<string> | null
}

export interface Score {
  readonly id: string
  readonly sql: string
  readonly level: 'column' | 'relation'
  readonly outcome: 'equal' | 'different' | 'refused'
  readonly wanted: string
  readonly got: string
}

export function readCases(folder: string): readonly Case[] {
  const lines = (file: string) =>
    readFileSync(path.join(folder, file), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  return [...lines('sqllineage/cases.jsonl').map(toCase), ...lines('datahub/postgres-cases.jsonl').map(toOtherCase)]
}

interface RawCase {
  readonly test: string
  readonly kind: string
  readonly sql: string
  readonly schemas?: Record<string, string[]>
  readonly column_lineage?: readonly (readonly { column: string; table: string | null }[])[]
  readonly sources?: readonly string[]
  readonly targets?: readonly string[]
}

function toCase({ test, kind, sql, schemas, column_lineage = [], sources = [], targets = [] }: RawCase): Case {
  const columns = new Map<string, Set<string>>()
  for (const [source, target] of column_lineage) {
    if (source === undefined || target === undefined) continue
    const key = lower(`${target.table}.${target.column}`)
    columns.set(key, (columns.get(key) ?? new Set()).add(lower(`${source.table ?? '?'}.${source.column}`)))
  }
  const isColumn = kind === 'column'
  return {
    id: test.split('::').at(-1) ?? test,
    sql,
    catalog: catalogFrom(schemas, null),
    columns: isColumn ? columns : null,
    reads: isColumn ? null : new Set(sources.map(lower)),
    targets: isColumn ? null : new Set(targets.map(lower)),
  }
}

interface OtherCase {
  readonly id: string
  readonly sql: string
  readonly default_schema?: string
  readonly schemas?: Record<string, string[]>
  readonly in_tables: readonly string[]
  readonly out_tables: readonly string[]
  readonly column_lineage: Record<string, readonly string[]>
}

function toOtherCase({ id, sql, default_schema, schemas, in_tables, out_tables, column_lineage }: OtherCase): Case {
  return {
    id,
    sql,
    catalog: catalogFrom(schemas, default_schema ?? null),
    columns: new Map(
      Object.entries(column_lineage).map(([target, sources]) => [lower(target), new Set(sources.map(lower))]),
    ),
    reads: new Set(in_tables.map(lower)),
    targets: new Set(out_tables.map(lower)),
  }
}

function catalogFrom(schemas: Record<string, string[]> | undefined, defaultSchema: string | null): Catalog {
  const relations = Object.entries(schemas ?? {}).map(([place, columns]) => {
    const [name = '', schema = ''] = place.split('.').reverse()
    return { database: null, schema, name, columns }
  })
  if (relations.length === 0) return emptyCatalog
  return catalogOf({ database: null, searchPath: [defaultSchema ?? ''], relations })
}

const lower = (text: string) => text.toLowerCase()

function nameOf({ database, schema, relation }: RelationAddress): string {
  return [database, schema, relation].filter((part) => part !== null && part !== '').join('.') || '?'
}

const parser: Promise<ParserSlot> = openParser().then((opened) => ({ parser: opened }))

// The grammar's word on it: the text is no Postgres.
const refusals = new Set(['LINEAGE_SYNTAX', 'LINEAGE_TEXT_TRUNCATED'])

/** Compares one case; more than one answer where it speaks of columns and of relations. */
export async function scoreCase(found: Case): Promise<readonly Score[]> {
  const entries: StatementLineage[] = []
  const text = { text: found.sql, routine: null }
  for await (const step of analyzeText(await parser, text, openSession(found.catalog))) entries.push(...step.entries)
  const refused = entries.some(({ problems }) => problems.some(({ code }) => refusals.has(code)))
  const scores: Score[] = []
  const score = (level: Score['level'], wanted: string, got: string) => {
    scores.push({
      id: found.id,
      sql: found.sql.replace(/\s+/g, ' ').trim(),
      level,
      outcome: refused ? 'refused' : wanted === got ? 'equal' : 'different',
      wanted,
      got,
    })
  }
  if (found.columns !== null) {
    const columns = columnsOf(entries)
    score('column', show(found.columns, columns), show(columns, found.columns))
  }
  if (found.reads !== null && found.targets !== null) {
    const { reads, targets } = relationsOf(entries)
    // Whether a write reads its own target is a matter of taste between the tools.
    const apart = (names: ReadonlySet<string>) => [...names].filter((name) => !targets.has(name))
    score(
      'relation',
      `${list(apart(found.reads))} → ${list(found.targets)}`,
      `${list(apart(reads))} → ${list(targets)}`,
    )
  }
  return scores
}

const list = (names: Iterable<string>) => [...names].sort().join(', ')

/** Columns with sources, as text. An output without alias has another name in each tool: its sources alone count. */
function show(columns: ReadonlyMap<string, ReadonlySet<string>>, other: ReadonlyMap<string, unknown>): string {
  return [...columns]
    .filter(([, sources]) => sources.size > 0)
    .map(([target, sources]) => `${other.has(target) ? target : 'expression'} ← ${list(sources)}`)
    .sort()
    .join('; ')
}

/** Values by final target; what an earlier statement made is followed to where it came from. */
function columnsOf(entries: readonly StatementLineage[]): Map<string, Set<string>> {
  const made = new Map<string, Set<string>>()
  const used = new Set<string>()
  for (const { columns } of entries) {
    for (const { target, sources } of columns) {
      const name = target.column ?? '*'
      const place = lower(target.relation === null ? name : `${nameOf(target)}.${name}`)
      // Columns without a name are apart from each other, but for those that a star stands for.
      const star = sources.some(({ column }) => column === null)
      const key = target.column === null && !star ? `${place}${made.size}` : place
      const flow = made.get(key) ?? new Set()
      made.set(key, flow)
      for (const source of sources) {
        if (!source.influences.some((way) => way === 'direct' || way === 'window' || way === 'conditional')) continue
        const from = lower(`${nameOf(source)}.${source.column ?? '*'}`)
        const before = from === key ? undefined : made.get(from)
        if (before !== undefined) used.add(from)
        for (const origin of before ?? [from]) flow.add(origin)
      }
    }
  }
  for (const name of used) made.delete(name)
  return made
}

function relationsOf(entries: readonly StatementLineage[]) {
  const reads = new Set<string>()
  const targets = new Set<string>()
  for (const { reads: read, target, kind, moves = [] } of entries) {
    for (const column of read) {
      const name = lower(nameOf(column))
      // A write's own rows are no other relation; what an earlier statement made is between.
      const own = target !== null && name === lower(nameOf(target)) && kind !== 'insert'
      if (targets.has(name)) targets.delete(name)
      else if (!own && name !== '?') reads.add(name)
    }
    if (target !== null) targets.add(lower(nameOf(target)))
    // The cases ask what is there when the script has ended.
    for (const { from, to } of moves) {
      if (targets.delete(lower(nameOf(from))) && to !== null) targets.add(lower(nameOf(to)))
    }
  }
  return { reads, targets }
}
