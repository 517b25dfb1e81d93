import { isJsonObject, type JsonValue } from '../../../../core/json.ts'

/** Where they stand among what a workflow reads. */
export const filterFields = ['databaseFilterPattern', 'schemaFilterPattern', 'tableFilterPattern'] as const

export const filterNote =
  'OpenMetadata compares names without case, and where a filter includes something it may not look at what it excludes.'

export const hasPattern = (filter: JsonValue | undefined): boolean =>
  isJsonObject(filter) && Object.values(filter).some((list) => Array.isArray(list) && list.length > 0)

/** Its expressions begin where the name does; ours are found anywhere in it. */
export const toTheirFilter = (filter: JsonValue | undefined): JsonValue =>
  mapPatterns(filter, (pattern) => (beginsWithName(pattern) || !isExpression(pattern) ? pattern : `.*(${pattern})`))

/** What {@link toTheirFilter} put around a pattern is taken off; anything else stays as it was written. */
export const toOurFilter = (filter: JsonValue | undefined): JsonValue =>
  mapPatterns(filter, (pattern) => {
    const inner = /^\.\*\((.*)\)$/s.exec(pattern)?.[1]
    return inner !== undefined && isExpression(inner) ? inner : pattern
  })

function mapPatterns(filter: JsonValue | undefined, change: (pattern: string) => string): JsonValue {
  if (!isJsonObject(filter)) return filter ?? null
  const lists = Object.entries(filter).map(([name, list]) => [
    name,
    Array.isArray(list) ? list.map((item: JsonValue) => (typeof item === 'string' ? change(item) : item)) : list,
  ])
  return Object.fromEntries(lists)
}

/** In every alternative: `^orders$`, `^(orders|billing)$`, `.*orders`. */
const beginsWithName = (pattern: string): boolean =>
  /^\^\([^()]*\)\$?$/.test(pattern) || (/^(\^|\.\*)/.test(pattern) && !pattern.includes('|'))

function isExpression(text: string): boolean {
  try {
    new RegExp(text)
    return true
  } catch {
    return false
  }
}
