import { parseObjectName } from '../../core/catalog/find-object.ts'
import { AppError } from '../../core/error.ts'
import { aboutRelations } from '../../core/quality/checks/about-relations.ts'
import type { Check } from '../../core/quality/checks/check.ts'
import { quotable } from '../quotable.ts'

/** Which checks --relation asks for; all of them where it was not given. Throws REQUEST_INVALID for what is no name. */
export function wantedRelations(names: readonly string[] | undefined): (check: Check) => boolean {
  if (names === undefined) return () => true
  const odd = names.find((text) => parseObjectName(text) === null)
  if (odd === undefined) return aboutRelations(names)
  throw new AppError('REQUEST_INVALID', `${quotable(odd)} is no name of a relation.`, {
    hint: 'Write it as [database.]schema.name, quoted as in SQL.',
  })
}
