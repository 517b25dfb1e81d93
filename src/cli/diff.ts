import type { Command } from 'commander'
import type { ChangeStatement } from '../core/catalog/ddl-renderer.ts'
import type { ObjectChange } from '../core/catalog/diff/change.ts'
import { diffSnapshots } from '../core/catalog/diff/diff-snapshots.ts'
import { differenceText } from '../core/catalog/diff/difference-text.ts'
import type { ObjectKey } from '../core/catalog/place.ts'
import { AppError } from '../core/error.ts'
import { toConnectorId } from '../core/ids.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { Parts } from './parts.ts'
import { readSnapshots, snapshotHelp } from './snapshot-argument.ts'
import { harmless, toTerminal } from './terminal.ts'

const help = `
A and B are snapshots.
${snapshotHelp}

An object counts as removed only where B was asked for it and could look, and as added only where A was; others are
listed as not to be told. It counts as renamed only where the server's own number says that it is the same object. Below
each change stand the statements that make it. --sql writes all of them in an order that runs, for psql and without a
transaction around them, also those for objects that do not change but have to be made anew. Read it before you run it:
comments say what is lost.

Examples:
  $ patchbay diff monday.jsonl tuesday.jsonl
  $ patchbay diff orders-prod@previous orders-prod@latest
  $ patchbay diff orders-prod@latest deployed.jsonl
  $ patchbay diff --exit-code --json released.jsonl deployed.jsonl
  $ patchbay diff --sql deployed.jsonl released.jsonl > upgrade.sql

With --json: { changes: [{ change, database, object: { kind, schema, name }, former, properties: [{ property, before,
  after }], parts: [{ change, list, name, formerName, before, after, properties }], ddl: [statement] }],
  unknown: [{ database, object, property, heldBy, because }], statements: [{ database, object, sql }] }; statements in
  the order in which they run.

Exit code: 0, also with differences; with --exit-code 1 where there are any. 2 unusable input.`

interface DiffOptions {
  readonly json?: true
  readonly sql?: true
  readonly exitCode?: true
}

export function registerDiff(program: Command, parts: Parts, end: (code: ExitCode) => void): void {
  program
    .command('diff')
    .summary('what differs between two snapshots')
    .description('Show what differs between two snapshots: objects added, removed, changed and renamed.')
    .argument('<a>', 'the earlier snapshot')
    .argument('<b>', 'the later snapshot')
    .option('--json', 'print the difference as one JSON document')
    .option('--sql', 'write the statements that lead from A to B')
    .option('--exit-code', 'end with 1 when there are differences')
    .addHelpText('after', help)
    .action(async (a: string, b: string, options: DiffOptions) => end(await diff(a, b, options, parts)))
}

async function diff(a: string, b: string, options: DiffOptions, parts: Parts): Promise<ExitCode> {
  if (a === '-' && b === '-') {
    throw new AppError('REQUEST_INVALID', 'Only one of the two snapshots can come from standard input.')
  }
  const [before, after] = await readSnapshots([a, b], parts)
  if (before === undefined || after === undefined) throw new Error('two texts give two snapshots')
  const difference = diffSnapshots(before, after)
  const renderer = await parts.ddlRenderer(toConnectorId(after.header.connector))
  const statements = difference.changes.length === 0 ? [] : renderer.renderChanges(before, after)
  const ddlOf = statementsByObject(statements)
  const out = toTerminal(process.stdout)
  if (options.json === true) {
    const changes = difference.changes.map((change) => ({ ...change, ddl: ddlOf(change) }))
    out.line(JSON.stringify({ ...difference, changes, statements }))
  } else if (options.sql === true) {
    const script = toScript(statements)
    out.write(out.isTerminal ? harmless(script) : script)
  } else out.write(harmless(differenceText(difference, ddlOf)))
  return options.exitCode === true && difference.changes.length > 0 ? exitCodes.no : exitCodes.success
}

/** The statements of a change; what is made anew because of it stands at its own object. */
function statementsByObject(statements: readonly ChangeStatement[]): (change: ObjectChange) => readonly string[] {
  const text = (database: string | null, { kind, schema, name, arguments: rest }: ObjectKey) =>
    JSON.stringify([kind === 'database' ? null : database, kind, schema, name, rest])
  const byObject = new Map<string, string[]>()
  for (const { database, object, sql } of statements) {
    const list = byObject.get(text(database, object))
    if (list === undefined) byObject.set(text(database, object), [sql])
    else list.push(sql)
  }
  return ({ database, object }) => byObject.get(text(database, object)) ?? []
}

const settings = `SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET check_function_bodies = false;
SELECT pg_catalog.set_config('search_path', '', false);
`

/** For psql, which changes the database where the next statement belongs to another one. */
function toScript(statements: readonly ChangeStatement[]): string {
  const several = new Set(statements.map(({ database }) => database).filter((name) => name !== null)).size > 1
  let current: string | null = null
  const pieces = [settings]
  for (const { database, sql } of statements) {
    if (several && database !== null && database !== current) {
      pieces.push(`\\connect "${database.replaceAll('"', '""')}"\n${settings}`)
      current = database
    }
    pieces.push(`${sql}\n`)
  }
  return pieces.join('\n')
}
