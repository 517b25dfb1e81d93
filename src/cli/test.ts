import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Verdict } from '../core/connection.ts'
import { AppError } from '../core/error.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { Parts } from './parts.ts'
import { type ReportForm, renderReport, reportForms } from './report-form.ts'
import { type RunTestOptions, runTest } from './run-test.ts'
import { harmless, toTerminal } from './terminal.ts'
import { writeVerdict } from './timeline.ts'

interface TestOptions extends RunTestOptions {
  readonly json?: true
  readonly as?: ReportForm
}

const help = `
TARGET is a connection string, a file, or the name of a saved service. The first two need no state: they work on any
machine. A connection string is a URI, key=value pairs, a psql command, a JDBC or SQLAlchemy URL. A file has the form's
property names in JSON or YAML, or is a .env, pg_service.conf, .pgpass, database.yml or the like with one connection.

The password comes from --password-stdin, the file or the connection string, --service, --passfile, PATCHBAY_PASSWORD,
or a question on the terminal. Both files are read with libpq's rules, and nothing else of libpq's is read. The test reads only; Ctrl-C cancels it on the server too.

Examples:
  $ patchbay test postgresql://reader@db.example.org/orders
  $ patchbay test "host=db.example.org dbname=orders user=reader"
  $ patchbay test orders.yaml --json
  $ patchbay test orders-prod --as markdown > report.md
  $ pass show orders | patchbay test orders.yaml --password-stdin
  $ patchbay test --service orders --passfile ~/.pgpass
  $ patchbay test orders-prod --stage-timeout 10

Exit code: 0 passed or passed with warnings, 1 failed, 2 unusable input, 3 interrupted.`

export function registerTest(program: Command, parts: Parts, end: (code: ExitCode) => void): void {
  program
    .command('test')
    .summary('test a connection, stage by stage')
    .description('Test a connection, stage by stage, with the queries that an extraction runs.')
    .argument('[target]', 'connection string, file, or name of a service')
    .option('--json', 'print the report as one JSON document; progress goes to standard error')
    .addOption(new Option('--as <form>', 'print the report to pass on; it holds no secrets').choices(reportForms))
    .option('--password-stdin', 'read the password from standard input')
    .option('--passfile <file>', 'look the password up in a .pgpass file')
    .option('--service <name>', 'take what TARGET does not say from a section of pg_service.conf')
    .option('--service-file <file>', 'where that section stands (default: where libpq looks)')
    .option('--stage-timeout <seconds>', 'limit for each stage (default: 5)', parseSeconds)
    .option('--timeout <seconds>', 'limit for the whole test (default: 20)', parseSeconds)
    .addHelpText('after', help)
    .action(async (text: string | undefined, options: TestOptions) => end(await test(text, options, parts)))
}

async function test(text: string | undefined, options: TestOptions, parts: Parts): Promise<ExitCode> {
  const { json, as } = options
  if (json === true && as !== undefined) {
    throw new AppError('REQUEST_INVALID', '--json and --as ask for two forms of one report.', { hint: 'Use one.' })
  }
  const out = toTerminal(process.stdout)
  const progress = json === true || as !== undefined ? toTerminal(process.stderr) : out
  const { report, target } = await runTest(text, options, parts, progress)
  if (json === true) out.line(JSON.stringify(report))
  else if (as !== undefined) out.write(harmless(renderReport[as](report, target)))
  else writeVerdict(report, out)
  return verdictCodes[report.verdict]
}

const verdictCodes: Readonly<Record<Verdict, ExitCode>> = {
  passed: exitCodes.success,
  warned: exitCodes.success,
  failed: exitCodes.no,
  cancelled: exitCodes.interrupted,
}

/** Seconds on the command line → milliseconds. */
function parseSeconds(text: string): number {
  const seconds = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || seconds < 0.1 || seconds > 3600) {
    throw new InvalidArgumentError('Give seconds between 0.1 and 3600.')
  }
  return seconds * 1000
}
