import { longestValue } from './column-kind.ts'

/**
 * Where rows are grouped by value, their quantiles follow from the groups: how many rows each holds says which places
 * of the sorted rows it takes, so that the rows need not be sorted.
 */

/** Between two values, or the value that is there. */
export type QuantileWay = 'between' | 'nearest'

/** The last place that a group takes among the sorted rows, from 1 on, and its value as text; ascending. */
export type PlacedGroup = readonly [upTo: number, value: string]

/** A JSON array of the groups that hold a place which is asked for. `groups` has the columns `v` and `n`, a count. */
export function placedGroupsSql(groups: string, shares: readonly number[], way: QuantileWay): string {
  const places = way === 'between' ? ['floor(p * (c.n - 1)) + 1', 'ceil(p * (c.n - 1)) + 1'] : ['ceil(p * c.n)']
  const wanted = `(select pg_catalog.array_agg(w order by w) from
    (select pg_catalog.sum(n)::pg_catalog.float8 as n from ${groups}) c,
    pg_catalog.unnest('{${shares.join(',')}}'::pg_catalog.float8[]) p,
    lateral (values ${places.map((place) => `(greatest(1, pg_catalog.${place})::pg_catalog.int8)`).join(', ')}) x (w))`
  const holds = `pg_catalog.width_bucket(g.upto, ${wanted}) > pg_catalog.width_bucket(g.upto - g.n, ${wanted})`
  return `(select pg_catalog.json_agg(pg_catalog.json_build_array(g.upto,
      pg_catalog."left"(g.v::pg_catalog.text, ${longestValue})) order by g.upto)
    from (select v, n, (pg_catalog.sum(n) over (order by v))::pg_catalog.int8 as upto from ${groups}) g where ${holds})`
}

/** Values at these shares; undefined where there are none. Numbers only where they are found between two. */
export function readQuantiles(
  groups: readonly PlacedGroup[] | null,
  rows: number,
  shares: readonly number[],
  way: QuantileWay,
): readonly string[] | undefined {
  if (groups === null) return undefined
  const at = (place: number) => groups.find(([upTo]) => upTo >= place)?.[1] ?? groups.at(-1)?.[1] ?? ''
  return shares.map((share) => {
    if (way === 'nearest') return at(Math.max(1, Math.ceil(share * rows)))
    const exact = share * (rows - 1)
    const [low, high] = [at(Math.floor(exact) + 1), at(Math.ceil(exact) + 1)]
    if (low === high) return low
    return String(Number(low) + (exact - Math.floor(exact)) * (Number(high) - Number(low)))
  })
}
