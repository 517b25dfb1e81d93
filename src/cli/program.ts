import { Command } from 'commander'
import { registerAccess } from './access.ts'
import { registerCheck } from './check.ts'
import { registerDdl } from './ddl.ts'
import { registerDiff } from './diff.ts'
import { registerDocs } from './docs.ts'
import { registerDoctor } from './doctor.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { registerExport } from './export.ts'
import { registerExtract } from './extract.ts'
import { reportFailure } from './failure.ts'
import { registerLineage } from './lineage.ts'
import type { Parts } from './parts.ts'
import { registerProfile } from './profile.ts'
import { registerRuns } from './runs.ts'
import { registerServe } from './serve.ts'
import { registerServices } from './services.ts'
import { registerShow } from './show.ts'
import { toTerminal } from './terminal.ts'
import { registerTest } from './test.ts'
import { registerTests } from './tests.ts'
import { registerUsage } from './usage.ts'
import { registerWorker } from './worker.ts'

const help = `
Examples:
  $ patchbay serve
  $ patchbay test postgresql://reader@db.example.org/orders
  $ patchbay services list --json

Exit codes: 0 success, 1 the answer is no, 2 unusable input, 3 interrupted, 70 a bug.
State is kept in PATCHBAY_DATA_DIR, or in the Postgres that DATABASE_URL names.`

/** Runs one command line and returns its exit code. Never throws. */
export async function runProgram(args: readonly string[], parts: Parts, version: string): Promise<ExitCode> {
  const out = toTerminal(process.stdout)
  const err = toTerminal(process.stderr)
  let code: ExitCode = exitCodes.success
  try {
    await buildProgram(parts, version, (ended) => {
      code = ended
    }).parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    return reportFailure(error, wantsJson(args), out, err)
  }
}

function buildProgram(parts: Parts, version: string, end: (code: ExitCode) => void): Command {
  const program = new Command('patchbay')
    .description('Connect a Postgres service and know that it works.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .addHelpText('after', help)
    // Messages are written in one place, see failure.ts.
    .configureOutput({ outputError: () => undefined })
    .exitOverride()
  registerServe(program, parts, end)
  registerWorker(program, parts, end)
  registerTest(program, parts, end)
  registerTests(program, parts)
  registerExtract(program, parts, end)
  registerServices(program, parts, end)
  registerRuns(program, parts, end)
  registerAccess(program, parts, end)
  registerExport(program, parts, end)
  registerShow(program, parts, end)
  registerDdl(program, parts, end)
  registerDiff(program, parts, end)
  registerUsage(program, parts, end)
  registerLineage(program, parts, end)
  registerProfile(program, parts, end)
  registerCheck(program, parts, end)
  registerDocs(program, end)
  registerDoctor(program, parts, end)
  return program
}

function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end < 0 ? args : args.slice(0, end)).includes('--json')
}
