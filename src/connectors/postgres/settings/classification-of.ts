import type { JsonObject } from '../../../core/json.ts'

/** The classification under which a form's policies appear as tags. Works on unfinished forms. */
export function classificationOf({ classificationName: given }: JsonObject): string {
  return typeof given === 'string' && given !== '' ? given : 'PostgresPolicyTags'
}
