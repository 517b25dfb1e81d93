import type { SnapshotObject } from '../../../../core/catalog/snapshot.ts'
import { quoteName, quoteQualified, quoteRole } from '../quote.ts'
import { changeSystemPrivileges } from '../system-privileges.ts'
import { mentions } from './disturbance.ts'
import { revokedDefaults } from './object.ts'
import { sqlName } from './sql-name.ts'
import { at, type ChangeStep, noted } from './step.ts'

/** How the removal of an object goes with that of others. */
export interface Removal {
  /** When nothing needs it any more. */
  readonly moment: ChangeStep['moment']
  /** It needs something that needs it. */
  readonly inCircle: boolean
  /** It may have gone with another object. */
  readonly mayBeGone: boolean
  readonly versionNum: number
}

export function dropObject(object: SnapshotObject, removal: Removal): ChangeStep[] {
  const { moment, inCircle, mayBeGone, versionNum } = removal
  switch (object.kind) {
    case 'default privileges':
      return at('untie', revokedDefaults(object))
    case 'system privileges':
      return at('untie', changeSystemPrivileges(object, null, versionNum))
    case 'publication':
    case 'event trigger':
    case 'subscription':
      return at('untie', [`DROP ${sqlName(object)};`])
    case 'sequence':
      // One with an owner may have gone with its column.
      if (object.ownedBy?.identity === true) return []
      return at(moment, [drop(object, false, mayBeGone || object.ownedBy !== null)])
    case 'operator class':
    case 'cast':
      return at(moment, [drop(object, false, true)])
    case 'foreign server':
      return at(moment, [
        ...object.mappedRoles.map(
          (role) => `DROP USER MAPPING FOR ${quoteRole(role)} SERVER ${quoteName(object.name)};`,
        ),
        drop(object, inCircle, mayBeGone),
      ])
    case 'table':
      return at(moment, [noted(`Table ${object.name} goes with its rows.`, drop(object, inCircle, mayBeGone))])
    default:
      return at(moment, [drop(object, takesOthers(object, inCircle), mayBeGone)])
  }
}

/** Whether others go with it: the functions of a type made in C know it, and it knows them. */
export const takesOthers = (object: SnapshotObject, inCircle: boolean): boolean =>
  inCircle || object.kind === 'base type' || (object.kind === 'range' && object.canonical !== null)

const kindWords =
  /^(?:MATERIALIZED VIEW|FOREIGN TABLE|FOREIGN DATA WRAPPER|TEXT SEARCH [A-Z]+|OPERATOR CLASS|OPERATOR FAMILY|ACCESS METHOD|[A-Z]+) /

function drop(object: SnapshotObject, cascade: boolean, mayBeGone: boolean): string {
  const what = mayBeGone ? sqlName(object).replace(kindWords, (words) => `${words}IF EXISTS `) : sqlName(object)
  return `DROP ${what}${cascade ? ' CASCADE' : ''};`
}

/** What ties relations that go to others that go: without it they can go in any order. */
export function untieRemoved(removed: readonly SnapshotObject[]): { object: SnapshotObject; steps: ChangeStep[] }[] {
  const relations = removed.flatMap((object) => ('columns' in object ? [object] : []))
  const names = new Set(relations.map(quoteQualified))
  return relations.flatMap((object) => {
    const own = quoteQualified(object)
    const isTied = (text: string) => [...names].some((name) => name !== own && mentions(text, name))
    const keys = object.constraints.filter(
      ({ references, local }) => local && references !== null && isTied(quoteQualified(references.relation)),
    )
    const policies = object.policies.filter(({ using, check }) => isTied(`${using ?? ''} ${check ?? ''}`))
    const rules = object.rules.filter(({ definition }) => isTied(definition))
    const [parent] = object.partitionBound === null ? [] : object.parents
    const steps = at('untie', [
      // Else it would keep an index of its parent from being whole.
      ...(parent === undefined || names.has(quoteQualified(parent))
        ? []
        : [`ALTER TABLE ${quoteQualified(parent)} DETACH PARTITION ${own};`]),
      ...keys.map(({ name }) => `ALTER TABLE ${own} DROP CONSTRAINT ${quoteName(name)};`),
      ...policies.map(({ name }) => `DROP POLICY ${quoteName(name)} ON ${own};`),
      ...rules.map(({ name }) => `DROP RULE ${quoteName(name)} ON ${own};`),
    ])
    return steps.length === 0 ? [] : [{ object, steps }]
  })
}
