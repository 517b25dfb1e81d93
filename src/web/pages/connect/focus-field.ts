import type { FieldPath } from '../../../core/ids.ts'
import { fieldPathKeys, toFieldPath } from '../../../core/ids.ts'

const controls = 'input:not([type="file"]), select, textarea, button:not([data-help-button])'

/** Path of the field that an element belongs to, or null. */
export function pathOf(element: EventTarget | null): FieldPath | null {
  const field = element instanceof Element ? element.closest<HTMLElement>('[data-path]') : null
  const keys: unknown = field?.dataset.path === undefined ? null : JSON.parse(field.dataset.path)
  return Array.isArray(keys) ? toFieldPath(keys) : null
}

/** The field at a path, or the nearest around it that is on the page. */
export function fieldElement(path: FieldPath): HTMLElement | null {
  const fields = [...document.querySelectorAll<HTMLElement>('[data-path]')]
  for (let keys = fieldPathKeys(path); keys.length > 0; keys = keys.slice(0, -1)) {
    const wanted = toFieldPath(keys)
    const found = fields.find((field) => pathOf(field) === wanted)
    if (found !== undefined) return found
  }
  return null
}

/** Focuses a field's first control and brings the field into view; false when the field is not on the page. */
export function focusField(path: FieldPath): boolean {
  const field = fieldElement(path)
  const control = field?.querySelector<HTMLElement>(controls)
  if (field === null || control === null || control === undefined) return false
  control.focus({ preventScroll: true })
  field.scrollIntoView({ block: 'nearest' })
  return true
}
