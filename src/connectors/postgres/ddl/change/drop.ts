import type { SnapshotObject } from '../../../../core/catalog/snapshot.ts'
import { quoteName, quoteQualified } from '../quote.ts'
import { mentions } from './disturbance.ts'
import { revokedDefaults } from './object.ts'
import { sqlName } from './sql-name.ts'
import { at, type ChangeStep, noted } from './step.ts'

/**
 * Statements that remove an object.
 *
 * @param moment when nothing needs it any more
 * @param inCircle whether it needs something that needs it
 */
export function dropObject(object: SnapshotObject, moment: ChangeStep['moment'], inCircle: boolean): ChangeStep[] {
  switch (object.kind) {
    case 'default privileges':
      return at('untie', revokedDefaults(object))
    case 'publication':
    case 'event trigger':
    case 'subscription':
      return at('untie', [`DROP ${sqlName(object)};`])
    case 'sequence':
      // One with an owner may have gone with its column.
      if (object.ownedBy?.identity === true) return []
      return at(moment, [`DROP SEQUENCE ${object.ownedBy === null ? '' : 'IF EXISTS '}${quoteQualified(object)};`])
    case 'operator class':
    case 'cast':
      return at(moment, [`DROP ${sqlName(object).replace(/^(OPERATOR CLASS|CAST) /, '$1 IF EXISTS ')};`])
    case 'table':
      return at(moment, [noted(`Table ${object.name} goes with its rows.`, drop(object, inCircle))])
    case 'base type':
      return at(moment, [drop(object, true)])
    default:
      return at(moment, [drop(object, inCircle)])
  }
}

const drop = (object: SnapshotObject, cascade: boolean): string =>
  `DROP ${sqlName(object)}${cascade ? ' CASCADE' : ''};`

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
