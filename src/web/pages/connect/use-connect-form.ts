import type { ValidatorType } from '@rjsf/utils'
import { useCallback, useMemo, useState } from 'react'
import { connectorSettings } from '../../../connectors/settings-registry.ts'
import type { ConnectorDetail, DemoConnection, ServiceDetail } from '../../../core/api.ts'
import type { Action } from '../../../core/connection.ts'
import { useNameCheck } from './NameField.tsx'
import { useConnectHelp } from './use-connect-help.ts'
import { useDemoFill } from './use-demo-fill.ts'
import { useFieldsContext } from './use-fields-context.ts'
import { useFilterPreviews } from './use-filter-previews.tsx'
import { useFormTest } from './use-form-test.ts'
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
  const testing = useFormTest({ connector, service, settings: value.settings, problems, help })

  const apply = useCallback(
    (action: Action) => {
      if (action.kind !== 'patch') return
      value.patch(action.patch)
      const [first] = action.patch
      if (first !== undefined) requestAnimationFrame(() => help.focusPath(first.path))
    },
    [value.patch, help.focusPath],
  )
  const onNameMissing = () => setNameAsked(true)
  const save = useSave({ connector, service, value, problems, nameCheck, onNameMissing, focusPath: help.focusPath })
  const belowSet = useFilterPreviews({ connector, service, settings: value.settings, problems })
  return {
    ...testing,
    value,
    problems,
    help,
    save,
    nameCheck,
    nameAsked,
    pasted,
    setPasted,
    apply,
    guard: useLeaveGuard(value.dirty && !save.saved),
    demoFill: useDemoFill({ demo, value, fillNow: fillDemo && !value.restored }),
    context: useFieldsContext({ connector, service, value, problems, grouping, help, apply, setPasted, belowSet }),
    target: connectorSettings(connector.id)?.describeTarget(value.form) ?? value.name,
    testable: connector.testable,
    editing: service !== null,
  }
}

export type ConnectPageModel = ReturnType<typeof useConnectForm>
