import type { QualifiedName } from '../../../core/catalog/place.ts'
import { everyOid } from '../catalog/question.ts'
import { sequences } from '../catalog/questions/database-parts.ts'
import { moment } from '../catalog/questions/names.ts'
import { recentChanges } from '../catalog/questions/recent-changes.ts'
import { databaseQuestions, serverQuestions } from '../catalog/questions/registry.ts'
import type { Connection } from '../connection.ts'
import type { PgVersion } from '../version.ts'
import { createNames, type Names } from './names.ts'
import { createKeys, type KeyOf } from './needs.ts'
import { Answers, Transaction } from './transaction.ts'
import { relationKinds } from './words.ts'

/** A database in whose transaction everything but its relations was asked. */
export interface OpenDatabase {
  readonly connection: Connection
  readonly transaction: Transaction
  readonly answers: Answers
  readonly names: Names
  readonly keyOf: KeyOf
  /** Of this transaction's snapshot, for {@link recentChanges}. */
  readonly oldest: string
  readonly blockSize: number
  /** What stands behind identity columns, by `relation column`. */
  readonly sequences: ReadonlyMap<string, QualifiedName>
  /** Relations by oid, ascending. */
  readonly relations: readonly number[]
}

/** Asked when a reading begins. */
export const changesBefore = recentChanges(null)

/** @param first asks what is the same in every database too */
export async function openDatabase(
  connection: Connection,
  options: { readonly signal: AbortSignal; readonly version: PgVersion; readonly after?: Transaction },
  first: boolean,
): Promise<OpenDatabase> {
  const transaction = new Transaction(connection, options)
  const answers = new Answers()
  const questions = [...databaseQuestions, changesBefore, ...(first ? serverQuestions : [])]
  await transaction.ask(questions, everyOid, answers)
  const { oldest, blockSize, database } = answers.first(moment)
  const names = createNames(database, answers)
  return {
    connection,
    transaction,
    answers,
    names,
    keyOf: createKeys(answers, names),
    oldest,
    blockSize,
    sequences: sequencesByColumn(answers, names),
    relations: [...names.relations.values()]
      .filter(({ kind }) => kind in relationKinds)
      .map(({ oid }) => Number(oid))
      .sort((a, b) => a - b),
  }
}

function sequencesByColumn(answers: Answers, names: Names): ReadonlyMap<string, QualifiedName> {
  const found = new Map<string, QualifiedName>()
  for (const { oid, ownedBy } of answers.of(sequences)) {
    const name = names.relationName(oid)
    if (ownedBy?.identity === true && name !== null) found.set(`${ownedBy.relation} ${ownedBy.column}`, name)
  }
  return found
}
