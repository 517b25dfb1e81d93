import { nameFilter } from '../../../core/catalog/name-filter.ts'
import type { PostgresSettings } from '../settings/settings.ts'
import type { Target } from './targets.ts'

/** A relation's name as somebody wrote it; what was left out is null. */
export interface WantedName {
  readonly text: string
  readonly database: string | null
  readonly schema: string | null
  readonly name: string
}

const part = /\s*(?:"((?:[^"]|"")+)"|([^".\s]+))\s*(\.|$)/uy

/** Null for a text that is no name. Unquoted parts fold to lower case, as in SQL. */
export function parseWantedName(text: string): WantedName | null {
  const parts: string[] = []
  part.lastIndex = 0
  for (;;) {
    const found = part.exec(text)
    if (found === null) return null
    parts.push(found[1]?.replaceAll('""', '"') ?? (found[2] ?? '').toLowerCase())
    if (found[3] === '') break
  }
  const [name = '', schema = null, database = null] = parts.reverse()
  return parts.length > 3 ? null : { text, database, schema, name }
}

/** Relations to profile, the cheapest first, and names that mean none. */
export function selectTargets(
  found: readonly Target[],
  wanted: readonly WantedName[] | null,
  scope: PostgresSettings['scope'],
): { readonly selected: readonly Target[]; readonly unknown: readonly WantedName[] } {
  if (wanted !== null) {
    const means = (name: WantedName, target: Target) =>
      name.name === target.name && (name.schema === null || name.schema === target.schema)
    const selected = found.filter((target) => wanted.some((name) => means(name, target)))
    const unknown = wanted.filter((name) => !found.some((target) => means(name, target)))
    return { selected: cheapestFirst(selected), unknown }
  }
  const isSchema = nameFilter(scope.schemas)
  const isTable = nameFilter(scope.tables)
  // Partitions are within their parents, and reading views costs whatever they do: both only where they are named.
  const selected = found.filter(
    ({ schema, name, kind, isPartition }) => isSchema(schema) && isTable(name) && !isPartition && kind !== 'view',
  )
  return { selected: cheapestFirst(selected), unknown: [] }
}

const cheapestFirst = (list: readonly Target[]): readonly Target[] =>
  [...list].sort((a, b) => a.estimatedBytes - b.estimatedBytes)
