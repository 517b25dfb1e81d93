import type { HelpIndex, HelpSection } from '../help/help-index.ts'
import type { JsonObject } from '../json.ts'
import { schemaFields } from './schema-fields.ts'

/** How a section answers for a field. */
export type HelpMatch =
  /** Its id is the field's dotted path. */
  | 'path'
  /** Its id is that path with the name of a choice in it, such as `authType.iam.awsRegion`. */
  | 'branch'
  /** Its id is the field's own name. */
  | 'leaf'
  /** It belongs to an object that the field is part of. */
  | 'ancestor'

/** What can be told about a field. */
export type FieldHelp =
  | { readonly kind: 'section'; readonly match: HelpMatch; readonly section: HelpSection }
  | { readonly kind: 'schema'; readonly title: string | null; readonly description: string | null }
  | { readonly kind: 'none' }

/** One key of a path in form data; a number is a position in a list. */
export type PathKey = string | number

/** Finds the help of fields. Make one per document and schema with {@link helpLookup}; asking it is fast. */
export type HelpLookup = (keys: readonly PathKey[]) => FieldHelp

/** The help of one field; see {@link helpLookup}. */
export function findHelp(index: HelpIndex, keys: readonly PathKey[], schema: JsonObject): FieldHelp {
  return helpLookup(index, schema)(keys)
}

/**
 * Prepares a document for lookups. A field's help is the section of its exact path, else of its path within one choice,
 * else of its own name, else that of the nearest object around it; without any, the schema's own title and description.
 */
export function helpLookup(index: HelpIndex, schema: JsonObject): HelpLookup {
  const sections = sectionsById(index)
  const fields = new Map(schemaFields(schema).map((field) => [dotted(field.keys), field.schema]))
  const ownSection = (keys: readonly string[]) => matchSection(sections, keys, (id) => fields.has(id))
  return (path) => {
    const keys = path.filter((key): key is string => typeof key === 'string' && !/^\d+$/.test(key))
    const own = ownSection(keys)
    if (own) return { kind: 'section', ...own }
    for (let length = keys.length - 1; length > 0; length--) {
      const above = ownSection(keys.slice(0, length))
      if (above) return { kind: 'section', match: 'ancestor', section: above.section }
    }
    for (let length = keys.length; length > 0; length--) {
      const found = fields.get(dotted(keys.slice(0, length)))
      const title = textOf(found?.title)
      const description = textOf(found?.description)
      if (title !== null || description !== null) return { kind: 'schema', title, description }
    }
    return { kind: 'none' }
  }
}

/** Sections that a field can reach, the first of each id. */
export function sectionsById(index: HelpIndex): ReadonlyMap<string, HelpSection> {
  const sections = new Map<string, HelpSection>()
  for (const section of index.sections) {
    if (section.id !== null && !sections.has(section.id)) sections.set(section.id, section)
  }
  return sections
}

/**
 * The section that is about this field itself. `isField` tells whether an id is another field's exact path: the help of
 * a top-level `password` is not that of `proxy.password`.
 */
export function matchSection(
  sections: ReadonlyMap<string, HelpSection>,
  keys: readonly string[],
  isField: (id: string) => boolean,
): { readonly match: Exclude<HelpMatch, 'ancestor'>; readonly section: HelpSection } | null {
  const exact = sections.get(dotted(keys))
  if (exact) return { match: 'path', section: exact }
  // Where several choices have a field of this name, none is taken: the path does not tell which one is meant.
  const [first, ...others] = branchIds(sections.keys(), keys)
  const branch = first === undefined || others.length > 0 ? undefined : sections.get(first)
  if (branch) return { match: 'branch', section: branch }
  const name = keys.at(-1)
  const leaf = name === undefined || isField(name) ? undefined : sections.get(name)
  return leaf ? { match: 'leaf', section: leaf } : null
}

/** Ids that are this path with the name of a choice in it, such as `authType.iam.awsRegion` for `authType.awsRegion`. */
export function branchIds(ids: Iterable<string>, keys: readonly string[]): string[] {
  if (keys.length < 2) return []
  return [...ids].filter((id) => {
    const parts = id.split('.')
    const sameEnds = parts[0] === keys[0] && parts.at(-1) === keys.at(-1)
    return parts.length > keys.length && sameEnds && isSubsequence(keys, parts)
  })
}

function isSubsequence(keys: readonly string[], parts: readonly string[]): boolean {
  let at = 0
  for (const part of parts) if (part === keys[at]) at += 1
  return at === keys.length
}

/** Ids of help documents join a path's keys with dots. */
function dotted(keys: readonly string[]): string {
  return keys.join('.')
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null
}
