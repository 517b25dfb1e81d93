import type { ChangeStatement } from '../../../../core/catalog/ddl-renderer.ts'
import { compareObjects } from '../../../../core/catalog/diff/compare-objects.ts'
import { pairObjects, toObjectKey } from '../../../../core/catalog/diff/diff-snapshots.ts'
import type { LoadedSnapshot } from '../../../../core/catalog/read-snapshot.ts'
import type { SnapshotObject } from '../../../../core/catalog/snapshot.ts'
import { changeMember } from '../extension-member.ts'
import { type ObjectStatement, renderDatabaseChanges } from './database-changes.ts'
import type { Pair } from './renames.ts'

/** What turns the earlier state of a server into the later one; see the contract. */
export function renderChanges(before: LoadedSnapshot, after: LoadedSnapshot): ChangeStatement[] {
  const byPlace = new Map<string | null, Pair[]>()
  const members: Pair[] = []
  const put = (pair: Pair) => {
    const object = pair.after ?? pair.before
    if (object === null) return
    if (object.extension !== null) {
      members.push(pair)
      return
    }
    const place = object.kind === 'database' ? null : object.database
    const list = byPlace.get(place)
    if (list === undefined) byPlace.set(place, [pair])
    else list.push(pair)
  }
  const paired = pairObjects(before, after)
  for (const [was, is] of paired.pairs) put(comparePair(was, is))
  for (const object of paired.added) put({ before: null, after: object, ...changedWhole })
  for (const object of paired.removed) put({ before: object, after: null, ...changedWhole })

  const roles = renamedRoles(byPlace.get(null) ?? [])
  const done = [...byPlace]
    .sort(([one], [other]) => compare(one ?? '', other ?? ''))
    .filter(([, pairs]) => pairs.some(({ changed }) => changed))
    .map(([database, pairs]) => ({
      database,
      ...renderDatabaseChanges(pairs, { server: after.header.server, roles: database === null ? new Map() : roles }),
    }))
  return [
    ...done.flatMap(({ database, work, end }) => toStatements(database, database === null ? work : [...work, ...end])),
    ...changeMembers(members, after),
    // Roles and tablespaces go when nothing in any database needs them.
    ...done.flatMap(({ database, end }) => (database === null ? toStatements(database, end) : [])),
  ]
}

/** What an extension brought changes with the extension, but for its privileges. */
function changeMembers(members: readonly Pair[], { header }: LoadedSnapshot): ChangeStatement[] {
  return members.flatMap(({ before, after }) => {
    if (after === null) return []
    const sql = changeMember(before, after, header.server.versionNum)
    return sql.length === 0 ? [] : toStatements(after.database, [{ object: after, sql: sql.join('\n') }])
  })
}

const changedWhole = { renamedColumns: new Map<string, string>(), changed: true } as const

function comparePair(before: SnapshotObject, after: SnapshotObject): Pair {
  const { properties, parts } = compareObjects(before, after)
  const isRenamed = before.schema !== after.schema || before.name !== after.name
  const renamedColumns = parts.flatMap(({ list, change, name, formerName }) =>
    list === 'columns' && change === 'renamed' ? [[name, formerName] as const] : [],
  )
  const changed = isRenamed || properties.length > 0 || parts.length > 0
  return { before, after, renamedColumns: new Map(renamedColumns), changed }
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

function renamedRoles(pairs: readonly Pair[]): Map<string, string> {
  return new Map(
    pairs.flatMap(({ before, after }) =>
      before?.kind === 'role' && after !== null && before.name !== after.name
        ? [[before.name, after.name] as const]
        : [],
    ),
  )
}

const toStatements = (database: string | null, list: readonly ObjectStatement[]): ChangeStatement[] =>
  list.map(({ object, sql }) => ({ database, object: toObjectKey(object), sql }))
