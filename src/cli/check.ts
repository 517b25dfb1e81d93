import { writeFile } from 'node:fs/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { AppError } from '../core/error.ts'
import type { Check, CheckResult } from '../core/quality/checks/check.ts'
import { writeChecks } from './check/check-lines.ts'
import { readChecksFile } from './check/checks-file.ts'
import { exportChecks } from './check/export-checks.ts'
import { junitXml } from './check/junit.ts'
import { readStoredChecks, runStoredChecks } from './check/stored-checks.ts'
import { type SuggestOptions, suggest } from './check/suggest.ts'
import { wantedRelations } from './check/wanted-relations.ts'
import { reportDiagnosis } from './diagnosis-lines.ts'
import { parseDuration } from './duration-option.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { untilInterrupted } from './interruption.ts'
import type { Parts } from './parts.ts'
import { progressLine } from './progress-line.ts'
import { quotable } from './quotable.ts'
import { writeRun } from './runs/run-lines.ts'
import { type Terminal, toTerminal } from './terminal.ts'
import { withTarget } from './with-target.ts'

interface CheckOptions extends SuggestOptions {
  readonly checks?: string
  readonly suggest?: true
  readonly as?: string
  readonly out?: string
  readonly junit?: string
  readonly failingRows?: number
  readonly timeout?: number
  readonly json?: true
}

const help = `
TARGET is a connection string, a file, or the name of a saved service, as for "patchbay test".

Without --checks, the checks that a saved service keeps are run as the page runs them: their results stay in its
history, its quality settings say how long a reading may take and whether failing rows are kept, and where no worker is
there, they are run right here.

A file of checks is YAML, made to be kept under version control:
  checks:
    - relation: public.orders
      column: amount
      kind: columnValuesToBeBetween
      parameters: { minValue: 0, maxValue: 100000 }
      severity: warning

All checks of a table are answered by as few readings of it as they need, read-only. A check that cannot be answered
(no privilege, timeout, hidden rows) is an error with its reason, and costs no other check. The values of failing rows
are read with --failing-rows only.

--suggest writes such a file instead, from the constraints of TARGET, which may be a snapshot as well, and with
--profile from what "patchbay profile TARGET --json" measured. Delete what you do not want, and keep the rest.

--as writes the checks for another tool instead of running them: great-expectations, dbt, or openmetadata-tests. TARGET
says of which service and database; no server is asked. Files follow one another, or go into a folder with --out.

Examples:
  $ patchbay check orders-prod
  $ patchbay check orders-prod --relation public.orders --junit checks.xml
  $ patchbay check orders-prod --checks checks.yaml
  $ patchbay check postgresql://reader@db.example.com/shop --checks checks.yaml --junit checks.xml
  $ patchbay check orders-prod --checks checks.yaml --failing-rows 5
  $ patchbay check orders-prod --checks checks.yaml --as dbt > models/sources.yml
  $ patchbay check orders-prod --suggest --profile profile.json > checks.yaml

With --json: { checks: [{ id, kind, database, schema, relation, column, severity, status: "passed", "failed" or "error",
  observed, expected, failingRows, rows, reason, samples, … }] }; 64-bit numbers are text.

Exit code: 0 passed, 1 a critical check failed or could not be answered, 2 unusable input, 3 interrupted.`

const usualTimeoutMs = 600_000

export function registerCheck(program: Command, parts: Parts, end: (code: ExitCode) => void): void {
  program
    .command('check')
    .summary('whether rows are as they should be')
    .description('Check that tables and columns are as a file of checks, or the checks of a saved service, say.')
    .argument('<target>', 'connection string, file, or name of a service')
    .option('--checks <file>', "the checks, YAML or JSON; a service's own unless given")
    .option('--suggest', 'write a file of checks instead of running one')
    .option('--profile <file>', 'with --suggest, a profile to go by')
    .option('--relation <name...>', 'these relations alone: [database.]schema.name, quoted as in SQL')
    .option('--as <format>', 'write the checks for another tool instead of running them')
    .option('--out <folder>', 'with --as, where to write them (default: standard output)')
    .option('--junit <file>', 'write the results as JUnit XML as well')
    .option('--failing-rows <number>', 'failing rows to show of each check, with their values', parseRows)
    .option('--timeout <duration>', 'longest time for one reading, such as 90s (default: 10m)', parseDuration)
    .option('--json', 'print one JSON document')
    .option('--password-stdin', 'read the password from standard input')
    .addHelpText('after', help)
    .action(async (text: string, options: CheckOptions) => {
      if (options.suggest === true) end(await suggest(text, options, parts))
      else end(await check(text, options, parts))
    })
}

