import { branchIds, matchSection, sectionsById } from '../form/help-lookup.ts'
import { isServiceField, schemaFields } from '../form/schema-fields.ts'
import type { FieldPath } from '../ids.ts'
import type { JsonObject } from '../json.ts'
import type { HelpIndex } from './help-index.ts'

/** How a help document and a connection schema agree. */
export interface HelpCoverage {
  /** Properties with a section of their own, as JSON pointers into the form. */
  readonly documented: readonly FieldPath[]
  /** Properties without one. */
  readonly undocumented: readonly FieldPath[]
  /** Ids that no property has. */
  readonly orphaned: readonly string[]
}

/**
 * Compares every property of a schema, nested ones included, with the sections of a document. Properties that nobody
 * fills in (`type`, `supports*`) need no help and may have it.
 */
export function checkCoverage(index: HelpIndex, schema: JsonObject): HelpCoverage {
  const sections = sectionsById(index)
  const all = schemaFields(schema)
  const ids = new Set(all.map(({ keys }) => keys.join('.')))
  const used = new Set<string>()
  const documented: FieldPath[] = []
  const undocumented: FieldPath[] = []
  for (const { keys, path } of all) {
    const found = matchSection(sections, keys, (id) => ids.has(id))
    const matching = [...branchIds(sections.keys(), keys), ...(found?.section.id ? [found.section.id] : [])]
    for (const id of matching) used.add(id)
    if (isServiceField(keys.at(-1) ?? '')) continue
    if (matching.length > 0) documented.push(path)
    else undocumented.push(path)
  }
  const isOrphan = (id: string) => !used.has(id) && !isServiceField(id.split('.').at(-1) ?? id)
  return { documented, undocumented, orphaned: [...sections.keys()].filter(isOrphan) }
}
