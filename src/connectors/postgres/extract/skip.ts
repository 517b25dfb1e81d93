import type { ObjectKey } from '../../../core/catalog/place.ts'
import type { SkippedObject } from '../../../core/catalog/snapshot.ts'
import type { AnyQuestion } from '../catalog/questions/registry.ts'
import { routineDefinitions, routines } from '../catalog/questions/routines.ts'
import { compositeFields, domainConstraints } from '../catalog/questions/types.ts'
import { serverQuoter } from '../catalog/quote.ts'
import type { QueryFailure } from '../connection.ts'
import { hiddenObject, hiddenParts } from './hidden.ts'
import { catalogs } from './names.ts'
import type { KeyOf } from './needs.ts'
import type { Unanswered } from './transaction.ts'

const ofRoutines: readonly unknown[] = [routines, routineDefinitions]
const ofTypes: readonly unknown[] = [domainConstraints, compositeFields]

/** The catalog of the objects that a question is about, where it is about single ones. */
export function catalogOf(question: AnyQuestion): string {
  if (ofRoutines.includes(question)) return catalogs.routine
  return ofTypes.includes(question) ? catalogs.type : catalogs.relation
}

/** Of an object that was changed while it was read. */
export function toMoved(database: string, object: Omit<ObjectKey, 'kind'>): SkippedObject {
  const reason = 'It was changed while it was read. Read again when nobody alters it.'
  return { object: nameOf(database, object), reason, hides: [hiddenObject(database, object)] }
}

/** Of a database that was not read at all. */
export function toSkippedDatabase(database: string, reason: string): SkippedObject {
  return { object: nameOf(database, null), reason, hides: [{ database }] }
}

/** What was lost, in words. */
export function toSkipped({ question, oid, failure }: Unanswered, database: string, keyOf: KeyOf): SkippedObject {
  const key = oid === null ? null : keyOf(catalogOf(question), String(oid))
  const object = key === null ? `${nameOf(database, null)}: ${question.about}` : nameOf(database, key)
  const hides = key === null ? hiddenParts(question, database) : [hiddenObject(database, key)]
  return { object, reason: reasonOf(failure), hides }
}

const quoted = serverQuoter([])

/** `database.schema.name`, each quoted where it is no plain word; of null the database itself. */
export function nameOf(database: string, object: Omit<ObjectKey, 'kind'> | null): string {
  const parts = object === null ? [database] : [database, object.schema, object.name]
  const full = parts.flatMap((part) => (part === null ? [] : [quoted(part)])).join('.')
  return object?.arguments === undefined ? full : `${full}(${object.arguments})`
}

/** One sentence a reader can act on. */
export function reasonOf({ reason, serverError }: QueryFailure): string {
  const said = serverError === null ? reason.value : `${serverError.message} (${reason.value})`
  switch (reason.value) {
    case '42501':
      return `The role may not read it: ${said}.`
    case '55P03':
      return 'It was locked for longer than 3 seconds: read again when nobody alters it.'
    case '57014':
      return 'Reading it took longer than the limit of 10 minutes.'
    case '42P01':
    case '42703':
    case '42883':
    case '42704':
    case '0A000':
      return `This server does not have it: ${said}.`
    default:
      return `The server could not answer: ${said}.`
  }
}
