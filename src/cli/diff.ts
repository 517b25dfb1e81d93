import type { Command } from 'commander'
import { diffSnapshots } from '../core/catalog/diff/diff-snapshots.ts'
import { differenceText } from '../core/catalog/diff/difference-text.ts'
import { AppError } from '../core/error.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { readSnapshotFile } from './snapshot-file.ts'
import { harmless, toTerminal } from './terminal.ts'

const help = `
A and B are snapshots that "patchbay extract" wrote; - is standard input. An object counts as removed only where B was
asked for it and could look, and as added only where A was; others are listed as not to be told. It counts as renamed
only where the server's own number says that it is the same object.

Examples:
  $ patchbay diff monday.jsonl tuesday.jsonl
  $ patchbay diff --exit-code --json released.jsonl deployed.jsonl

With --json: { changes: [{ change, database, object: { kind, schema, name }, former, properties: [{ property, before,
  after }], parts: [{ change, list, name, formerName, before, after, properties }] }], unknown: [{ database, object,
  heldBy, because }] }.

Exit code: 0, also with differences; with --exit-code 1 where there are any. 2 unusable input.`

interface DiffOptions {
  readonly json?: true
  readonly exitCode?: true
}

export function registerDiff(program: Command, end: (code: ExitCode) => void): void {
  program
    .command('diff')
    .summary('what differs between two snapshots')
    .description('Show what differs between two snapshots: objects added, removed, changed and renamed.')
    .argument('<a>', 'the earlier snapshot')
    .argument('<b>', 'the later snapshot')
    .option('--json', 'print the difference as one JSON document')
    .option('--exit-code', 'end with 1 when there are differences')
    .addHelpText('after', help)
    .action(async (a: string, b: string, options: DiffOptions) => end(await diff(a, b, options)))
}

async function diff(a: string, b: string, options: DiffOptions): Promise<ExitCode> {
  if (a === '-' && b === '-') {
    throw new AppError('REQUEST_INVALID', 'Only one of the two snapshots can come from standard input.')
  }
  const [before, after] = await Promise.all([readSnapshotFile(a), readSnapshotFile(b)])
  const difference = diffSnapshots(before, after)
  const out = toTerminal(process.stdout)
  if (options.json === true) out.line(JSON.stringify(difference))
  else out.write(harmless(differenceText(difference, () => [])))
  return options.exitCode === true && difference.changes.length > 0 ? exitCodes.no : exitCodes.success
}
