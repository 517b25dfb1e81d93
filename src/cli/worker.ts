import { type Command, InvalidArgumentError } from 'commander'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { listenForInterruption } from './interruption.ts'
import type { Parts } from './parts.ts'
import { toTerminal } from './terminal.ts'

const help = `
Any number of workers on any machine share the runs of one state: give each the same DATABASE_URL and the same key.
Its address must lead to Postgres itself or to a pool in session mode. patchbay serve has a worker in it.

Examples:
  $ DATABASE_URL=postgresql://patchbay@state.internal/patchbay patchbay worker
  $ patchbay worker --concurrency 8

Ctrl-C ends it; the runs it has in hand are begun anew by others.`

export function registerWorker(program: Command, parts: Parts, end: (code: ExitCode) => void): void {
  program
    .command('worker')
    .summary('perform runs')
    .description('Take a share of the runs: snapshots, scheduled tests.')
    .option('--concurrency <number>', 'runs at one time', parseConcurrency, 4)
    .addHelpText('after', help)
    .action(async ({ concurrency }: { readonly concurrency: number }) => end(await work(concurrency, parts)))
}

async function work(concurrency: number, parts: Parts): Promise<ExitCode> {
  const interruption = listenForInterruption()
  try {
    const worker = await parts.startWorker({ concurrency })
    toTerminal(process.stdout).line(`Working, up to ${concurrency} ${concurrency === 1 ? 'run' : 'runs'} at a time.`)
    if (!interruption.signal.aborted) {
      await new Promise((resolve) => interruption.signal.addEventListener('abort', resolve, { once: true }))
    }
    await worker.close()
    return exitCodes.success
  } finally {
    interruption.release()
  }
}

function parseConcurrency(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidArgumentError('Give a number between 1 and 99.')
  return Number(text)
}
