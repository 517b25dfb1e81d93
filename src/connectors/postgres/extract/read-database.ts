import { setImmediate as breathe } from 'node:timers/promises'
import type { Relation } from '../../../core/catalog/relation.ts'
import type { SkippedObject, SnapshotObject } from '../../../core/catalog/snapshot.ts'
import { everyOid, type OidRange } from '../catalog/question.ts'
import { otherConstraintDefinitions } from '../catalog/questions/constraints.ts'
import { otherIndexDefinitions } from '../catalog/questions/indexes.ts'
import { moment, namespaces } from '../catalog/questions/names.ts'
import { presentObjects, recentChanges } from '../catalog/questions/recent-changes.ts'
import { expressionQuestions, relationQuestions } from '../catalog/questions/registry.ts'
import { columnTypes } from '../catalog/questions/relations.ts'
import type { Connection } from '../connection.ts'
import type { PgVersion } from '../version.ts'
import { databaseGroups } from './database-groups.ts'
import { hiddenObject } from './hidden.ts'
import { findMoved, type Moved, nothingMoved } from './moved.ts'
import { catalogs } from './names.ts'
import { createNeeds } from './needs.ts'
import { changesBefore, type NamedDatabase, type OpenDatabase, openDatabase } from './open-database.ts'
import { type BuiltRelation, buildRelations } from './relations.ts'
import { catalogOf, nameOf, toMoved, toSkipped } from './skip.ts'
import { Answers, Transaction } from './transaction.ts'

export interface DatabaseReading {
  readonly signal: AbortSignal
  readonly version: PgVersion
  readonly isSchema: (name: string) => boolean
  readonly isTable: (name: string) => boolean
  /** Resolves when the objects are taken. */
  readonly write: (objects: readonly SnapshotObject[]) => Promise<void>
  readonly skip: (skipped: SkippedObject) => void
}

/** Objects that are handed on together. */
const batchSize = 100
/** Relations that are put together, some milliseconds of work, before what the server sent meanwhile is let in: it does not wait for us. */
const breathAfter = 20
/** So often a database is read again because somebody altered what was being read. */
const mostReadings = 3

/** What was read of a range of relations, and whether it is of one moment. */
export interface RelationsRead {
  readonly found: Answers
  readonly moved: Moved
  readonly lost: ReadonlySet<string>
}

/** Relations that the filters select, by oid, ascending. */
export function selectedRelations(
  { names, relations }: NamedDatabase,
  { isSchema, isTable }: Pick<DatabaseReading, 'isSchema' | 'isTable'>,
): number[] {
  return relations.filter((oid) => {
    const name = names.relationName(String(oid))
    return name !== null && isSchema(name.schema) && isTable(name.name)
  })
}

/** An interval where it holds little else, or the oids themselves. Both ascending. */
export function rangeOf(selected: readonly number[], all: readonly number[]): OidRange {
  const [from = 0, to = 0] = [selected[0], selected.at(-1)]
  const inside = all.filter((oid) => oid >= from && oid <= to).length
  return inside <= selected.length * 2 ? { from, to } : { oids: selected }
}

/**
 * Reads one database over the connection on which it was opened, in three messages: everything but relations (already
 * asked), relations, and whether anything changed meanwhile. Where it did, all is read again, at most twice.
 */
export async function readDatabase(opened: OpenDatabase, reading: DatabaseReading): Promise<void> {
  let current = opened
  for (let count = 1; ; count += 1) {
    const selected = selectedRelations(current, reading)
    const found = new Answers()
    const range = rangeOf(selected, current.relations)
    if (selected.length > 0) await current.transaction.ask([...relationQuestions, ...expressionQuestions], range, found)
    const moved = await findMovedSince(
      current,
      [current.answers, found],
      current.connection,
      reading,
      current.transaction,
    )
    if (moved.any && count < mostReadings) {
      const { connection, transaction } = current
      current = await openDatabase(connection, { ...reading, after: transaction }, false)
      continue
    }
    await writeGroups(current, moved, reading)
    const afterwards = new Transaction(current.connection, reading)
    await writeRelations(current, { found, moved, lost: lostObjects(current.transaction) }, afterwards, reading)
    await afterwards.commit()
    skipUnanswered(current, [current.transaction], reading)
    return
  }
}

/**
 * Whether anything was changed since the snapshot of the database's transaction.
 * @param after the transaction on this connection that ends with it
 * @param range of the objects that could be gone
 */
export async function findMovedSince(
  { answers, names, oldest }: OpenDatabase,
  read: readonly Answers[],
  connection: Connection,
  { signal, version }: Pick<DatabaseReading, 'signal' | 'version'>,
  after: Transaction,
  range: OidRange = everyOid,
): Promise<Moved> {
  const now = new Answers()
  const changesAfter = recentChanges(oldest)
  const presentAfter = presentObjects(oldest)
  const check = new Transaction(connection, { signal, version, after })
  await check.ask([moment, changesAfter, presentAfter], range, now, true)
  const isKnown = check.unanswered.length === 0 && !after.unanswered.some(({ question }) => question === changesBefore)
  if (!isKnown) return nothingMoved
  const someoneWrote = BigInt(oldest) < BigInt(now.first(moment).next)
  const look = {
    before: answers.of(changesBefore),
    after: now.of(changesAfter),
    present: someoneWrote ? now.of(presentAfter) : null,
  }
  const gone = answers.of(columnTypes).filter(({ text }) => text.startsWith('???'))
  return findMoved(look, read, names, new Set(gone.map(({ type }) => type)))
}

