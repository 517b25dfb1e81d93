import { constraintDefinitions } from '../catalog/questions/constraints.ts'
import { otherNeeds, relationNeeds } from '../catalog/questions/dependencies.ts'
import { indexDefinitions } from '../catalog/questions/indexes.ts'
import type { RecentChange } from '../catalog/questions/recent-changes.ts'
import { rules, triggers, viewDefinitions } from '../catalog/questions/relation-parts.ts'
import { attributes, defaults, partitions, relations } from '../catalog/questions/relations.ts'
import { routineDefinitions, routines } from '../catalog/questions/routines.ts'
import { catalogs, type Names } from './names.ts'
import type { Answers } from './transaction.ts'

/**
 * Deparsing shows names as they are now, the catalogs' rows as they were when the transaction began. What was renamed,
 * altered or dropped in between may have ended up with a bit of both.
 */
export interface Moved {
  readonly any: boolean
  /** Of an object by its own changes, and by those of what its text names. */
  affects(catalog: string, oid: string): boolean
}

export const nothingMoved: Moved = { any: false, affects: () => false }

/** What a second look tells, when the reading is over. */
export interface SecondLook {
  /** What had changed when the reading began, and the same now. */
  readonly before: readonly RecentChange[]
  readonly after: readonly RecentChange[]
  /** What is still there; null where nobody wrote, so that nothing can be gone. */
  readonly present: readonly { readonly catalog: string; readonly oid: string }[] | null
}

/** Everything of these catalogs that an answer names by its oid. */
export function* namedObjects(answer: Answers): Generator<{ readonly catalog: string; readonly oid: string }> {
  const checked: readonly string[] = [catalogs.relation, catalogs.type, catalogs.routine]
  for (const { oid } of answer.of(relations)) yield { catalog: catalogs.relation, oid }
  for (const { oid } of answer.of(routines)) yield { catalog: catalogs.routine, oid }
  for (const { neededCatalog, needed } of [...answer.of(relationNeeds), ...answer.of(otherNeeds)]) {
    if (checked.includes(neededCatalog)) yield { catalog: neededCatalog, oid: needed }
  }
}

/** @param types of columns, by oid, that were dropped: the server calls them by question marks */
export function findMoved(
  { before, after, present }: SecondLook,
  answers: readonly Answers[],
  names: Names,
  types: ReadonlySet<string>,
): Moved {
  const known = new Set(before.map(keyOfChange))
  const moved = new Set(after.filter((change) => !known.has(keyOfChange(change))).map(keyOf))
  const there = present === null ? null : new Set(present.map(keyOf))
  for (const answer of answers) {
    if (there !== null) {
      for (const object of namedObjects(answer)) if (!there.has(keyOf(object))) moved.add(keyOf(object))
    }
    for (const oid of vanishedRelations(answer, types)) moved.add(`${catalogs.relation} ${oid}`)
    for (const oid of vanishedRoutines(answer)) moved.add(`${catalogs.routine} ${oid}`)
  }
  if (moved.size === 0) return nothingMoved
  const hasMoved = (catalog: string, oid: string) => {
    if (moved.has(`${catalog} ${oid}`)) return true
    const namespace = catalog === catalogs.relation ? names.relation(oid)?.namespace : undefined
    return namespace !== undefined && moved.has(`${catalogs.schema} ${namespace}`)
  }
  const affected = new Set(moved)
  for (const answer of answers) {
    for (const edge of [...answer.of(relationNeeds), ...answer.of(otherNeeds)]) {
      if (hasMoved(edge.neededCatalog, edge.needed)) affected.add(keyOf(edge))
    }
  }
  return { any: true, affects: (catalog, oid) => affected.has(`${catalog} ${oid}`) || hasMoved(catalog, oid) }
}

const keyOf = ({ catalog, oid }: { readonly catalog: string; readonly oid: string }) => `${catalog} ${oid}`
const keyOfChange = ({ catalog, oid, version }: RecentChange) => `${catalog} ${oid} ${version}`

/** Relations of which a text is missing that a present one has. */
function* vanishedRelations(answers: Answers, goneTypes: ReadonlySet<string>): Generator<string> {
  const texts = [constraintDefinitions, viewDefinitions, rules, triggers] as const
  for (const question of texts) {
    for (const entry of answers.of<readonly (string | null)[], TextEntry>(question as never)) {
      if (entry.text === null) yield entry.relation
    }
  }
  for (const { relation, vanished } of answers.of(indexDefinitions)) if (vanished) yield relation
  for (const { relation, texts: own } of answers.of(defaults)) if (own.some(({ text }) => text === null)) yield relation
  for (const { relation, bound, key } of answers.of(partitions)) if (bound === null && key === null) yield relation
  if (goneTypes.size === 0) return
  for (const { relation, columns } of answers.of(attributes)) {
    if (columns.some(({ shape }) => goneTypes.has(shape.type))) yield relation
  }
}

interface TextEntry {
  readonly relation: string
  readonly text: string | null
}

function* vanishedRoutines(answers: Answers): Generator<string> {
  for (const { oid, text } of answers.of(routineDefinitions)) if (text === null) yield oid
  for (const { oid, parameters } of answers.of(routines)) if (parameters === null) yield oid
}
