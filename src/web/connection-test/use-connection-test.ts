import { useCallback, useEffect, useRef, useState } from 'react'
import type { ConnectionTestInput } from '../../core/api.ts'
import { runConnectionTest } from '../api/connection-test.ts'
import { lostProblem, toRunProblem } from './run-problem.ts'
import { breakRun, cancelRun, startRun, type TestRun, withEvent } from './test-run.ts'

export interface ConnectionTest {
  readonly run: TestRun | null
  /** Resolves with the ended run; null when another test took its place. Never rejects. */
  readonly start: (input: ConnectionTestInput) => Promise<TestRun | null>
  /** Ends the running test, here at once and soon on the server. */
  readonly cancel: () => void
}

/** Runs connection tests, one at a time. Leaving the page cancels: nothing is left running on the server. */
export function useConnectionTest(initial: TestRun | null): ConnectionTest {
  const [run, setRun] = useState<TestRun | null>(initial)
  const current = useRef<AbortController | null>(null)

  const start = useCallback(async (input: ConnectionTestInput): Promise<TestRun | null> => {
    current.current?.abort()
    const controller = new AbortController()
    current.current = controller
    const isCurrent = () => current.current === controller
    let state = startRun(input.settings)
    const show = (next: TestRun) => {
      state = next
      if (isCurrent()) setRun(next)
    }
    show(state)
    controller.signal.addEventListener('abort', () => show(cancelRun(state)))
    try {
      for await (const event of runConnectionTest(input, controller.signal)) {
        show(withEvent(state, event, performance.now()))
      }
      show(breakRun(state, lostProblem))
    } catch (error) {
      show(breakRun(state, toRunProblem(error)))
    }
    return isCurrent() ? state : null
  }, [])

  const cancel = useCallback(() => current.current?.abort(), [])
  useEffect(
    () => () => {
      const left = current.current
      current.current = null
      left?.abort()
    },
    [],
  )
  return { run, start, cancel }
}
