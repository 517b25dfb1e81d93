import { toNumber, toTexts } from './decode.ts'
import { type CatalogRow, isUserSchema } from './question.ts'

interface Row extends CatalogRow {
  readonly place: string
  readonly count: string
  readonly first: string | null
}

/** How many objects stand in one place, and the oids of the first of them. */
export interface ObjectPlace {
  /** Name of a schema, or oid of a relation. */
  readonly place: string
  readonly count: number
  readonly first: readonly number[]
}

const decode = (row: Row): ObjectPlace => ({
  place: row.place,
  count: toNumber(row.count),
  first: (toTexts(row.first) ?? []).map(toNumber),
})

/** Cheap count of all routines by schema. */
export const routinePlaces = {
  name: 'routine-places',
  sql: (most: number): string => `
select n.nspname as place, pg_catalog.count(*) as count,
  pg_catalog.to_json((pg_catalog.array_agg(p.oid::pg_catalog.text order by p.oid))[1:${most}]) as first
from pg_catalog.pg_proc p
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
where ${isUserSchema}
group by n.nspname
order by n.nspname`,
  decode,
}

/** Cheap count of all policies by relation; a place is an oid. */
export const policyPlaces = {
  name: 'policy-places',
  sql: `
select pol.polrelid as place, pg_catalog.count(*) as count, null as first
from pg_catalog.pg_policy pol
group by pol.polrelid
order by pol.polrelid`,
  decode,
}
