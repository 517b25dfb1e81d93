import { exitCodes } from './exit-codes.ts'

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
