import type { QualifiedName } from '../../../../core/catalog/place.ts'
import type { Relation } from '../../../../core/catalog/relation.ts'
import type { SnapshotObject } from '../../../../core/catalog/snapshot.ts'
import { quoteName, quoteQualified } from '../quote.ts'
import { tableWord } from '../table.ts'
import { moveObject, type Renamed } from './moved.ts'
import { appendEnd, orderRenames } from './rename-order.ts'
import { sqlName } from './sql-name.ts'

/** One object in both states; either may be missing. */
export interface Pair {
  readonly before: SnapshotObject | null
  readonly after: SnapshotObject | null
  /** Columns that kept their number under another name: name now → name before. */
  readonly renamedColumns: ReadonlyMap<string, string>
  /** Whether the states differ. */
  readonly changed: boolean
}

export interface MovedPair extends Pair {
  /** The earlier state under the names of the later one. */
  readonly moved: SnapshotObject | null
}

interface Statement {
  readonly object: SnapshotObject
  readonly sql: string
}

export interface Renames {
  /** Those of schemas, which come first. */
  readonly schemas: readonly Statement[]
  readonly statements: readonly Statement[]
  readonly pairs: readonly MovedPair[]
}

/**
 * Renames and moves between schemas, and every pair's earlier state after them.
 *
 * @param roles that were renamed: name before → name after
 */
export function renderRenames(pairs: readonly Pair[], roles: ReadonlyMap<string, string>): Renames {
  const schemas = schemaRenames(pairs)
  const objects = objectRenames(pairs, schemas.names)
  const columns = new Map<SnapshotObject, ColumnRenames>()
  for (const pair of pairs) {
    if (pair.before === null || !('columns' in pair.before)) continue
    const renames = columnRenames(pair.before, pair.renamedColumns)
    if (renames !== null) columns.set(pair.before, renames)
  }
  const renamed: Renamed = {
    schemas: schemas.names,
    names: objects.names,
    roles,
    columns: new Map([...columns].map(([object, { names }]) => [nameOf(object), names])),
  }
  const nothing = schemas.names.size === 0 && objects.names.size === 0 && columns.size === 0 && roles.size === 0
  const moved = pairs.map((pair): MovedPair => {
    if (pair.before === null || nothing) return { ...pair, moved: pair.before }
    const moved = moveObject(pair.before, renamed)
    const { after } = pair
    // What stays is called as it will be, whatever the texts say.
    return {
      ...pair,
      moved: after === null ? moved : ({ ...moved, schema: after.schema, name: after.name } as typeof moved),
    }
  })
  const columnStatements = moved.flatMap(({ before, moved: now }) => {
    const renames = before === null ? undefined : columns.get(before)
    if (renames === undefined || now === null || !('columns' in now)) return []
    return renames.order.map(({ from, to }) => ({
      object: now,
      sql: `ALTER ${tableWord(now)} ${quoteQualified(now)} RENAME COLUMN ${quoteName(from)} TO ${quoteName(to)};`,
    }))
  })
  return { schemas: schemas.statements, statements: [...objects.statements, ...columnStatements], pairs: moved }
}

export const nameOf = (object: SnapshotObject): string => JSON.stringify([object.schema, object.name])

function schemaRenames(pairs: readonly Pair[]) {
  const found = pairs.flatMap(({ before, after }) =>
    before?.kind === 'schema' && after?.kind === 'schema' ? [{ from: before.name, to: after.name, object: after }] : [],
  )
  const taken = pairs.flatMap(({ before }) => (before?.kind === 'schema' ? [before.name] : []))
  const { renames, displaced } = orderRenames(found, taken)
  const statements: Statement[] = renames.flatMap(({ from, to }) => {
    const object = found.find((one) => one.to === to || one.from === from)?.object
    return object === undefined ? [] : [{ object, sql: `ALTER SCHEMA ${quoteName(from)} RENAME TO ${quoteName(to)};` }]
  })
  const names = new Map(displaced)
  for (const { from, to } of found) if (from !== to) names.set(from, to)
  return { statements, names }
}

