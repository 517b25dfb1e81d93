import { createContext, type ReactNode, useContext } from 'react'
import type { Action } from '../../core/connection.ts'
import type { FieldPath } from '../../core/ids.ts'
import type { FieldProblem } from './field-problem.ts'
import type { FieldGroup } from './schema.ts'

export type SecretState = 'none' | 'stored' | 'withheld'

/**
 * What fields need beyond their own value. It goes around the form library, which compares its own context deeply and
 * so does not pass on new functions.
 */
export interface FormContextValue {
  readonly groups: readonly FieldGroup[]
  readonly openGroups: ReadonlySet<string>
  readonly toggleGroup: (id: string) => void
  /** How many fields of a group differ from what a new form starts with. */
  readonly countSet: (group: FieldGroup) => number
  readonly problems: readonly FieldProblem[]
  /** For widgets with rules that the schema cannot express; `null` takes it back. Blocks saving. */
  readonly reportProblem: (path: FieldPath, message: string | null) => void
  readonly secretState: (path: FieldPath) => SecretState
  readonly isCleared: (path: FieldPath) => boolean
  /** Forget the stored secret when the service is saved, or keep it after all. */
  readonly clearSecret: (path: FieldPath, cleared: boolean) => void
  /** First sentence of a field's help, for screen readers. */
  readonly helpSummary: (path: FieldPath) => string
  readonly openHelp: (path: FieldPath) => void
  readonly apply: (action: Action) => void
  /** What a page adds below the fields of a set; null for most. */
  readonly belowSet: (path: FieldPath) => ReactNode
  /** Offers text pasted into a field to the connection string reader; true when it took it. */
  readonly takePaste: (text: string) => boolean
}

export const FormContext = createContext<FormContextValue | null>(null)

export function useFormContext(): FormContextValue {
  const value = useContext(FormContext)
  if (value === null) throw new Error('a form field is rendered outside of the form')
  return value
}
