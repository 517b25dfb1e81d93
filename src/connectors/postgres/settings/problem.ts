import type { Action, Diagnosis } from '../../../core/connection.ts'
import type { DiagnosisCode } from '../../../core/error.ts'
import type { FieldPath } from '../../../core/ids.ts'
import type { JsonValue } from '../../../core/json.ts'

/** What makes a form unusable: a diagnosis that needed no server, with a `SETTINGS_*` code. */
export type SettingsProblem = Diagnosis

interface ProblemText {
  readonly summary: string
  readonly remedy: string
  readonly actions?: readonly Action[]
  /** A word for what is wrong with the input; the code tells the rest. */
  readonly cause?: string
}

export function settingsProblem(
  code: Extract<DiagnosisCode, `SETTINGS_${string}`>,
  fields: readonly FieldPath[],
  { summary, remedy, actions = [], cause = 'INVALID' }: ProblemText,
): SettingsProblem {
  return { code, cause: { kind: 'input', value: cause }, fields, summary, remedy, actions }
}

/** A button that sets form values; each pair is a field and its new value, `null` to clear it. */
export function patchAction(label: string, ...pairs: readonly (readonly [FieldPath, JsonValue])[]): Action {
  return { kind: 'patch', label, patch: pairs.map(([path, value]) => ({ path, value })) }
}

/** Text from the form, short enough for a sentence and without control characters. */
export function quoted(text: string): string {
  const plain = text.replace(/\p{Cc}/gu, '�')
  return `"${plain.length > 60 ? `${plain.slice(0, 57)}…` : plain}"`
}
