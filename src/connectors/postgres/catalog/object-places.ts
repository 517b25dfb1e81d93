import { toNumber, toTexts } from './decode.ts'
import { type CatalogRow, isUserSchema } from './question.ts'

interface Row extends CatalogRow {
  readonly place: string
  readonly count: string
  readonly names: string | null
}

/** How many objects stand in one place, and the names of the first of them where they are told. */
export interface ObjectPlace {
  /** Name of a schema, or oid of a relation. */
  readonly place: string
  readonly count: number
  readonly names: readonly string[]
}

const decode = (row: Row): ObjectPlace => ({
  place: row.place,
  count: toNumber(row.count),
  names: toTexts(row.names) ?? [],
})

/** Cheap count of all routines by schema. */
export const routinePlaces = {
  name: 'routine-places',
  sql: `
select n.nspname as place, pg_catalog.count(*) as count, null as names
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
select pol.polrelid as place, pg_catalog.count(*) as count,
  pg_catalog.to_json((pg_catalog.array_agg(pol.polname::pg_catalog.text order by pol.polname))[1:20]) as names
from pg_catalog.pg_policy pol
group by pol.polrelid
order by pol.polrelid`,
  decode,
}
