import type { QualifiedName } from '../../../core/catalog/place.ts'
import { everyOid } from '../catalog/question.ts'
import { sequences } from '../catalog/questions/database-parts.ts'
import { moment, relationNames } from '../catalog/questions/names.ts'
import { recentChanges } from '../catalog/questions/recent-changes.ts'
import { type AnyQuestion, databaseQuestions, serverQuestions } from '../catalog/questions/registry.ts'
import { type Connection, QueryFailure } from '../connection.ts'
import { isLost } from '../diagnose/is-lost.ts'
import type { PgVersion } from '../version.ts'
import { createNames, type Names } from './names.ts'
import { createKeys, type KeyOf } from './needs.ts'
import { Answers, Transaction } from './transaction.ts'
import { relationKinds } from './words.ts'

/** What is known of a database as soon as its relations are. */
export interface NamedDatabase {
  /** Only what relations and their schemas are called can be asked of them while the rest is on its way. */
  readonly names: Names
  /** Relations by oid, ascending. */
  readonly relations: readonly number[]
  /** Other connections read with it while this one's transaction goes on; null where the server cannot share it. */
  readonly snapshot: string | null
}

/** A database in whose transaction everything but its relations was asked. */
export interface OpenDatabase extends NamedDatabase {
  readonly connection: Connection
  readonly transaction: Transaction
  readonly answers: Answers
  readonly keyOf: KeyOf
  /** Of this transaction's snapshot, for {@link recentChanges}. */
  readonly oldest: string
  readonly blockSize: number
  /** What stands behind identity columns, by `relation column`. */
  readonly sequences: ReadonlyMap<string, QualifiedName>
}

/** Asked when a reading begins. */
export const changesBefore = recentChanges(null)

interface OpenOptions {
  readonly signal: AbortSignal
  readonly version: PgVersion
  readonly after?: Transaction
  /** Called once the relations are known, and what is asked of the first database only; the rest is still coming. */
  readonly named?: (answers: Answers, database: NamedDatabase) => void
}

/** @param first asks what is the same in every database too */
export async function openDatabase(
  connection: Connection,
  { named, ...options }: OpenOptions,
  first: boolean,
): Promise<OpenDatabase> {
  const [opening, ...others] = databaseQuestions
  const questions = [opening as AnyQuestion, ...(first ? serverQuestions : []), ...others, changesBefore]
  let snapshot: string | null = null
  const answers = new Answers((question) => {
    // After a refusal they may come in parts.
    if (question !== relationNames || transaction.messages > 1) return
    named?.(answers, nameDatabase(answers, snapshot))
  })
  const exported = (text: string) => {
    snapshot = text
  }
  let transaction = new Transaction(connection, { ...options, exported })
  try {
    await transaction.ask(questions, everyOid, answers)
  } catch (error) {
    // What was asked is answered or listed; that all is refused may be due to the snapshot that was to be shared.
    if (!(error instanceof QueryFailure) || isLost(error) || snapshot !== null) throw error
    transaction = new Transaction(connection, { ...options, after: transaction })
    await transaction.ask(questions, everyOid, answers)
  }
  const { oldest, blockSize } = answers.first(moment)
  const database = nameDatabase(answers, snapshot)
  return {
    ...database,
    connection,
    transaction,
    answers,
    keyOf: createKeys(answers, database.names),
    oldest,
    blockSize,
    sequences: sequencesByColumn(answers, database.names),
  }
}

function nameDatabase(answers: Answers, snapshot: string | null): NamedDatabase {
  const names = createNames(answers.first(moment).database, answers)
  const relations = [...names.relations.values()]
    .filter(({ kind }) => kind in relationKinds)
    .map(({ oid }) => Number(oid))
    .sort((a, b) => a - b)
  return { names, relations, snapshot }
}

function sequencesByColumn(answers: Answers, names: Names): ReadonlyMap<string, QualifiedName> {
  const found = new Map<string, QualifiedName>()
  for (const { oid, ownedBy } of answers.of(sequences)) {
    const name = names.relationName(oid)
    if (ownedBy?.identity === true && name !== null) found.set(`${ownedBy.relation} ${ownedBy.column}`, name)
  }
  return found
}
