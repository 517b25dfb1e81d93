import { addressOf, type ObjectAddress } from '../../../../core/catalog/object-key.ts'
import type { ObjectKey, QualifiedName } from '../../../../core/catalog/place.ts'
import type { Relation } from '../../../../core/catalog/relation.ts'
import type { SnapshotObject } from '../../../../core/catalog/snapshot.ts'
import { quoteName, quoteQualified } from '../quote.ts'
import { disturbedColumns } from './columns.ts'
import { lostKeys } from './constraints.ts'
import { type Disturbance, mentions } from './disturbance.ts'
import { isReplaced } from './object.ts'
import { type MovedPair, nameOf } from './renames.ts'

/** What a change does beyond the objects that change. */
export interface Affected {
  /** Dropped before anything is altered, and made anew where there is a later state. */
  readonly early: ReadonlySet<MovedPair>
  /** Tables that stay, with parts that cannot. */
  readonly touched: ReadonlySet<MovedPair>
  readonly disturbance: Disturbance
}

/** Kinds of which nothing is lost when they are made anew. */
const remade: ReadonlySet<string> = new Set([
  'view',
  'materialized view',
  'foreign table',
  'function',
  'procedure',
  'aggregate',
  'window function',
  'enum',
  'domain',
  'composite type',
  'range',
  'operator',
  'operator class',
  'operator family',
  'cast',
  'conversion',
  'transform',
  'publication',
  'event trigger',
  'text search configuration',
  'text search dictionary',
  'foreign server',
])

/** @param pairs everything of one database, unchanged objects included */
export function findAffected(pairs: readonly MovedPair[], changed: ReadonlySet<MovedPair>): Affected {
  const dependents = findDependents(pairs)
  const early = new Set<MovedPair>()
  const touched = new Set<MovedPair>()
  const queue: MovedPair[] = []
  const start = (pair: MovedPair) => {
    if (early.has(pair) || pair.moved === null) return
    early.add(pair)
    queue.push(pair)
  }
  const added = new Set(pairs.flatMap(({ moved, after }) => (moved === null && after !== null ? [spaceOf(after)] : [])))
  for (const pair of changed) {
    const { moved, after } = pair
    if (moved === null) continue
    if (after === null ? isView(moved) || added.has(spaceOf(moved)) : isReplaced(moved, after)) start(pair)
  }
  const columns = new Map<MovedPair, readonly string[]>()
  const isMadeAnew = ({ schema, name }: QualifiedName) => earlyNames.has(JSON.stringify([schema, name]))
  const earlyNames = new Set<string>()
  const disturb = (pair: MovedPair) => {
    const lost = lostColumns(pair, isMadeAnew)
    if (lost.length === (columns.get(pair)?.length ?? 0)) return
    columns.set(pair, lost)
    for (const reader of dependents.get(pair) ?? []) if (reads(reader, pair, lost)) start(reader)
  }
  for (const pair of changed) disturb(pair)
  for (let pair = queue.shift(); pair !== undefined; pair = queue.shift()) {
    if (pair.moved !== null) earlyNames.add(nameOf(pair.moved))
    for (const other of dependents.get(pair) ?? []) {
      const { moved, after } = other
      if (moved === null) continue
      if (after === null || remade.has(moved.kind)) start(other)
      else touched.add(other)
      disturb(other)
    }
  }
  const keys = findLostKeys(changed)
  for (const pair of pairs) if (pointsTo(pair, isMadeAnew, keys)) touched.add(pair)
  const touches = touchesAny(early)
  // Not every need of a table's parts is recorded, and what is used must be let go of.
  if (early.size > 0) for (const pair of pairs) if (hasTouchedPart(pair, touches)) touched.add(pair)
  return { early, touched, disturbance: { isMadeAnew, touches, losesKey: losesKey(keys) } }
}

export const isView = ({ kind }: SnapshotObject): boolean => kind === 'view' || kind === 'materialized view'

/** What cannot stand beside one another; routines of one name are told apart by types that a signature may name or not. */
function spaceOf(object: SnapshotObject): string {
  const routine =
    object.kind === 'function' ||
    object.kind === 'procedure' ||
    object.kind === 'aggregate' ||
    object.kind === 'window function'
  const space =
    'columns' in object || object.kind === 'sequence' || object.kind === 'composite type'
      ? 'relation'
      : routine
        ? 'routine'
        : object.kind
  return JSON.stringify([
    space === 'enum' || space === 'domain' || space === 'range' || space === 'base type' ? 'type' : space,
    object.schema,
    object.name,
    routine ? '' : addressOf(object).arguments,
  ])
}

