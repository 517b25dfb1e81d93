import type { ValidatorType } from '@rjsf/utils'
import { useCallback, useMemo, useRef, useState } from 'react'
import { connectorSettings } from '../../../connectors/settings-registry.ts'
import type { ConnectorDetail, DemoConnection, ServiceDetail } from '../../../core/api.ts'
import type { Action } from '../../../core/connection.ts'
import type { FieldPath } from '../../../core/ids.ts'
import { finishedRun, type TestRun } from '../../connection-test/test-run.ts'
import { useConnectionTest } from '../../connection-test/use-connection-test.ts'
import type { FormContextValue } from '../../form/form-context.tsx'
import { sameJson } from '../../form/form-value.ts'
import { useNameCheck } from './NameField.tsx'
import { useAfterTest } from './use-after-test.ts'
import { useConnectHelp } from './use-connect-help.ts'
import { useDemoFill } from './use-demo-fill.ts'
import { useFormValue } from './use-form-value.ts'
import { useGroups } from './use-groups.ts'
import { useLeaveGuard } from './use-leave-guard.ts'
import { useProblems } from './use-problems.ts'
import { useSave } from './use-save.ts'

interface Options {
  readonly connector: ConnectorDetail
  readonly validator: ValidatorType
  readonly service: ServiceDetail | null
  readonly demo: DemoConnection | null
  readonly fillDemo: boolean
}

/** Everything the connect page knows and can do; its parts live in hooks of their own. */
export function useConnectForm({ connector, validator, service, demo, fillDemo }: Options) {
  const value = useFormValue(connector, service)
  const stored = useMemo(
    () => new Set((service?.storedSecrets ?? []).filter((path) => !value.cleared.has(path))),
    [service, value.cleared],
  )
  const problems = useProblems(connector, validator, value.form, stored)
  const grouping = useGroups(connector.schema, value.form, problems.shown)
  const help = useConnectHelp(connector, { touch: problems.touch, openGroupOf: grouping.openGroupOf })
  const nameCheck = useNameCheck(value.name, service?.id ?? null)
  const [nameAsked, setNameAsked] = useState(false)
  const [pasted, setPasted] = useState<string | null>(null)
  const [testedHere, setTestedHere] = useState(false)

  const [stored0] = useState<TestRun | null>(() =>
    service === null || service.lastTest === null ? null : finishedRun(service.lastTest, service.settings),
  )
  const test = useConnectionTest(stored0)
  const stale = test.run !== null && test.run.phase !== 'running' && !sameJson(test.run.settings, value.settings)
  const afterTest = useAfterTest({ problems, help })
  const latest = useRef(value.settings)
  latest.current = value.settings

  const startTest = useCallback(async () => {
    if (!connector.testable) return
    problems.showAll()
    setTestedHere(true)
    const mayMove = afterTest.begin()
    const settings = latest.current
    const run = await test.start({
      connector: connector.id,
      settings,
      ...(service === null ? {} : { serviceId: service.id }),
    })
    if (run !== null) afterTest.finish(run, mayMove)
  }, [connector, service, problems.showAll, test.start, afterTest.begin, afterTest.finish])

  const apply = useCallback(
    (action: Action) => {
      if (action.kind !== 'patch') return
      value.patch(action.patch)
      const [first] = action.patch
      if (first !== undefined) requestAnimationFrame(() => help.focusPath(first.path))
    },
    [value.patch, help.focusPath],
  )

  const save = useSave({
    connector,
    service,
    value,
    problems,
    nameCheck,
    onNameMissing: () => setNameAsked(true),
    focusPath: help.focusPath,
  })
  const guard = useLeaveGuard(value.dirty && !save.saved)
  const demoFill = useDemoFill({ demo, value, fillNow: fillDemo && !value.restored })

  const context = useFieldsContext({ connector, service, value, problems, grouping, help, apply, setPasted })
  const target = connectorSettings(connector.id)?.describeTarget(value.form) ?? value.name
  return {
    value,
    problems,
    test,
    help,
    save,
    guard,
    nameCheck,
    nameAsked,
    pasted,
    setPasted,
    testedHere,
    stale,
    startTest,
    apply,
    context,
    target,
    demoFill,
    testable: connector.testable,
    editing: service !== null,
  }
}

export type ConnectPageModel = ReturnType<typeof useConnectForm>

interface FieldsContextParts {
  readonly connector: ConnectorDetail
  readonly service: ServiceDetail | null
  readonly value: ReturnType<typeof useFormValue>
  readonly problems: ReturnType<typeof useProblems>
  readonly grouping: ReturnType<typeof useGroups>
  readonly help: ReturnType<typeof useConnectHelp>
  readonly apply: (action: Action) => void
  readonly setPasted: (text: string) => void
}

/** What fields get besides their own value. */
function useFieldsContext(parts: FieldsContextParts): FormContextValue {
  const { connector, service, value, problems, grouping, help, apply, setPasted } = parts
  const { groups, openGroups, toggleGroup, countSet } = grouping
  return useMemo(
    () => ({
      groups,
      openGroups,
      toggleGroup,
      countSet,
      problems: problems.shown,
      reportProblem: problems.reportProblem,
      secretState: (path: FieldPath) => {
        if (service?.storedSecrets.includes(path)) return 'stored'
        return service?.withheldSecrets.includes(path) ? 'withheld' : 'none'
      },
      isCleared: (path: FieldPath) => value.cleared.has(path),
      clearSecret: value.clearSecret,
      helpSummary: help.document.summaryOf,
      openHelp: help.openSheet,
      apply,
      takePaste: (text: string) => {
        const parsed = /^\s*[a-z][a-z0-9+.-]*:\/\//i.test(text) ? connectorSettings(connector.id)?.parseUri(text) : null
        if (parsed?.ok !== true) return false
        setPasted(text)
        return true
      },
    }),
    [
      connector,
      service,
      groups,
      openGroups,
      toggleGroup,
      countSet,
      problems.shown,
      problems.reportProblem,
      value.cleared,
      value.clearSecret,
      help.document,
      help.openSheet,
      apply,
      setPasted,
    ],
  )
}
