import type { DefaultPrivileges } from '../../../../core/catalog/objects.ts'
import type { Grant } from '../../../../core/catalog/place.ts'
import type { Relation } from '../../../../core/catalog/relation.ts'
import type { SnapshotObject } from '../../../../core/catalog/snapshot.ts'
import { initialGrants } from '../grants.ts'
import { quoteQualified } from '../quote.ts'
import { renderSteps } from '../render-steps.ts'
import type { RenderContext } from '../step.ts'
import { changeGrants } from './grants.ts'
import { grantableOf } from './sql-name.ts'
import { at, type ChangeStep } from './step.ts'

/** What is there already when an object is made, unlike in an empty database. */
export interface Surroundings {
  /** Whether a relation stays through the change, with its keys and indexes. */
  stays(schema: string, name: string): boolean
  readonly defaults: readonly DefaultPrivileges[]
}

/** An object made anew in a database that is not empty. */
export function makeObject(object: SnapshotObject, context: RenderContext, surroundings: Surroundings): ChangeStep[] {
  const [parent] = 'parents' in object && object.partitionBound !== null ? object.parents : []
  const late = parent !== undefined && surroundings.stays(parent.schema, parent.name)
  const rendered = late ? detached(object as Relation, context) : object
  return [
    ...(late ? at('index links', [attach(object as Relation)]) : []),
    ...renderSteps(rendered, context).map(({ phase, sql }): ChangeStep => ({ moment: phase, sql })),
    ...at('links', withoutDefaults(object, context, surroundings.defaults)),
  ]
}

/** With its own keys and indexes at hand: the server makes those that it misses under names of its own. */
export function attach(table: Relation): string {
  const [parent] = table.parents
  if (parent === undefined) throw new Error('a partition without parent')
  return `ALTER TABLE ONLY ${quoteQualified(parent)} ATTACH PARTITION ${quoteQualified(table)} ${table.partitionBound};`
}

/** A partition before it is attached. */
function detached(table: Relation, context: RenderContext): Relation {
  const isOwn = (column: Relation['columns'][number]) => {
    const sequence = column.identityColumn?.sequence
    const found = sequence === undefined ? null : context.findRelation(sequence.schema, sequence.name)
    return found?.kind === 'sequence' && found.ownedBy?.schema === table.schema && found.ownedBy.name === table.name
  }
  return {
    ...table,
    parents: [],
    partitionBound: null,
    columns: table.columns.map((column) => ({
      ...column,
      local: true,
      identityColumn: isOwn(column) ? column.identityColumn : null,
    })),
    constraints: table.constraints.map((constraint) =>
      constraint.type === 'foreign key' ? constraint : { ...constraint, local: true },
    ),
  }
}

const defaultsFor = {
  table: 'tables',
  sequence: 'sequences',
  routine: 'routines',
  type: 'types',
  schema: 'schemas',
} as const

/** Takes back what default privileges of the database gave the new object beyond what it is to have. */
function withoutDefaults(
  object: SnapshotObject,
  { versionNum }: RenderContext,
  defaults: readonly DefaultPrivileges[],
): string[] {
  const target = grantableOf(object)
  const { owner } = object
  if (target === null || owner === null || !(target.kind in defaultsFor)) return []
  const on = defaultsFor[target.kind as keyof typeof defaultsFor]
  const given = defaults.filter((one) => one.on === on && (one.schema === null || one.schema === object.schema))
  if (given.length === 0) return []
  const own = (grant: Grant): Grant => ({ ...grant, grantor: owner })
  const full = { ...target, owner, versionNum }
  const global = given.filter(({ schema }) => schema === null).flatMap(({ grants }) => grants.map(own))
  const initial = initialGrants(full)
  const listed = [
    ...initial.filter(({ grantee }) => grantee === owner || global.length === 0),
    ...given.flatMap(({ grants }) => grants.map(own)),
    ...(object.grants ?? []),
  ]
  return changeGrants(merge(listed), object.grants ?? initial, full)
}

/** One entry for each pair of grantee and grantor. */
function merge(grants: readonly Grant[]): Grant[] {
  const entries = new Map<string, Grant>()
  for (const grant of grants) {
    const key = JSON.stringify([grant.grantee, grant.grantor])
    const known = entries.get(key)
    const union = (one: readonly string[] = [], other: readonly string[]) => [...new Set([...one, ...other])]
    entries.set(key, {
      ...grant,
      privileges: union(known?.privileges, grant.privileges),
      grantable: union(known?.grantable, grant.grantable),
    })
  }
  return [...entries.values()]
}
