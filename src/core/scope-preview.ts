import type { SkippedObject } from './catalog/snapshot.ts'
import type { Diagnosis } from './connection.ts'
import type { FieldPath } from './ids.ts'

/** `POST /api/scope-previews`: what the form's filters let in. */
export interface ScopePreviewAnswer {
  /** Null where the server could not be asked. */
  readonly preview: ScopePreview | null
  /** Why it could not. */
  readonly diagnosis: Diagnosis | null
}

export interface ScopePreview {
  /** In the order they apply: what one leaves out, the next ones never see. */
  readonly filters: readonly FilterPreview[]
  /** Databases that were looked into. */
  readonly lookedInto: readonly string[]
  /** Selected databases that were not, with why. */
  readonly skipped: readonly SkippedObject[]
}

export interface FilterPreview {
  /** The field that holds the filter. */
  readonly field: FieldPath
  readonly what: 'database' | 'schema' | 'relation'
  readonly included: NameSample
  readonly excluded: NameSample
  /** How many names each pattern matches, in the field's order. */
  readonly includes: readonly number[]
  readonly excludes: readonly number[]
}

export interface NameSample {
  readonly count: number
  /** The first ones, in order. */
  readonly names: readonly string[]
}
