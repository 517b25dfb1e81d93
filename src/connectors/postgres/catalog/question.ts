import type { PgVersion } from '../version.ts'

/**
 * One question to a catalog. The test of a connection and an extraction send the same text; only the range differs.
 * Every name in it is qualified with `pg_catalog` (operators need no more than an emptied search_path), rows are
 * ordered, and no value is interpolated but constants and oids.
 */
export interface Question<Row extends CatalogRow, Entry> {
  readonly name: string
  /** The range limits the objects that are read; every other clause is the same for any range. */
  sql(version: PgVersion, range: OidRange): string
  decode(row: Row): Entry
}

/** A row as the server sent it: text or null by column name. A question's `Row` names its columns. */
export type CatalogRow = { readonly [column: string]: string | null }

/** Objects by an interval of oids (both ends included) or one by one. */
export type OidRange = ({ readonly from: number; readonly to: number } | { readonly oids: readonly number[] }) & {
  /** By relation another one, whose columns have the same names and numbers, see {@link standIn}. */
  readonly standIns?: ReadonlyMap<number, number>
}

export const everyOid: OidRange = { from: 0, to: 4_294_967_295 }

/** A condition on an oid column, such as `c.oid between 0 and 4294967295`. */
export function inRange(column: string, range: OidRange): string {
  if ('oids' in range) return `${column} = any ('{${range.oids.map(oidText).join(',')}}'::pg_catalog.oid[])`
  return `${column} between ${oidText(range.from)} and ${oidText(range.to)}`
}

/**
 * To deparse an expression the server opens the relation whose columns it names, which costs more than all else. Where
 * many relations have the same columns, one of them does for all.
 * @param column the relation's oid in the question
 * @returns what to join, and the oid of the relation to deparse with
 */
export function standIn(column: string, { standIns }: OidRange): { readonly join: string; readonly oid: string } {
  if (standIns === undefined || standIns.size === 0) return { join: '', oid: column }
  const array = (oids: Iterable<number>) =>
    `pg_catalog.unnest('{${Array.from(oids, oidText).join(',')}}'::pg_catalog.oid[])`
  return {
    join: `
left join rows from (${array(standIns.keys())}, ${array(standIns.values())}) s (relation, stand_in)
  on s.relation = ${column}`,
    oid: `coalesce(s.stand_in, ${column})`,
  }
}

function oidText(oid: number): string {
  if (!Number.isInteger(oid) || oid < 0 || oid > 4_294_967_295) throw new Error(`not an oid: ${oid}`)
  return String(oid)
}

/** Schemas that belong to users: not the server's own, not TOAST, nobody's temporary ones. `n` is pg_namespace. */
export const isUserSchema = "n.nspname <> 'information_schema' and n.nspname !~ '^pg_'"

/** Relations an extraction reads. `c` is pg_class. */
export const isRelation = "c.relkind in ('r', 'p', 'v', 'm', 'f')"
