import { type AccessCapability, type AccessStep, accessCapabilities } from './access.ts'
import type { StageReport, TestReport } from './connection.ts'
import { isJsonObject, type JsonValue } from './json.ts'

/**
 * What a role lacks according to a test, for the capabilities wanted, as steps that close exactly that. A step that
 * several stages name comes once.
 */
export function accessGap(report: TestReport, wanted: readonly AccessCapability[]): readonly AccessStep[] {
  const steps = report.stages.flatMap(stepsOf).filter(({ capability }) => wanted.includes(capability))
  return steps.filter(({ grant }, place) => steps.findIndex((other) => other.grant === grant) === place)
}

function stepsOf(stage: StageReport): readonly AccessStep[] {
  const gap = stage.status === 'skipped' ? undefined : stage.facts.gap
  return Array.isArray(gap) ? gap.filter(isStep) : []
}

function isStep(value: JsonValue): value is AccessStep {
  return (
    isJsonObject(value) &&
    accessCapabilities.some((capability) => capability === value.capability) &&
    [value.title, value.why, value.grant, value.revoke].every((text) => typeof text === 'string') &&
    [value.database, value.psql].every((text) => text === null || typeof text === 'string')
  )
}

/** One script for psql of several steps: in their order to grant, backwards to revoke. */
export function psqlScript(steps: readonly AccessStep[], direction: 'grant' | 'revoke', heading: string): string {
  const inOrder = direction === 'grant' ? steps : [...steps].reverse()
  let connected = ''
  const parts = inOrder.flatMap((step) => {
    const sql = step[direction]
    const command = step.psql === null || step.psql === connected ? [] : [step.psql]
    if (sql === '' && (direction === 'revoke' || command.length === 0)) return []
    if (step.psql !== null && step.database !== null) connected = step.psql
    const title = direction === 'grant' ? [`-- ${inOneLine(step.title)}.`] : []
    return [[...title, ...command, ...(sql === '' ? [] : [sql])].join('\n')]
  })
  return [`-- ${inOneLine(heading)}`, '\\set ON_ERROR_STOP on', '', parts.join('\n\n')].join('\n')
}

/** A name with a line break must not end a comment early. */
export const inOneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
