import { parseObjectName } from '../../catalog/find-object.ts'
import type { Check } from './check.ts'

/**
 * Whether a check is about one of these relations, `[database.]schema.name` quoted as in SQL; what a name leaves out may
 * be anything. A text that is no name is about nothing.
 */
export function aboutRelations(names: readonly string[]): (check: Check) => boolean {
  const wanted = names.map((text) => [...(parseObjectName(text)?.parts ?? [])].reverse())
  const fits = (part: string | undefined, found: string | null) =>
    part === undefined || found === null || part === found
  return ({ database, schema, relation }) =>
    wanted.some(
      ([name, itsSchema, itsDatabase]) => name === relation && fits(itsSchema, schema) && fits(itsDatabase, database),
    )
}
