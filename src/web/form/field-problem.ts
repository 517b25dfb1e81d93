import { type ErrorSchema, ErrorSchemaBuilder } from '@rjsf/utils'
import type { Action } from '../../core/connection.ts'
import { type FieldPath, fieldPathKeys } from '../../core/ids.ts'

/** Something wrong with one field's value, wherever that was found out. */
export interface FieldProblem {
  readonly path: FieldPath
  readonly message: string
  /**
   * `schema` and `settings` follow every keystroke and show once the field was left; `widget` shows at once;
   * `server` and `test` show at once and go when the field changes.
   */
  readonly source: 'schema' | 'settings' | 'widget' | 'server' | 'test'
  readonly actions: readonly Action[]
}

/** Whether `path` is `ancestor` or lies inside it. */
export const isWithin = (path: FieldPath, ancestor: FieldPath): boolean =>
  path === ancestor || path.startsWith(`${ancestor}/`)

/** One problem a field: the most recent finding says more than the general one. */
export function onePerField(problems: readonly FieldProblem[]): readonly FieldProblem[] {
  const order: readonly FieldProblem['source'][] = ['widget', 'test', 'server', 'settings', 'schema']
  const best = new Map<FieldPath, FieldProblem>()
  for (const problem of problems) {
    const present = best.get(problem.path)
    if (present === undefined || order.indexOf(problem.source) < order.indexOf(present.source)) {
      best.set(problem.path, problem)
    }
  }
  return [...best.values()]
}

/** The shape in which the form library hands messages down to its fields. */
export function toErrorSchema(problems: readonly FieldProblem[]): ErrorSchema {
  const builder = new ErrorSchemaBuilder()
  for (const { path, message } of problems) builder.addErrors(message, fieldPathKeys(path))
  return builder.ErrorSchema
}
