import type { SystemPrivileges } from '../../../core/catalog/objects.ts'
import type { ColumnPrivileges, SnapshotObjectBase } from '../../../core/catalog/place.ts'
import type { Relation } from '../../../core/catalog/relation.ts'
import { changedPrivileges } from '../catalog/questions/changed-privileges.ts'
import type { Attribute } from '../catalog/questions/relations.ts'
import { readArray } from './copy-text.ts'
import { readGrants, toGrants } from './grants.ts'
import { none } from './group.ts'
import type { Names } from './names.ts'
import type { Answers } from './transaction.ts'

/** How privileges are no longer those that an object came with. Nothing is said where that was not to be had. */
export interface InitialPrivileges {
  /** @param acl what an extension's member has now */
  ofMember(catalog: string, oid: string, acl: string | null): Pick<SnapshotObjectBase, 'initialGrants'>
  /**
   * @param system on which somebody was granted something: nothing comes with them
   * @param own of an extension's relation; none for those of users
   */
  ofColumns(
    relation: string,
    system: readonly Attribute[],
    own: readonly Attribute[],
  ): Pick<Relation, 'columnPrivileges'>
}

export function createInitialPrivileges(answers: Answers): InitialPrivileges {
  const given = new Map<string, string | null>()
  for (const { what, catalog, oid, column, initial } of answers.of(changedPrivileges)) {
    if (what === 'extension') given.set(`${catalog} ${oid} ${column}`, initial)
  }
  const isKnown = answers.has(changedPrivileges)
  return {
    ofMember(catalog, oid, acl) {
      const initial = given.get(`${catalog} ${oid} 0`) ?? null
      return !isKnown || initial === acl ? {} : { initialGrants: readGrants(initial) }
    },
    ofColumns(relation, system, own) {
      const columns = isKnown ? [...system, ...own] : system
      const changed = columns.flatMap((attribute) => changedColumn(relation, attribute, given))
      return changed.length === 0 ? {} : { columnPrivileges: changed }
    },
  }
}

function changedColumn(
  relation: string,
  { number, name, shape }: Attribute,
  given: ReadonlyMap<string, string | null>,
): ColumnPrivileges[] {
  const acl = shape.rare?.[0] ?? null
  const initial = readArray(given.get(`${relationCatalog} ${relation} ${number}`) ?? null)
  return JSON.stringify(acl) === JSON.stringify(initial) ? [] : [toColumnPrivileges([name, acl, initial])]
}

/** Of pg_class. */
const relationCatalog = '1259'

const toColumnPrivileges = ([name, acl, initial]: readonly [
  name: string,
  acl: readonly string[] | null,
  initial: readonly string[] | null,
]): ColumnPrivileges => ({ name, grants: toGrants(acl), initialGrants: toGrants(initial) })

const systemKinds: ReadonlySet<string> = new Set(['table', 'routine', 'type', 'schema', 'language'])

/** What initdb made belongs to no schema of the users': its whole name stands in one. */
export function buildSystemPrivileges(answers: Answers, names: Names): SystemPrivileges[] {
  return answers
    .of(changedPrivileges)
    .filter(({ what }) => systemKinds.has(what))
    .map(({ what, oid, name, owner, acl, initial, columns }) => ({
      kind: 'system privileges',
      database: names.database,
      schema: null,
      name,
      identity: { oid: Number(oid) },
      owner: names.role(owner),
      grants: readGrants(acl),
      initialGrants: readGrants(initial),
      comment: null,
      extension: null,
      dependsOn: none,
      on: what as SystemPrivileges['on'],
      columnPrivileges: columns.map(toColumnPrivileges),
    }))
}
