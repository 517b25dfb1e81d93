import { type RefObject, useEffect, useRef } from 'react'
import { gateFailure, type TestRun } from './test-run.ts'

/**
 * On small screens a test stands below a long form: brings it into view when it starts, and once more when it has
 * grown to its result, unless the reader scrolled away or a failure takes them to a field.
 */
export function useScrollToRun(run: TestRun): RefObject<HTMLElement | null> {
  const element = useRef<HTMLElement>(null)
  const before = useRef<TestRun['phase']>('done')
  const { phase } = run
  const goesToField = gateFailure(run) !== null
  useEffect(() => {
    const wasRunning = before.current === 'running'
    before.current = phase
    if (element.current === null || !window.matchMedia('(max-width: 799px)').matches) return
    const { top, bottom } = element.current.getBoundingClientRect()
    const inView = top < window.innerHeight && bottom > 0
    const starts = phase === 'running' && !wasRunning
    const ends = phase !== 'running' && wasRunning && inView && !goesToField
    if (starts || ends) element.current.scrollIntoView({ block: 'start' })
  }, [phase, goesToField])
  return element
}