/** Everything but relations. */
export async function writeGroups(opened: OpenDatabase, moved: Moved, reading: DatabaseReading): Promise<void> {
  const { names, answers } = opened
  // Without the names of schemas nothing can be told where it stands.
  if (answers.of(namespaces).length === 0) return
  const lost = lostObjects(opened.transaction)
  for (const group of databaseGroups(opened)) {
    const kept = group.filter((object) => {
      const schema = object.kind === 'schema' ? object.name : object.schema
      if (schema !== null && !reading.isSchema(schema)) return false
      const place = 'parameters' in object ? catalogs.routine : 'labels' in object ? catalogs.type : null
      const oid = String(object.identity.oid)
      if (place === null || lost.has(`${place} ${oid}`)) return place === null
      if (!moved.affects(place, oid)) return true
      reading.skip(toMoved(names.database, object))
      return false
    })
    for (let from = 0; from < kept.length; from += batchSize) await reading.write(kept.slice(from, from + batchSize))
  }
}

/**
 * Builds and hands on the relations of one range.
 * @param transaction for what turns out to be missing
 */
export async function writeRelations(
  opened: OpenDatabase,
  { found, moved, lost }: RelationsRead,
  transaction: Transaction,
  reading: DatabaseReading,
): Promise<void> {
  const { names, answers, sequences, blockSize } = opened
  const needsOf = createNeeds(found, opened.keyOf)
  const around = {
    names,
    answers,
    sequences,
    blockSize,
    needsOf: (relation: string) => needsOf(catalogs.relation, relation),
  }
  const isWanted = (oid: string) => {
    const name = names.relationName(oid)
    if (name === null || !reading.isSchema(name.schema) || !reading.isTable(name.name)) return false
    if (lost.size > 0 && lost.has(`${catalogs.relation} ${oid}`)) return false
    if (!moved.affects(catalogs.relation, oid)) return true
    reading.skip(toMoved(names.database, name))
    return false
  }
  let batch: Relation[] = []
  let count = 0
  const unwritten: BuiltRelation[] = []
  for (const built of buildRelations(found, around, isWanted)) {
    count += 1
    if (count % breathAfter === 0) await breathe()
    if (built.unwrittenIndexes.length + built.unwrittenConstraints.length > 0) unwritten.push(built)
    else batch.push(built.relation)
    if (batch.length < batchSize) continue
    await reading.write(batch)
    batch = []
  }
  if (unwritten.length > 0) {
    await askUnwritten(unwritten, opened, found, transaction, reading)
    const oids = new Set(unwritten.map(({ oid }) => oid))
    for (const { relation } of buildRelations(found, around, (oid) => oids.has(oid))) batch.push(relation)
  }
  await reading.write(batch)
}

/** Texts that only the server can write, which shows when a relation is put together. They are few. */
async function askUnwritten(
  unwritten: readonly BuiltRelation[],
  { names }: OpenDatabase,
  found: Answers,
  transaction: Transaction,
  { skip }: DatabaseReading,
): Promise<void> {
  const oids = unwritten.flatMap((built) => [...built.unwrittenIndexes, ...built.unwrittenConstraints]).map(Number)
  await transaction.ask([moment, otherIndexDefinitions, otherConstraintDefinitions], { oids }, found)
  const answered = new Set(
    [...found.of(otherIndexDefinitions), ...found.of(otherConstraintDefinitions)]
      .filter(({ text }) => text !== null)
      .map(({ oid }) => oid),
  )
  for (const { relation, unwrittenIndexes, unwrittenConstraints } of unwritten) {
    if ([...unwrittenIndexes, ...unwrittenConstraints].every((oid) => answered.has(oid))) continue
    skip({
      object: nameOf(names.database, relation),
      reason: 'The definition of an index or a constraint on it could not be read.',
      hides: [hiddenObject(names.database, relation, ['constraints', 'indexes'])],
    })
  }
}

/** Single objects that the server would not tell: each is listed and left out, so that nothing is taken for absent. */
export function lostObjects({ unanswered }: Transaction): ReadonlySet<string> {
  return new Set(unanswered.flatMap(({ question, oid }) => (oid === null ? [] : [`${catalogOf(question)} ${oid}`])))
}

export function skipUnanswered(
  { names, keyOf }: OpenDatabase,
  transactions: readonly Transaction[],
  { skip }: DatabaseReading,
): void {
  const seen = new Set<string>()
  for (const unanswered of transactions.flatMap((transaction) => transaction.unanswered)) {
    const skipped = toSkipped(unanswered, names.database, keyOf)
    if (seen.has(skipped.object)) continue
    seen.add(skipped.object)
    skip(skipped)
  }
}
