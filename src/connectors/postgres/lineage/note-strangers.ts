import type { CatalogRelation } from './catalog.ts'
import type { Context } from './context.ts'
import { isStranger } from './session.ts'

/** Notes a relation that should be in the catalog and is not. */
export function noteStrangers({ session, note }: Context, relation: CatalogRelation, location?: number): void {
  if (!isStranger(session.catalog, relation)) return
  const name = relation.schema === null ? relation.name : `${relation.schema}.${relation.name}`
  note('LINEAGE_RELATION_UNKNOWN', `The snapshot has no relation ${name}.`, location)
}
