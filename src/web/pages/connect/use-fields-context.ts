import { useMemo } from 'react'
import { connectorSettings } from '../../../connectors/settings-registry.ts'
import type { ConnectorDetail, ServiceDetail } from '../../../core/api.ts'
import type { Action } from '../../../core/connection.ts'
import type { FieldPath } from '../../../core/ids.ts'
import type { FormContextValue } from '../../form/form-context.tsx'
import type { ConnectHelp } from './use-connect-help.ts'
import type { FormValue } from './use-form-value.ts'
import type { useGroups } from './use-groups.ts'
import type { Problems } from './use-problems.ts'

interface Parts {
  readonly connector: ConnectorDetail
  readonly service: ServiceDetail | null
  readonly value: FormValue
  readonly problems: Problems
  readonly grouping: ReturnType<typeof useGroups>
  readonly help: ConnectHelp
  readonly apply: (action: Action) => void
  readonly setPasted: (text: string) => void
  readonly belowSet: FormContextValue['belowSet']
}

/** What nobody types into a field, and pastes into the first one at hand: an address, a command, key=value pairs. */
const isConnection =
  /^\s*(?:(?:jdbc:)?(?:postgres|pgspider)\w*(?:\+\w+)?:\/\/|(?:PG\w+=\S+\s+)*psql\s|(?:host|hostaddr|dbname)\s*=)/i

/** What fields get besides their own value; the same object until some of it changes. */
export function useFieldsContext(parts: Parts): FormContextValue {
  const { connector, service, value, problems, grouping, help, apply, setPasted, belowSet } = parts
  const { groups, openGroups, toggleGroup, countSet } = grouping
  const { shown, reportProblem } = problems
  const { cleared, clearSecret } = value
  const { document, openSheet } = help
  return useMemo(
    () => ({
      groups,
      openGroups,
      toggleGroup,
      countSet,
      problems: shown,
      reportProblem,
      secretState: (path: FieldPath) => secretState(service, path),
      isCleared: (path: FieldPath) => cleared.has(path),
      clearSecret,
      helpSummary: document.summaryOf,
      openHelp: openSheet,
      apply,
      belowSet,
      takePaste: (text: string) => {
        if (!isConnection.test(text) || connectorSettings(connector.id) === null) return false
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
      shown,
      reportProblem,
      cleared,
      clearSecret,
      document,
      openSheet,
      apply,
      setPasted,
      belowSet,
    ],
  )
}

function secretState(service: ServiceDetail | null, path: FieldPath) {
  if (service?.storedSecrets.includes(path)) return 'stored'
  return service?.withheldSecrets.includes(path) ? 'withheld' : 'none'
}
