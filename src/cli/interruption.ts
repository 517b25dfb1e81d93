import { exitCodes } from './exit-codes.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Aborts when the user (or the system) asks to stop, so that running work can end in order.
 * Asking a second time ends the process at once. `release` gives the signals back.
 */
export function listenForInterruption(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController()
  const stop = () => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted)
    controller.abort('interrupted')
  }
  for (const name of signals) process.on(name, stop)
  return {
    signal: controller.signal,
    release() {
      for (const name of signals) process.off(name, stop)
    },
  }
}
