import type { QualifiedName } from '../../../../core/catalog/place.ts'
import type { SnapshotObject } from '../../../../core/catalog/snapshot.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../core/json.ts'
import { quoteName, quoteQualified } from '../quote.ts'

/** Names before → names after. */
export interface Renamed {
  readonly roles: ReadonlyMap<string, string>
  readonly schemas: ReadonlyMap<string, string>
  /** By schema and name as JSON. */
  readonly names: ReadonlyMap<string, QualifiedName>
  /** By the relation's schema and name before, as JSON; then by the column's name before. */
  readonly columns: ReadonlyMap<string, ReadonlyMap<string, string>>
}

/** Members that name a role. */
const roleMembers = new Set(['owner', 'grantee', 'grantor', 'role', 'roles', 'mappedRoles'])

/** Texts that are nobody's name. */
const leftAlone = new Set(['comment', 'labels', 'identity', 'measured', 'kind', 'body'])

/**
 * An object as it is after the renames of others and its own: names it holds, and names in SQL texts as far as they
 * are qualified or are its own columns. A text that is missed only leads to a part being made anew.
 */
export function moveObject(object: SnapshotObject, renamed: Renamed): SnapshotObject {
  const own = renamed.columns.get(JSON.stringify([object.schema, object.name]))
  const context: Context = { renamed, columns: own ?? new Map(), texts: textRenames(renamed) }
  const moved = moveValue(object as unknown as JsonObject, context, '') as JsonObject
  return moved as unknown as SnapshotObject
}

interface Context {
  readonly renamed: Renamed
  readonly columns: ReadonlyMap<string, string>
  readonly texts: readonly (readonly [from: string, to: string])[]
}

function textRenames({ names }: Renamed): [string, string][] {
  return [...names].map(([key, to]) => {
    const [schema, name] = JSON.parse(key) as [string, string]
    return [quoteQualified({ schema, name }), quoteQualified(to)]
  })
}

function moveValue(value: JsonValue, context: Context, key: string): JsonValue {
  if (leftAlone.has(key)) return value
  if (typeof value === 'string' && roleMembers.has(key)) return context.renamed.roles.get(value) ?? value
  if (typeof value === 'string') return moveText(value, context)
  if (Array.isArray(value)) {
    const isColumnList = key === 'columns' || key === 'included'
    return value.map((item) =>
      isColumnList && typeof item === 'string' ? (context.columns.get(item) ?? item) : moveValue(item, context, key),
    )
  }
  return isJsonObject(value) ? moveObjectValue(value, context, key) : value
}

function moveObjectValue(value: JsonObject, context: Context, key: string): JsonObject {
  const { schema, name } = value
  const inner = key === 'references' ? withReferencedColumns(value, context) : context
  const entries = Object.entries(value).map(([member, item]): [string, JsonValue] => {
    if (member === 'schema' || member === 'name') return [member, item]
    return [member, moveValue(item, inner, member)]
  })
  const moved = Object.fromEntries(entries)
  if (typeof schema === 'string' && typeof name === 'string')
    return { ...moved, ...place(schema, name, context.renamed) }
  if (key === 'columns' && typeof name === 'string') return { ...moved, name: context.columns.get(name) ?? name }
  if (typeof name === 'string') moved.name = name
  return moved as JsonObject
}

function place(schema: string, name: string, { schemas, names }: Renamed): QualifiedName {
  return names.get(JSON.stringify([schema, name])) ?? { schema: schemas.get(schema) ?? schema, name }
}

/** Columns of the relation that a foreign key points to. */
function withReferencedColumns({ relation }: JsonObject, context: Context): Context {
  if (relation === undefined || !isJsonObject(relation)) return context
  const columns = context.renamed.columns.get(JSON.stringify([relation.schema, relation.name])) ?? new Map()
  return { ...context, columns }
}

/** Column names only as words of their own; everything else only where it is qualified. */
function moveText(text: string, { texts, columns }: Context): string {
  let moved = text
  for (const [from, to] of texts) moved = replaceWord(moved, from, to)
  for (const [from, to] of columns) moved = replaceWord(moved, quoteName(from), quoteName(to))
  return moved
}

function replaceWord(text: string, from: string, to: string): string {
  if (!text.includes(from)) return text
  const parts = text.split(from)
  return parts.reduce((done, part, index) => {
    if (index === 0) return part
    const isWord = /[\p{L}\p{N}_$"]$/u.test(done) || /^[\p{L}\p{N}_$"]/u.test(part)
    return `${done}${isWord ? from : to}${part}`
  }, '')
}
