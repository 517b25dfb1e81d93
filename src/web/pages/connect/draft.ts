import type { FieldPath } from '../../../core/ids.ts'
import { isJsonObject, type JsonObject } from '../../../core/json.ts'
import { prune, type RawForm, withValueAt } from '../../form/form-value.ts'

/** What was typed and not yet saved. It lives in this tab, and never holds a secret. */
export interface Draft {
  readonly name: string
  readonly settings: JsonObject
}

const storageKey = (key: string) => `patchbay.draft.${key}`

export function readDraft(key: string): Draft | null {
  const text = sessionStorage.getItem(storageKey(key))
  if (text === null) return null
  const draft: unknown = JSON.parse(text)
  return isJsonObject(draft) && typeof draft.name === 'string' && isJsonObject(draft.settings)
    ? { name: draft.name, settings: draft.settings }
    : null
}

export function writeDraft(key: string, name: string, form: RawForm, secretFields: readonly FieldPath[]): void {
  const settings = prune(secretFields.reduce((rest, path) => withValueAt(rest, path, undefined), form))
  sessionStorage.setItem(storageKey(key), JSON.stringify({ name, settings } satisfies Draft))
}

export function dropDraft(key: string): void {
  sessionStorage.removeItem(storageKey(key))
}
