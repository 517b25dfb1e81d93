import type { ConnectorId, FieldPath } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import type { FieldProblem } from './form-shape.ts'

/** What is known of a connector's form. */
export interface FormDescription {
  readonly title: string
  readonly schema: JsonObject
  readonly secretFields: readonly FieldPath[]
  /** What of a form no admin could have typed into it, such as a number where text belongs. */
  checkShape(form: JsonObject): readonly FieldProblem[]
}

/** The forms of all connectors. */
export interface FormCatalog {
  /** Null for an unknown connector. */
  find(id: ConnectorId): FormDescription | null
}
