import { type Command, InvalidArgumentError, Option } from 'commander'
import { type RunId, toRunId } from '../core/ids.ts'
import { type Run, type RunKind, runKinds } from '../core/runs.ts'
import type { ExitCode } from './exit-codes.ts'
import { exitCodes } from './exit-codes.ts'
import { listenForInterruption } from './interruption.ts'
import { parseLimit } from './parse-limit.ts'
import type { Parts, State } from './parts.ts'
import { followRun, runText, writeRun, writeRuns } from './runs/run-lines.ts'
import { findByName, withState } from './services/with-state.ts'
import { toTerminal } from './terminal.ts'

interface ListOptions {
  readonly service?: string
  readonly limit: number
  readonly json?: true
}

interface WaitOptions {
  readonly wait: boolean
  readonly json?: true
}

interface StartOptions extends WaitOptions {
  readonly kind: RunKind
  readonly relation?: readonly string[]
}

const help = `
Runs are performed by patchbay serve and by any number of patchbay worker.

Examples:
  $ patchbay runs start orders-prod
  $ patchbay runs list --service orders-prod
  $ patchbay runs show 7d0c2b1e-5a7f-4f0e-9b1c-0a4de2f6c1aa --json`

const startHelp = `
Waits for the end and shows progress; Ctrl-C cancels the run, on its server too. Where no worker is there, the run is
performed right here.

Examples:
  $ patchbay runs start orders-prod
  $ patchbay runs start orders-prod --kind test --no-wait --json

Exit code: 0 succeeded (or queued, with --no-wait), 1 failed, 2 unusable input, 3 cancelled.`

/** `patchbay runs …`: what was done with the saved services, and what is being done. */
export function registerRuns(program: Command, parts: Parts, end: (code: ExitCode) => void): void {
  const runs = program
    .command('runs')
    .summary('start, list, show, cancel, retry')
    .description('What was done with the saved services: snapshots taken, connections tested again.')
    .addHelpText('after', help)
  const out = toTerminal(process.stdout)

  runs
    .command('start')
    .description('Start a run of a service; a snapshot is kept in the state.')
    .argument('<service>', 'name of a service')
    .addOption(new Option('--kind <kind>', 'what to do').choices(runKinds).default('extract'))
    .option('--relation <name...>', 'of a profile or checks: [database.]schema.name, quoted as in SQL')
    .option('--no-wait', 'queue it and leave')
    .option('--json', 'print the run as a JSON object')
    .addHelpText('after', startHelp)
    .action(async (name: string, options: StartOptions) => end(await start(name, options, parts)))

  runs
    .command('list')
    .description('List runs, the newest first.')
    .option('--service <name>', 'only those of this service')
    .option('--limit <number>', 'at most so many', parseLimit, 20)
    .option('--json', 'print a JSON array')
    .addHelpText('after', '\nExample:\n  $ patchbay runs list --limit 5 --json')
    .action(({ service, limit, json }: ListOptions) =>
      withState(parts, async (state) => {
        const serviceId = service === undefined ? null : (await findByName(state, service)).id
        const found = await state.runs.list(serviceId, limit)
        if (json === true) return out.line(JSON.stringify(found))
        const names = new Map((await state.listServices()).map((each) => [each.id, each.name]))
        writeRuns(found, names, out)
      }),
    )

  runs
    .command('show')
    .description('Show a run: what came of it, or why nothing did.')
    .argument('<id>', 'id of a run', parseId)
    .option('--json', 'print a JSON object')
    .addHelpText('after', '\nExample:\n  $ patchbay runs show 7d0c2b1e-5a7f-4f0e-9b1c-0a4de2f6c1aa')
    .action((id: RunId, { json }: { readonly json?: true }) =>
      withState(parts, async (state) => {
        const run = await state.runs.show(id)
        if (json === true) out.line(JSON.stringify(run))
        else writeRun(run, out)
      }),
    )

  runs
    .command('cancel')
    .description('Cancel a run that waits or runs, on its server too.')
    .argument('<id>', 'id of a run', parseId)
    .option('--json', 'print the run as a JSON object')
    .addHelpText('after', '\nExample:\n  $ patchbay runs cancel 7d0c2b1e-5a7f-4f0e-9b1c-0a4de2f6c1aa')
    .action((id: RunId, { json }: { readonly json?: true }) =>
      withState(parts, async (state) => {
        const run = await state.runs.cancel(id)
        out.line(json === true ? JSON.stringify(run) : runText(run))
      }),
    )

  runs
    .command('retry')
    .description('Start an ended run again: the same service, kind and relations.')
    .argument('<id>', 'id of a run', parseId)
    .option('--no-wait', 'queue it and leave')
    .option('--json', 'print the new run as a JSON object')
    .addHelpText('after', '\nExample:\n  $ patchbay runs retry 7d0c2b1e-5a7f-4f0e-9b1c-0a4de2f6c1aa')
    .action(async (id: RunId, options: WaitOptions) =>
      end(await perform((state) => state.runs.retry(id), options, parts)),
    )
}

async function start(name: string, { kind, relation, ...options }: StartOptions, parts: Parts): Promise<ExitCode> {
  return await perform(
    async (state) => await state.runs.start((await findByName(state, name)).id, kind, relation ?? null),
    options,
    parts,
  )
}

/** Queues a run and waits for its end, unless told not to. */
async function perform(
  queue: (state: State) => Promise<Run>,
  { wait, json }: WaitOptions,
  parts: Parts,
): Promise<ExitCode> {
  const out = toTerminal(process.stdout)
  const err = toTerminal(process.stderr)
  const interruption = listenForInterruption()
  try {
    return await withState(parts, async (state) => {
      const queued = await queue(state)
      const run = wait ? await state.runs.follow(queued.id, interruption.signal, followRun(err)) : queued
      if (json === true) out.line(JSON.stringify(run))
      else if (wait) writeRun(run, out)
      else out.line(`Queued ${run.id}.`)
      if (run.state === 'failed') return exitCodes.no
      return run.state === 'cancelled' ? exitCodes.interrupted : exitCodes.success
    })
  } finally {
    interruption.release()
  }
}

function parseId(text: string): RunId {
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)) return toRunId(text)
  throw new InvalidArgumentError('patchbay runs list shows the ids.')
}
