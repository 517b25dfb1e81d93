import { useCallback, useEffect, useRef, useState } from 'react'
import type { ConnectionTestInput } from '../../core/api.ts'
import { runConnectionTest } from '../api/connection-test.ts'
import { startRun, type TestRun, withEvent } from './test-run.ts'

export interface ConnectionTest {
  readonly run: TestRun | null
  readonly start: (input: ConnectionTestInput) => Promise<TestRun | null>
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
    let state = startRun(input.settings)
    setRun(state)
    const show = (next: TestRun) => {
      state = next
      if (current.current === controller) setRun(next)
    }
    try {
      for await (const event of runConnectionTest(input, controller.signal)) {
        show(withEvent(state, event, performance.now()))
      }
      if (state.report === null) throw new Error('The connection to Patchbay’s server was lost during the test.')
    } catch (error) {
      const reason = controller.signal.aborted ? new Error('You cancelled the test.') : error
      show({ ...state, phase: 'broken', error: reason instanceof Error ? reason : new Error(String(reason)) })
    }
    return current.current === controller ? state : null
  }, [])

  const cancel = useCallback(() => current.current?.abort(), [])
  useEffect(() => () => current.current?.abort(), [])
  return { run, start, cancel }
}
