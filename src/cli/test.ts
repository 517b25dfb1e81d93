import { type Command, InvalidArgumentError } from 'commander'
import type { TestEvent, TestReport, Verdict } from '../core/connection.ts'
import { type ServiceId, toFieldPath } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { listenForInterruption } from './interruption.ts'
import type { Parts, State, TestLimits } from './parts.ts'
import { hasPassword, promptForPassword, readPasswordFromStdin, withPassword } from './password.ts'
import { findByName, withState } from './services/with-state.ts'
import { readTarget, type Target } from './target.ts'
import { harmless, toTerminal } from './terminal.ts'
import { followTest, writeVerdict } from './timeline.ts'

interface TestOptions {
  readonly json?: true
  readonly passwordStdin?: true
  /** Milliseconds, both. */
  readonly stageTimeout?: number
  readonly timeout?: number
}

const help = `
TARGET is a connection string, a JSON or YAML file with the form's property names, or the name of a saved service.
The first two need no state: they work on any machine.

The password comes from --password-stdin, the file or the connection string, PATCHBAY_PASSWORD, or a question on the
terminal. The test reads only; Ctrl-C cancels it on the server too.

Examples:
  $ patchbay test postgresql://reader@db.example.org/orders
  $ patchbay test orders.yaml --json
  $ pass show orders | patchbay test orders.yaml --password-stdin
  $ patchbay test orders-prod --stage-timeout 10

Exit code: 0 passed or passed with warnings, 1 failed, 2 unusable input, 3 interrupted.`

export function registerTest(program: Command, parts: Parts, end: (code: ExitCode) => void): void {
  program
    .command('test')
    .summary('test a connection, stage by stage')
    .description('Test a connection, stage by stage, with the queries that an extraction runs.')
    .argument('<target>', 'connection string, file, or name of a service')
    .option('--json', 'print the report as one JSON document; progress goes to standard error')
    .option('--password-stdin', 'read the password from standard input')
    .option('--stage-timeout <seconds>', 'limit for each stage (default: 5)', parseSeconds)
    .option('--timeout <seconds>', 'limit for the whole test (default: 20)', parseSeconds)
    .addHelpText('after', help)
    .action(async (text: string, options: TestOptions) => end(await test(text, options, parts)))
}

async function test(text: string, options: TestOptions, parts: Parts): Promise<ExitCode> {
  const target = await readTarget(text, parts)
  const typed = options.passwordStdin === true ? await readPasswordFromStdin() : null
  const ready = target.kind === 'form' ? { ...target, form: await completeForm(target.form, typed) } : target
  const out = toTerminal(process.stdout)
  const progress = options.json === true ? toTerminal(process.stderr) : out
  progress.line(`Testing ${await describe(ready, parts)}\n`)
  const report = await runTest(ready, typed, options, parts, followTest(progress))
  if (options.json === true) out.line(JSON.stringify(report))
  else writeVerdict(report, out)
  return verdictCodes[report.verdict]
}

const verdictCodes: Readonly<Record<Verdict, ExitCode>> = {
  passed: exitCodes.success,
  warned: exitCodes.success,
  failed: exitCodes.no,
  cancelled: exitCodes.interrupted,
}

async function describe(target: Target, parts: Parts): Promise<string> {
  const text = target.kind === 'service' ? target.name : await parts.describeTarget(target.form)
  return harmless(text === '' ? 'a connection without a host' : text)
}

/** Puts in the password from wherever it is. What the file or the connection string says comes before the environment. */
async function completeForm(form: JsonObject, typed: string | null): Promise<JsonObject> {
  if (typed !== null) return withPassword(form, typed)
  if (hasPassword(form)) return form
  const { PATCHBAY_PASSWORD: fromEnvironment } = process.env
  if (fromEnvironment) return withPassword(form, fromEnvironment)
  if (!process.stdin.isTTY || !process.stderr.isTTY) return withPassword(form, null)
  const user = typeof form.username === 'string' ? ` for ${harmless(form.username)}` : ''
  return withPassword(form, await promptForPassword(`Password${user} (Enter for none): `))
}

async function runTest(
  target: Target,
  typed: string | null,
  options: TestOptions,
  parts: Parts,
  emit: (event: TestEvent) => void,
): Promise<TestReport> {
  const interruption = listenForInterruption()
  const limits: TestLimits = {
    signal: interruption.signal,
    emit,
    ...(options.stageTimeout === undefined ? {} : { stageDeadlineMs: options.stageTimeout }),
    ...(options.timeout === undefined ? {} : { testDeadlineMs: options.timeout }),
  }
  try {
    if (target.kind === 'form') return await parts.testForm(target.form, limits)
    return await withState(parts, async (state) => {
      const { id } = await findByName(state, target.name)
      return await state.testService(id, typed ?? (await passwordFor(id, state)), limits)
    })
  } finally {
    interruption.release()
  }
}

/** PATCHBAY_PASSWORD for a service without a stored password that may be used; null leaves it to what is stored. */
async function passwordFor(id: ServiceId, state: State): Promise<string | null> {
  const { PATCHBAY_PASSWORD: fromEnvironment } = process.env
  if (!fromEnvironment) return null
  const { storedSecrets } = await state.readService(id)
  return storedSecrets.includes(toFieldPath(['password'])) ? null : fromEnvironment
}

/** Seconds on the command line → milliseconds. */
function parseSeconds(text: string): number {
  const seconds = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || seconds < 0.1 || seconds > 3600) {
    throw new InvalidArgumentError('Give seconds between 0.1 and 3600.')
  }
  return seconds * 1000
}
