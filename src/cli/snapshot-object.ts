import { findObject, type ObjectNotFound, writeObjectName } from '../core/catalog/find-object.ts'
import type { LoadedSnapshot } from '../core/catalog/read-snapshot.ts'
import type { SnapshotObject } from '../core/catalog/snapshot.ts'
import { AppError } from '../core/error.ts'
import { quotable } from './quotable.ts'

/** The object that a command line names. Throws an AppError that lists what could be meant. */
export function namedObject(
  { objects, header }: LoadedSnapshot,
  text: string,
  database: string | null,
): SnapshotObject {
  const inScope = database === null ? objects : objects.filter((object) => object.database === database)
  const found = findObject(inScope, text)
  if (found.ok) return found.value
  throw notFound(text, found.error, header.scope.databases.length > 1)
}

function notFound(text: string, problem: ObjectNotFound, withDatabase: boolean): AppError {
  switch (problem.kind) {
    case 'unreadable':
      return new AppError('REQUEST_INVALID', `${quotable(text)} is not the name of an object.`, {
        hint: 'Write it as [database.]schema.name, quoted as in SQL, routines with their argument types in parentheses.',
      })
    case 'unknown':
      return new AppError('OBJECT_NOT_FOUND', `The snapshot holds no object ${quotable(text)}.`, {
        hint:
          problem.nearest === null ? 'patchbay show SNAPSHOT lists what it holds.' : `Did you mean ${problem.nearest}?`,
      })
    case 'ambiguous': {
      const names = problem.objects.map((object) => `${object.kind} ${writeObjectName(object, withDatabase)}`)
      return new AppError(
        'OBJECT_NOT_FOUND',
        `${quotable(text)} can mean more than one object, or takes other arguments.`,
        {
          details: names.slice(0, 20).join('\n'),
          hint: 'Name the argument types, or the database, of the one you mean.',
        },
      )
    }
  }
}
