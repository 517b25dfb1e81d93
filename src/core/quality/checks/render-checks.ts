import { stringify } from 'yaml'
import type { Check } from './check.ts'
import { kindOf } from './kinds.ts'
import { relationName } from './relation-name.ts'

/** Checks as a file that `parseChecks` reads back as they are. What would be taken anyway is left out. */
export function renderChecks(checks: readonly Check[]): string {
  return stringify({ checks: checks.map(writeCheck) }, { lineWidth: 0 })
}

export function writeCheck(check: Check) {
  const { id, kind, column, where, severity, description } = check
  const defaults = new Map(kindOf(kind).parameters.map((one) => [one.name, one.default] as const))
  const parameters = Object.entries(check.parameters).filter(([name, value]) => defaults.get(name) !== value)
  return {
    id,
    relation: relationName(check),
    ...(column === null ? {} : { column }),
    kind,
    ...(parameters.length === 0 ? {} : { parameters: Object.fromEntries(parameters) }),
    ...(where === null ? {} : { where }),
    ...(severity === 'critical' ? {} : { severity }),
    ...(description === null ? {} : { description }),
  }
}