function findDependents(pairs: readonly MovedPair[]): Map<MovedPair, MovedPair[]> {
  const byKey = new Map<string, MovedPair>()
  for (const pair of pairs) if (pair.before !== null) byKey.set(keyOf(addressOf(pair.before)), pair)
  const dependents = new Map<MovedPair, MovedPair[]>()
  for (const pair of pairs) {
    const { before } = pair
    const parents = before !== null && 'parents' in before ? before.parents : []
    for (const key of [...(before?.dependsOn ?? []), ...parents.map((parent) => ({ kind: 'table', ...parent }))]) {
      const needed = byKey.get(keyOf(key))
      if (needed === undefined || needed === pair) continue
      const list = dependents.get(needed)
      if (list === undefined) dependents.set(needed, [pair])
      else list.push(pair)
    }
  }
  return dependents
}

const relationLike = new Set(['table', 'partitioned table', 'view', 'materialized view', 'foreign table'])
const routineLike = new Set(['function', 'procedure', 'aggregate', 'window function'])

/** Relations share one space of names, and routines another. */
export function keyOf({ kind, schema, name, arguments: signature }: ObjectKey | ObjectAddress): string {
  const space = relationLike.has(kind) ? 'relation' : routineLike.has(kind) ? 'routine' : kind
  return JSON.stringify([space, schema, name, signature ?? ''])
}

function lostColumns({ moved, after }: MovedPair, isMadeAnew: Disturbance['isMadeAnew']): string[] {
  if (moved === null || after === null || isView(moved)) return []
  if (!('columns' in moved) || !('columns' in after)) return []
  return disturbedColumns(moved, after as Relation, isMadeAnew)
}

/** Whether an object cannot stay while these columns of a relation go or change. */
function reads({ before, moved }: MovedPair, relation: MovedPair, columns: readonly string[]): boolean {
  if (moved === null || before === null) return false
  if ('reads' in before && before.reads !== null && 'reads' in moved) {
    const place = relation.before
    const moves = new Map(relation.renamedColumns)
    return before.reads.some(
      (read) =>
        read.schema === place?.schema &&
        read.name === place.name &&
        columns.some((column) => (moves.get(column) ?? column) === read.column),
    )
  }
  if (moved.kind === 'publication') {
    const place = nameOf(relation.moved ?? moved)
    return moved.relations.some(
      (one) => JSON.stringify([one.schema, one.name]) === place && (one.filter !== null || one.columns !== null),
    )
  }
  const isSqlBody = 'definition' in moved && /\bBEGIN ATOMIC\b|^\s*RETURN /m.test(moved.definition)
  return isSqlBody && columns.some((column) => mentions(moved.definition, column))
}

function findLostKeys(changed: ReadonlySet<MovedPair>): Map<string, string[][]> {
  const keys = new Map<string, string[][]>()
  for (const { moved, after } of changed) {
    if (moved === null || after === null || !('columns' in moved) || !('columns' in after)) continue
    const lost = lostKeys(moved, after as Relation)
    if (lost.length > 0) keys.set(nameOf(moved), lost)
  }
  return keys
}

const losesKey =
  (keys: ReadonlyMap<string, readonly string[][]>) =>
  ({ schema, name }: QualifiedName, columns: readonly string[]): boolean => {
    const wanted = [...columns].sort().join('\0')
    return (keys.get(JSON.stringify([schema, name])) ?? []).some((key) => [...key].sort().join('\0') === wanted)
  }

function pointsTo(
  { moved, after }: MovedPair,
  isMadeAnew: Disturbance['isMadeAnew'],
  keys: ReadonlyMap<string, readonly string[][]>,
): boolean {
  if (moved === null || after === null || !('constraints' in moved) || !('columns' in moved)) return false
  const loses = losesKey(keys)
  const byKey = moved.constraints.some(
    ({ references }) =>
      references !== null && (isMadeAnew(references.relation) || loses(references.relation, references.columns)),
  )
  return byKey || moved.parents.some(isMadeAnew)
}

function hasTouchedPart({ moved, after }: MovedPair, touches: Disturbance['touches']): boolean {
  if (moved === null || after === null || !('columns' in moved)) return false
  return (
    moved.columns.some((column) => touches(`${column.default ?? ''} ${column.generated?.expression ?? ''}`)) ||
    moved.policies.some(({ using, check }) => touches(`${using ?? ''} ${check ?? ''}`)) ||
    [moved.constraints, moved.triggers, moved.rules, moved.indexes, moved.statistics]
      .flat()
      .some(({ definition }) => touches(definition))
  )
}

function touchesAny(early: ReadonlySet<MovedPair>): (text: string) => boolean {
  const names = [...early].flatMap(({ moved }) => {
    if (moved === null || moved.schema === null) return []
    const operator = moved.kind === 'operator' ? [`${quoteName(moved.schema)}.${moved.name}`] : []
    return [quoteQualified({ schema: moved.schema, name: moved.name }), ...operator]
  })
  return (text) => names.some((name) => text.includes(name))
}
