import { useCallback } from 'react'
import type { Diagnosis } from '../../../core/connection.ts'
import { toFieldPath } from '../../../core/ids.ts'
import { gateFailure, type TestRun } from '../../connection-test/test-run.ts'
import type { FieldProblem } from '../../form/field-problem.ts'
import type { ConnectHelp } from './use-connect-help.ts'
import type { Problems } from './use-problems.ts'

/** Elements that an admin who started a test and is waiting for it may be on. */
const isWaiting = (element: Element | null): boolean =>
  element === null || element === document.body || element.id === 'main' || element.closest('[data-dock]') !== null

/** On a small screen the diagnosis is far below the field, so the field says what to do as well. */
function fieldMessage({ summary, remedy, actions }: Diagnosis, small: boolean): Omit<FieldProblem, 'path'> {
  return small
    ? { message: `${summary} ${remedy}`, source: 'test', actions }
    : { message: summary, source: 'test', actions: [] }
}

/** Brings the finding of a test to the field it is about. */
export function useAfterTest({ problems, help }: { problems: Problems; help: ConnectHelp }) {
  /** Remembers where the test was started, and later tells whether the focus may be moved. */
  const begin = useCallback(() => {
    const startedFrom = document.activeElement
    return () => isWaiting(document.activeElement) && isWaiting(startedFrom)
  }, [])
  const finish = useCallback(
    (run: TestRun, mayMove: () => boolean) => {
      const failure = gateFailure(run)
      const [path] = failure?.diagnosis.fields ?? []
      if (failure === null) {
        problems.found([], run.settings)
        return
      }
      const { diagnosis } = failure
      if (path !== undefined) {
        const problem: FieldProblem = { path, ...fieldMessage(diagnosis, help.small) }
        problems.found([problem], run.settings)
      }
      if (!mayMove()) return
      if (path !== undefined) help.focusPath(path)
      else if (diagnosis.help !== undefined) help.showPath(toFieldPath([diagnosis.help]))
    },
    [problems.found, help.focusPath, help.showPath, help.small],
  )
  return { begin, finish }
}
