import { setFlagsFromString } from 'node:v8'
import { type Command, InvalidArgumentError } from 'commander'
import type { SkippedObject } from '../core/catalog/snapshot.ts'
import type { ExtractionOutcome, ExtractionProgress } from '../core/extraction.ts'
import { writeDiagnosis } from './diagnosis-lines.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { listenForInterruption } from './interruption.ts'
import type { Parts } from './parts.ts'
import { progressLine } from './progress-line.ts'
import { openSnapshotOutput } from './snapshot-output.ts'
import { harmless, style, type Terminal, toTerminal } from './terminal.ts'
import { withTarget } from './with-target.ts'

interface ExtractOptions {
  readonly out: string
  readonly passwordStdin?: true
  readonly connections?: number
}

const help = `
TARGET is a connection string, a JSON or YAML file with the form's property names, or the name of a saved service.
The first two need no state: they work on any machine.

The snapshot is JSON Lines: a header, objects one a line, and an end with counts and what could not be read. Without
the last line it is truncated; a file appears only when it is complete. Reading takes no locks that anybody waits for
and changes nothing; Ctrl-C cancels it on the server too.

Examples:
  $ patchbay extract postgresql://reader@db.example.org/orders --out orders.jsonl
  $ patchbay extract orders-prod | jq -r 'select(.kind == "table") | .name'
  $ pass show orders | patchbay extract orders.yaml --password-stdin --out orders.jsonl

Exit code: 0 read, 1 not read, 2 unusable input, 3 interrupted.`

export function registerExtract(program: Command, parts: Parts, end: (code: ExitCode) => void): void {
  program
    .command('extract')
    .summary('read the whole catalog into a snapshot')
    .description('Read everything that the settings select into a snapshot: one JSON object a line.')
    .argument('<target>', 'connection string, file, or name of a service')
    .option('--out <file>', 'file to write; - is standard output', '-')
    .option('--password-stdin', 'read the password from standard input')
    .option('--connections <number>', 'most connections at a time (default: 3)', parseConnections)
    .addHelpText('after', help)
    .action(async (text: string, options: ExtractOptions) => end(await extract(text, options, parts)))
}

async function extract(text: string, options: ExtractOptions, parts: Parts): Promise<ExitCode> {
  // What is read is soon let go of. Left alone, Node keeps four times of what is needed before it looks for garbage; with
  // twice, 50,000 tables take 100 MB less than with 2.6 times.
  setFlagsFromString('--heap-growing-percent=100')
  // Seconds of work do not repay large pieces of machine code: compiling them was nearly a quarter of its computing.
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=150')
  const err = toTerminal(process.stderr)
  const output = await openSnapshotOutput(options.out)
  const interruption = listenForInterruption()
  const progress = followExtraction(err)
  try {
    const limits = {
      signal: interruption.signal,
      receive: output.write,
      report: progress.show,
      ...(options.connections === undefined ? {} : { connectionLimit: options.connections }),
    }
    const outcome = await withTarget(text, options, parts, err, {
      form: (form) => parts.extractForm(form, limits),
      service: (state, id, password) => state.extractService(id, password, limits),
    })
    progress.clear()
    if (outcome.status === 'completed') await output.keep()
    else await output.discard()
    return tell(outcome, err)
  } catch (error) {
    progress.clear()
    await output.discard()
    throw error
  } finally {
    interruption.release()
  }
}

function tell(outcome: ExtractionOutcome, err: Terminal): ExitCode {
  switch (outcome.status) {
    case 'completed':
      writeSkipped(outcome.end.skipped, err)
      return exitCodes.success
    case 'failed':
      writeDiagnosis(outcome.diagnosis, err)
      return exitCodes.no
    case 'cancelled':
      err.line('Cancelled. Nothing was kept.')
      return exitCodes.interrupted
  }
}

const mostSkippedShown = 10

function writeSkipped(skipped: readonly SkippedObject[], err: Terminal): void {
  if (skipped.length === 0) return
  err.line(style(err, 'yellow', `Not read: ${skipped.length}`))
  for (const { object, reason } of skipped.slice(0, mostSkippedShown)) err.line(harmless(`  ${object}: ${reason}`))
  if (skipped.length > mostSkippedShown) err.line('  The last line of the snapshot lists them all.')
}

function followExtraction(err: Terminal) {
  const line = progressLine(err)
  let shownAt = 0
  return {
    show({ database, databasesDone, databasesTotal, objectsDone }: ExtractionProgress): void {
      // What nobody sees is not even put in words.
      if (!err.isTerminal) return
      const now = performance.now()
      if (now - shownAt < 100) return
      shownAt = now
      const place = databasesTotal === null || databasesTotal < 2 ? '' : ` (${databasesDone + 1} of ${databasesTotal})`
      line.show(`Reading ${database ?? ''}${place}: ${objectsDone.toLocaleString('en-US')} objects`)
    },
    clear: line.clear,
  }
}

function parseConnections(text: string): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < 1 || number > 16) throw new InvalidArgumentError('Give a number from 1 to 16.')
  return number
}
