import type { QualifiedName } from '../../../core/catalog/place.ts'
import type { SkippedObject, SnapshotObject } from '../../../core/catalog/snapshot.ts'
import { everyOid, type OidRange } from '../catalog/question.ts'
import { sequences } from '../catalog/questions/database-parts.ts'
import { moment } from '../catalog/questions/names.ts'
import { databaseQuestions, relationQuestions } from '../catalog/questions/registry.ts'
import type { Connection } from '../connection.ts'
import type { PgVersion } from '../version.ts'
import {
  buildDefaultPrivileges,
  buildEventTriggers,
  buildExtensions,
  buildForeignDataWrappers,
  buildForeignServers,
  buildPublications,
  buildSchemas,
  buildSequences,
  buildSubscriptions,
} from './database-objects.ts'
import { buildExoticObjects } from './exotic-objects.ts'
import { compareText } from './group.ts'
import { createNames, type Names } from './names.ts'
import { createKeys, createNeeds } from './needs.ts'
import { buildRelations } from './relations.ts'
import { buildRoutines } from './routines.ts'
import { buildDatabase, buildServerObjects } from './server-objects.ts'
import { Answers, Transaction } from './transaction.ts'
import { buildTypes } from './types.ts'

export interface DatabaseReading {
  readonly connection: Connection
  readonly version: PgVersion
  readonly signal: AbortSignal
  readonly database: string
  readonly isSchema: (name: string) => boolean
  readonly isTable: (name: string) => boolean
  /** Whether roles and tablespaces are told here. */
  readonly withServer: Answers | null
  /** What the first database said about the whole server. */
  readonly serverAnswers: Answers
  readonly write: (objects: readonly SnapshotObject[]) => Promise<void>
  readonly skip: (skipped: SkippedObject) => void
}

/** Reads one database over one connection, in one transaction. */
export async function readDatabase(reading: DatabaseReading): Promise<void> {
  const { connection, signal, version } = reading
  const transaction = new Transaction(connection, { signal, version })
  const answers = new Answers()
  await transaction.ask(databaseQuestions, everyOid, answers)
  const names = createNames(reading.database, answers)
  const keyOf = createKeys(answers, names)
  const range = relationRange(names)
  const found = new Answers()
  if (range !== null) await transaction.ask(relationQuestions, range, found)
  await transaction.commit()
  await reading.write(objectsOf(reading, answers, names, keyOf))
  const surroundings = {
    names,
    sequences: sequencesByColumn(answers, names),
    needsOf: createNeeds(found, keyOf),
    blockSize: answers.first(moment).blockSize,
  }
  const relationNeedsOf = (oid: string) => surroundings.needsOf('1259', oid)
  let batch: SnapshotObject[] = []
  for (const { relation } of buildRelations(found, { ...surroundings, needsOf: relationNeedsOf })) {
    if (!reading.isSchema(relation.schema) || !reading.isTable(relation.name)) continue
    batch.push(relation)
    if (batch.length < batchSize) continue
    await reading.write(batch)
    batch = []
  }
  await reading.write(batch)
  for (const { question, oid, failure } of transaction.unanswered) {
    const name = oid === null ? null : names.relationName(String(oid))
    reading.skip({
      object:
        name === null ? `${reading.database}: ${question.about}` : `${reading.database}.${name.schema}.${name.name}`,
      reason: `${failure.message}`,
    })
  }
}

const batchSize = 500

function relationRange({ relations }: Names): OidRange | null {
  const oids = [...relations.keys()].map(Number)
  if (oids.length === 0) return null
  return { from: oids.reduce((a, b) => Math.min(a, b)), to: oids.reduce((a, b) => Math.max(a, b)) }
}

/** Everything but relations. */
function objectsOf(
  reading: DatabaseReading,
  answers: Answers,
  names: Names,
  keyOf: ReturnType<typeof createKeys>,
): SnapshotObject[] {
  const needsOf = createNeeds(answers, keyOf)
  const database = buildDatabase(reading.serverAnswers, answers, names)
  const groups: readonly SnapshotObject[][] = [
    buildSchemas(answers, names, needsOf),
    buildExtensions(answers, names, needsOf),
    buildTypes(answers, names, needsOf),
    buildRoutines(answers, names, needsOf),
    buildSequences(answers, names, needsOf),
    buildForeignDataWrappers(answers, names, needsOf),
    buildForeignServers(answers, names, needsOf),
    buildPublications(answers, names, needsOf),
    buildSubscriptions(answers, names, needsOf),
    buildEventTriggers(answers, names, needsOf),
    buildDefaultPrivileges(answers, names, needsOf),
    buildExoticObjects(answers, names, needsOf),
  ]
  const inScope = (object: SnapshotObject) => {
    const schema = object.kind === 'schema' ? object.name : object.schema
    return schema === null || reading.isSchema(schema)
  }
  return [
    ...(reading.withServer === null ? [] : buildServerObjects(reading.serverAnswers, answers, names)),
    ...(database === null ? [] : [database]),
    ...groups.flatMap((group) =>
      group.filter(inScope).sort((a, b) => compareText(a.schema ?? '', b.schema ?? '') || compareText(a.name, b.name)),
    ),
  ]
}

function sequencesByColumn(answers: Answers, names: Names): ReadonlyMap<string, QualifiedName> {
  const found = new Map<string, QualifiedName>()
  for (const { oid, ownedBy } of answers.of(sequences)) {
    const name = names.relationName(oid)
    if (ownedBy?.identity === true && name !== null) found.set(`${ownedBy.relation} ${ownedBy.column}`, name)
  }
  return found
}