/** Names that must differ: relations and sequences share theirs, and so on; routines are told apart by arguments. */
function spaceOf(object: SnapshotObject): string {
  const space = 'columns' in object || object.kind === 'sequence' ? 'relation' : object.kind
  return JSON.stringify([space, 'arguments' in object ? object.arguments : ''])
}

function objectRenames(pairs: readonly Pair[], schemas: ReadonlyMap<string, string>) {
  const statements: Statement[] = []
  const names = new Map<string, QualifiedName>()
  const spaces = new Map<string, { pair: Pair; from: string; to: string }[]>()
  const taken = new Map<string, string[]>()
  for (const pair of pairs) {
    const { before, after } = pair
    if (before === null || before.kind === 'schema') continue
    const schema = before.schema === null ? null : (schemas.get(before.schema) ?? before.schema)
    const space = spaceOf(before)
    const list = taken.get(space) ?? []
    taken.set(space, list)
    list.push(JSON.stringify([schema, before.name]))
    if (after === null || (schema === after.schema && before.name === after.name)) continue
    const wanted = spaces.get(space) ?? []
    spaces.set(space, wanted)
    wanted.push({ pair, from: JSON.stringify([schema, before.name]), to: JSON.stringify([after.schema, after.name]) })
  }
  for (const [space, wanted] of spaces) {
    const { renames, displaced } = orderRenames(wanted, taken.get(space) ?? [], withEnd)
    for (const [from, to] of displaced) noteDisplaced(from, to)
    for (const { from, to } of renames) {
      const pair = wanted.find((one) => one.to === to || one.from === from)?.pair ?? null
      const object = pair?.after ?? pairs.find(({ before }) => before !== null && nameOf(before) === from)?.before
      const held = pair?.before ?? object
      if (object !== undefined && object !== null && held !== null && held !== undefined) {
        statements.push(...renameStatements(held, object, parse(from), parse(to)))
      }
    }
  }
  for (const { before, after } of pairs) {
    if (before !== null && after?.schema != null && nameOf(before) !== nameOf(after)) {
      names.set(nameOf(before), { schema: after.schema, name: after.name })
    }
  }
  return { statements, names }

  function noteDisplaced(from: string, to: string): void {
    const [schema, name] = parse(to)
    names.set(from, { schema: schema ?? '', name })
  }
}

type Place = readonly [schema: string | null, name: string]

const parse = (text: string): Place => JSON.parse(text) as Place

function withEnd(text: string, end: string): string {
  const [schema, name] = parse(text)
  return JSON.stringify([schema, appendEnd(name, end)])
}

function renameStatements(
  before: SnapshotObject,
  object: SnapshotObject,
  [fromSchema, fromName]: Place,
  [toSchema, toName]: Place,
): Statement[] {
  const what = (schema: string | null, name: string) => sqlName({ ...before, schema, name } as SnapshotObject)
  const statements: Statement[] = []
  // One behind a column moves with its table.
  const moves = fromSchema !== toSchema && !(before.kind === 'sequence' && before.ownedBy !== null)
  if (moves && toSchema !== null) {
    statements.push({ object, sql: `ALTER ${what(fromSchema, fromName)} SET SCHEMA ${quoteName(toSchema)};` })
  }
  if (fromName !== toName) {
    statements.push({ object, sql: `ALTER ${what(toSchema, fromName)} RENAME TO ${quoteName(toName)};` })
  }
  return statements
}

interface ColumnRenames {
  readonly order: readonly { readonly from: string; readonly to: string }[]
  /** Name before → name after, displaced ones too. */
  readonly names: ReadonlyMap<string, string>
}

/** A view gets its columns' names from its query; a partition its parent's. */
function columnRenames(before: Relation, renamed: ReadonlyMap<string, string>): ColumnRenames | null {
  if (renamed.size === 0 || before.kind.endsWith('view')) return null
  const wanted = [...renamed].map(([to, from]) => ({ from, to }))
  const { renames, displaced } = orderRenames(
    wanted,
    before.columns.map(({ name }) => name),
  )
  const names = new Map([...displaced, ...wanted.map(({ from, to }) => [from, to] as const)])
  return { order: before.partitionBound === null ? renames : [], names }
}
