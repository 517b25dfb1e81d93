import { err, ok, type Result } from '../../../core/result.ts'

/** How long one wait may take, and the signal that ends it at once. */
export interface Limits {
  readonly signal: AbortSignal
  readonly deadlineMs: number
}
export type Interruption = 'TIMEOUT' | 'CANCELLED'

/**
 * Waits for `settle` to be called. `begin` starts listening and returns how to stop listening,
 * which happens exactly once, whichever way the wait ends. Closing what was waited for is the caller's business.
 */
export function waitFor<T>(
  { signal, deadlineMs }: Limits,
  begin: (settle: (value: T) => void) => () => void,
): Promise<Result<T, Interruption>> {
  if (signal.aborted) return Promise.resolve(err('CANCELLED'))
  return new Promise((resolve) => {
    let release: (() => void) | null = null
    let done = false
    const finish = (result: Result<T, Interruption>) => {
      if (done) return
      done = true
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      release?.()
      resolve(result)
    }
    const onAbort = () => finish(err('CANCELLED'))
    const timer = setTimeout(() => finish(err('TIMEOUT')), Math.max(0, Math.min(deadlineMs, 2 ** 31 - 1)))
    signal.addEventListener('abort', onAbort, { once: true })
    release = begin((value) => finish(ok(value)))
    if (done) release()
  })
}
