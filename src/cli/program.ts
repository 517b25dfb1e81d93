import { Command } from 'commander'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { reportFailure } from './failure.ts'
import type { Parts } from './parts.ts'
import { toTerminal } from './terminal.ts'

const help = `
Examples:
  $ patchbay serve
  $ patchbay test postgresql://reader@db.example.org/orders
  $ patchbay services list --json

Exit codes: 0 success, 1 the answer is no, 2 unusable input, 3 interrupted, 70 a bug.
State is kept in PATCHBAY_DATA_DIR, or in the Postgres that DATABASE_URL names.`

type Register = (program: Command, parts: Parts, end: (code: ExitCode) => void) => void

/** In the order that help lists them. Only the one that is called is loaded: all of them take longer than some do. */
const commands: Readonly<Record<string, () => Promise<Register>>> = {
  serve: async () => (await import('./serve.ts')).registerServe,
  worker: async () => (await import('./worker.ts')).registerWorker,
  test: async () => (await import('./test.ts')).registerTest,
  tests: async () => (await import('./tests.ts')).registerTests,
  scope: async () => (await import('./scope.ts')).registerScope,
  extract: async () => (await import('./extract.ts')).registerExtract,
  services: async () => (await import('./services.ts')).registerServices,
  runs: async () => (await import('./runs.ts')).registerRuns,
  schedules: async () => (await import('./schedules.ts')).registerSchedules,
  retention: async () => (await import('./retention.ts')).registerRetention,
  snapshots: async () => (await import('./snapshots.ts')).registerSnapshots,
  search: async () => (await import('./search.ts')).registerSearch,
  classifications: async () => (await import('./classifications.ts')).registerClassifications,
  access: async () => (await import('./access.ts')).registerAccess,
  export: async () => (await import('./export.ts')).registerExport,
  show: async () => (await import('./show.ts')).registerShow,
  ddl: async () => (await import('./ddl.ts')).registerDdl,
  diff: async () => (await import('./diff.ts')).registerDiff,
  usage: async () => (await import('./usage.ts')).registerUsage,
  lineage: async () => (await import('./lineage.ts')).registerLineage,
  profile: async () => (await import('./profile.ts')).registerProfile,
  check: async () => (await import('./check.ts')).registerCheck,
  async docs() {
    const { registerDocs } = await import('./docs.ts')
    return (program, _parts, end) => registerDocs(program, end)
  },
  doctor: async () => (await import('./doctor.ts')).registerDoctor,
}

/** Runs one command line and returns its exit code. Never throws. */
export async function runProgram(args: readonly string[], parts: Parts, version: string): Promise<ExitCode> {
  const out = toTerminal(process.stdout)
  const err = toTerminal(process.stderr)
  let code: ExitCode = exitCodes.success
  try {
    const program = await buildProgram(args, parts, version, (ended) => {
      code = ended
    })
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    return reportFailure(error, wantsJson(args), out, err)
  }
}

async function buildProgram(
  [name = '']: readonly string[],
  parts: Parts,
  version: string,
  end: (code: ExitCode) => void,
): Promise<Command> {
  const called = Object.hasOwn(commands, name) ? commands[name] : undefined
  const loading = called === undefined ? Object.values(commands) : [called]
  const program = new Command('patchbay')
    .description('Connect a Postgres service and know that it works.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .addHelpText('after', help)
    // Messages are written in one place, see failure.ts.
    .configureOutput({ outputError: () => undefined })
    .exitOverride()
  for (const register of await Promise.all(loading.map((load) => load()))) register(program, parts, end)
  return program
}

function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end < 0 ? args : args.slice(0, end)).includes('--json')
}
