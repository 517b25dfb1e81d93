import type { Command } from 'commander'
import { AppError } from '../core/error.ts'
import { type LineageFormat, lineageFormats, renderLineage } from '../core/lineage/export/lineage-export.ts'
import { buildLineageGraph } from '../core/lineage/graph/build-graph.ts'
import { type StatementLineage, toLineageEntry } from '../core/lineage/statement-lineage.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { untilInterrupted } from './interruption.ts'
import { writeEntry, writeSummary } from './lineage/lineage-text.ts'
import { readSql } from './lineage/read-sql.ts'
import type { Parts } from './parts.ts'
import { readSnapshot } from './snapshot-argument.ts'
import { type Terminal, toTerminal } from './terminal.ts'

interface LineageOptions {
  readonly sql?: string
  readonly snapshot?: string
  readonly database?: string
  readonly json?: true
  readonly as?: string
  readonly namespace?: string
}

const help = `
FILE of --sql holds statements as psql takes them; - is standard input. With --snapshot, a file that "patchbay
extract" wrote or SERVICE@latest as for "patchbay show", names are resolved as that server would; without one, what cannot be known is null. --snapshot alone shows the
lineage of its views and routines. Nothing is run, and no server is asked.

A source is direct where its value goes into the target, indirect where it decides on rows or between values: filters,
join conditions, grouping, sorting, windows and CASE. What had to be assumed or left out is among the problems.

Examples:
  $ patchbay lineage --sql load.sql
  $ patchbay lineage --sql load.sql --snapshot orders.jsonl --json
  $ patchbay lineage --snapshot orders.jsonl
  $ patchbay lineage --snapshot orders.jsonl --as dot | dot -Tsvg > lineage.svg

--as writes the whole as a graph for other tools: csv (an edge a line), dot (Graphviz), mermaid, or openlineage (a
JobEvent a line, whose datasets are named within --namespace).

With --json: { statements: [{ line, kind, target, routine, reads: [column], columns: [{ target: column, sources:
  [{ ...column, kind: "direct" or "indirect" }] }], moves, problems: [{ code, message, line }] }] }, where column is
  { database, schema, relation, column }. moves, where a statement renames, moves or drops relations or a ROLLBACK
  takes that back: [{ from: relation, to: relation, or null where it is dropped }]; TRUNCATE has empties: [relation].

Exit code: 0 read, statements with problems included; 2 unusable input, 3 interrupted.`

export function registerLineage(program: Command, parts: Parts, end: (code: ExitCode) => void): void {
  program
    .command('lineage')
    .summary('where the columns of statements, views and routines come from')
    .description('Show which columns statements, views and routines read, and where their own come from.')
    .option('--sql <file>', 'statements to read')
    .option('--snapshot <file>', 'snapshot to resolve names with, or SERVICE@latest')
    .option('--database <name>', 'database of the snapshot; needed where it holds several')
    .option('--json', 'print one JSON document')
    .option('--as <format>', `write a graph: ${lineageFormats.join(', ')}`)
    .option('--namespace <uri>', 'server of the datasets for openlineage', 'postgres://localhost:5432')
    .addHelpText('after', help)
    .action(async (options: LineageOptions) => end(await lineage(options, parts)))
}

async function lineage(options: LineageOptions, parts: Parts): Promise<ExitCode> {
  const [out, err] = [toTerminal(process.stdout), toTerminal(process.stderr)]
  if (options.sql === undefined && options.snapshot === undefined) {
    throw new AppError('REQUEST_INVALID', 'Nothing says what to read.', {
      hint: 'Give --sql FILE, --snapshot FILE, or both.',
    })
  }
  if (options.sql === '-' && options.snapshot === '-') {
    throw new AppError('REQUEST_INVALID', 'Standard input cannot be both the statements and the snapshot.')
  }
  const format = options.as === undefined ? null : chooseFormat(options.as)
  const snapshot = options.snapshot === undefined ? null : await readSnapshot(options.snapshot, parts)
  const objects = snapshot?.objects ?? null
  const databases = [
    ...new Set((objects ?? []).flatMap(({ kind, database }) => (kind === 'schema' ? (database ?? []) : []))),
  ]
  const database = chooseDatabase(options, databases)
  const sql = options.sql === undefined ? null : await readSql(options.sql, err)
  return await untilInterrupted(err, async (signal) => {
    const batches = await parts.readLineage({ sql, objects, database, signal })
    if (format !== null) {
      const graph = buildLineageGraph(objects ?? [], await gather(batches))
      const at = snapshot?.header.takenAt ?? new Date().toISOString()
      out.write(renderLineage(format, { graph, namespace: options.namespace ?? '', at }))
    } else if (options.json) await printJson(batches, out)
    else await printText(batches, out)
    return exitCodes.success
  })
}

function chooseDatabase({ database, sql }: LineageOptions, databases: readonly string[]): string | null {
  const list = databases.join(', ')
  if (database !== undefined) {
    if (databases.includes(database)) return database
    throw new AppError('REQUEST_INVALID', 'The snapshot does not hold that database.', {
      hint: `It holds: ${list || 'none'}.`,
    })
  }
  if (sql !== undefined && databases.length > 1) {
    throw new AppError('REQUEST_INVALID', 'The snapshot holds several databases.', {
      hint: `Give --database with one of: ${list}.`,
    })
  }
  return sql === undefined ? null : (databases[0] ?? null)
}

type Batches = Awaited<ReturnType<Parts['readLineage']>>

async function gather(batches: Batches): Promise<readonly StatementLineage[]> {
  const all: StatementLineage[] = []
  for await (const entries of batches) all.push(...entries)
  return all
}

function chooseFormat(text: string): LineageFormat {
  const format = lineageFormats.find((each) => each === text)
  if (format !== undefined) return format
  throw new AppError('REQUEST_INVALID', 'There is no such format.', { hint: `Choose ${lineageFormats.join(', ')}.` })
}

/** Writes the document as it comes, so that a long text's lineage need not be held. */
async function printJson(batches: Batches, out: Terminal): Promise<void> {
  let separator = ''
  out.write('{"statements":[')
  for await (const entries of batches) {
    for (const entry of entries) {
      out.write(`${separator}${JSON.stringify(toLineageEntry(entry))}`)
      separator = ',\n'
    }
  }
  out.line(']}')
}

async function printText(batches: Batches, out: Terminal): Promise<void> {
  const count = { statements: 0, problems: 0 }
  for await (const entries of batches) {
    for (const entry of entries) {
      writeEntry(entry, out)
      count.statements++
      count.problems += entry.problems.length
    }
  }
  writeSummary(count, out)
}
