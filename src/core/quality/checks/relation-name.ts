import type { Check } from './check.ts'

/** A relation's name as SQL writes it, quoted where it has to be. */
export function relationName({ database, schema, relation }: Pick<Check, 'database' | 'schema' | 'relation'>): string {
  return [database, schema, relation]
    .filter((part) => part !== null)
    .map((part) => (/^[a-z_][a-z0-9_$]*$/.test(part) ? part : `"${part.replaceAll('"', '""')}"`))
    .join('.')
}