async function check(text: string, options: CheckOptions, parts: Parts): Promise<ExitCode> {
  const { as, out: folder, checks: file, relation } = options
  if (as !== undefined) {
    const checks = file === undefined ? await readStoredChecks(text, relation, parts) : await readWanted(file, relation)
    return await exportChecks(text, checks, { as, ...(folder === undefined ? {} : { out: folder }) }, parts)
  }
  const err = toTerminal(process.stderr)
  return await untilInterrupted(err, async (signal) => {
    return file === undefined
      ? await checkStored(text, options, parts, signal, err)
      : await checkFile(text, await readWanted(file, relation), options, parts, signal, err)
  })
}

const readWanted = async (file: string, relations: readonly string[] | undefined): Promise<readonly Check[]> =>
  (await readChecksFile(file)).filter(wantedRelations(relations))

async function checkFile(
  text: string,
  checks: readonly Check[],
  options: CheckOptions,
  parts: Parts,
  signal: AbortSignal,
  err: Terminal,
): Promise<ExitCode> {
  const progress = progressLine(err)
  let done = 0
  const limits = {
    signal,
    onResult() {
      done += 1
      progress.show(`${done} of ${checks.length} checks`)
    },
    sampleRows: options.failingRows ?? 0,
    limitMs: options.timeout ?? usualTimeoutMs,
  }
  try {
    const result = await withTarget(text, options, parts, err, {
      form: (form) => parts.runChecks(form, checks, limits),
      service: (state, id, password) => state.runServiceChecks(id, password, checks, limits),
    })
    progress.clear()
    if (result.ok) return await report(result.value, options)
    reportDiagnosis(result.error, options.json === true, toTerminal(process.stdout), err)
    return exitCodes.no
  } catch (error) {
    progress.clear()
    throw error
  }
}

async function checkStored(
  text: string,
  options: CheckOptions,
  parts: Parts,
  signal: AbortSignal,
  err: Terminal,
): Promise<ExitCode> {
  const { failingRows, timeout, passwordStdin, relation } = options
  if (failingRows !== undefined || timeout !== undefined || passwordStdin === true) {
    throw new AppError(
      'REQUEST_INVALID',
      '--failing-rows, --timeout and --password-stdin go with --checks FILE alone.',
      {
        hint: "Leave them out: the service's stored password and its quality settings hold for its stored checks.",
      },
    )
  }
  const { run, results } = await runStoredChecks(text, relation, parts, signal, err)
  if (run.state === 'succeeded') return await report(results, options)
  const { reason } = run
  if (options.json === true && reason !== null) {
    const { code, summary: message, remedy: hint, diagnosis } = reason
    toTerminal(process.stdout).line(JSON.stringify({ code, message, details: diagnosis?.detail ?? null, hint }))
  }
  writeRun(run, err)
  if (results.length > 0) err.line(`${results.length} of its checks were answered before, and their results are kept.`)
  return run.state === 'cancelled' ? exitCodes.interrupted : exitCodes.no
}

/** Writes what came of the checks wherever it was asked for. */
async function report(results: readonly CheckResult[], { junit, json }: CheckOptions): Promise<ExitCode> {
  const out = toTerminal(process.stdout)
  if (junit !== undefined) await writeJUnit(junit, results)
  if (json === true) out.line(JSON.stringify({ checks: results }))
  else writeChecks(results, out)
  return results.some(isNo) ? exitCodes.no : exitCodes.success
}

const isNo = ({ status, severity }: CheckResult): boolean =>
  status === 'error' || (status === 'failed' && severity === 'critical')

async function writeJUnit(file: string, results: readonly CheckResult[]): Promise<void> {
  try {
    await writeFile(file, junitXml(results))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new AppError('INPUT_UNREADABLE', `${quotable(file)} cannot be written.`, {
      details: String(error.code),
      hint: 'Choose another place with --junit.',
      cause: error,
    })
  }
}

function parseRows(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Give a number up to 9999.')
}
