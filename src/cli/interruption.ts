import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { Terminal } from './terminal.ts'

const listening = new Set<AbortController>()

/**
 * From here on a request to stop, by the user or the system, first aborts whatever listens for it; without a listener,
 * and the second time, it ends the process. Embedded servers end with the process by themselves.
 */
export function handleInterruptions(): void {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, interrupt)
}

function interrupt(): void {
  const waiting = [...listening].filter((controller) => !controller.signal.aborted)
  if (waiting.length === 0) process.exit(exitCodes.interrupted)
  for (const controller of waiting) controller.abort('interrupted')
}

/** Aborts when somebody asks to stop, so that running work can end in order. `release` stops listening. */
export function listenForInterruption(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController()
  listening.add(controller)
  return {
    signal: controller.signal,
    release() {
      listening.delete(controller)
    },
  }
}

/** Work that ends in order when somebody asks to stop, and says so. */
export async function untilInterrupted(
  err: Terminal,
  work: (signal: AbortSignal) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { signal, release } = listenForInterruption()
  try {
    return await work(signal)
  } catch (error) {
    if (!signal.aborted) throw error
    err.line('Cancelled.')
    return exitCodes.interrupted
  } finally {
    release()
  }
}
