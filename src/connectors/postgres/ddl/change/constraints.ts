import type { Constraint, Relation } from '../../../../core/catalog/relation.ts'
import { renderConstraints } from '../constraints.ts'
import { quoteName, quoteQualified } from '../quote.ts'
import type { RenderContext } from '../step.ts'
import { tableWord } from '../table.ts'
import { changeComment } from './attributes.ts'
import { at, type ChangeStep } from './step.ts'

/** What tells a part that stays from one that has to be made anew although it looks the same. */
export type Shaken = (columns: readonly string[], text: string) => boolean

/** Constraints but NOT NULL, which goes with its column, and the triggers that call themselves constraints. */
export function changeConstraints(
  before: Relation,
  after: Relation,
  context: RenderContext,
  shaken: Shaken,
): ChangeStep[] {
  const old = before.constraints.filter(isCompared)
  const now = after.constraints.filter(isCompared)
  const renamed = renamedConstraints(old, now)
  const steps = now.flatMap((constraint) => {
    const formerName = renamed.get(constraint.name) ?? constraint.name
    const was = old.find(({ name }) => name === formerName)
    if (was === undefined) return addConstraint(after, constraint, context)
    return changeConstraint(before, after, was, constraint, context, shaken)
  })
  const kept = new Set([...now.map(({ name }) => name), ...renamed.values()])
  const gone = old.filter(({ name }) => !kept.has(name))
  return [...gone.flatMap((constraint) => dropConstraint(before, after, constraint)), ...steps]
}

/** Columns of keys that a relation loses, if only for a moment: foreign keys rest on them. */
export function lostKeys(before: Relation, after: Relation): string[][] {
  return before.constraints
    .filter(({ type }) => type === 'primary key' || type === 'unique')
    .filter((key) => !after.constraints.some((other) => other.name === key.name && other.definition === key.definition))
    .filter((key) => renamedConstraints([key], after.constraints).size === 0)
    .map(({ columns }) => [...columns])
}

const isCompared = ({ type }: Constraint): boolean => type !== 'not null' && type !== 'trigger'

/** Name now → name before, where two are alike in everything else. */
function renamedConstraints(old: readonly Constraint[], now: readonly Constraint[]): Map<string, string> {
  const renamed = new Map<string, string>()
  const taken = new Set<string>()
  for (const constraint of now) {
    if (old.some(({ name }) => name === constraint.name)) continue
    const twin = old.find(
      (other) =>
        other.type === constraint.type &&
        other.definition === constraint.definition &&
        other.local === constraint.local &&
        !taken.has(other.name) &&
        !now.some(({ name }) => name === other.name),
    )
    if (twin === undefined) continue
    taken.add(twin.name)
    renamed.set(constraint.name, twin.name)
  }
  return renamed
}

function changeConstraint(
  before: Relation,
  after: Relation,
  was: Constraint,
  is: Constraint,
  context: RenderContext,
  shaken: Shaken,
): ChangeStep[] {
  const alter = `ALTER ${tableWord(after)} ${quoteQualified(after)}`
  const name = quoteName(is.name)
  const rename = was.name === is.name ? [] : [`${alter} RENAME CONSTRAINT ${quoteName(was.name)} TO ${name};`]
  const comment = changeComment(`CONSTRAINT ${name} ON ${quoteQualified(after)}`, was.comment, is.comment)
  const isKey = is.type !== 'check' && is.type !== 'foreign key'
  const inherited = !is.local && !isKey
  if (was.definition === is.definition && !shaken(isKey || is.type === 'check' ? [] : [], is.definition)) {
    return [...at('create', rename), ...at('trigger states', comment)]
  }
  if (inherited) return at('trigger states', comment)
  if (`${is.definition} NOT VALID` === was.definition) {
    return [
      ...at('create', rename),
      ...at('foreign keys', [`${alter} VALIDATE CONSTRAINT ${name};`]),
      ...at('trigger states', comment),
    ]
  }
  return [...dropConstraint(before, after, was), ...addConstraint(after, is, context)]
}

function dropConstraint(before: Relation, after: Relation, constraint: Constraint): ChangeStep[] {
  if (comesFromParent(before, constraint) && after.parents.length > 0) return []
  const moment = constraint.type === 'foreign key' || constraint.type === 'check' ? 'untie' : 'release'
  return at(moment, [
    `ALTER ${tableWord(after)} ${quoteQualified(after)} DROP CONSTRAINT ${quoteName(constraint.name)};`,
  ])
}

/** A parent's statement reaches it; a partition's part of a key goes with the parent's. */
function comesFromParent(table: Relation, { type, local, index }: Constraint): boolean {
  if (type === 'check' || type === 'foreign key') return !local
  return table.indexes.some(({ name, parent }) => name === index && parent !== null)
}

function addConstraint(table: Relation, constraint: Constraint, context: RenderContext): ChangeStep[] {
  if (constraint.type !== 'check') {
    return renderConstraints({ ...table, constraints: [constraint] }, context).map(({ phase, sql }) => ({
      moment: phase,
      sql,
    }))
  }
  const name = quoteName(constraint.name)
  return [
    ...(constraint.local
      ? at('expressions', [
          `ALTER ${tableWord(table)} ${quoteQualified(table)} ADD CONSTRAINT ${name} ${constraint.definition};`,
        ])
      : []),
    ...at('links', changeComment(`CONSTRAINT ${name} ON ${quoteQualified(table)}`, null, constraint.comment)),
  ]
}
