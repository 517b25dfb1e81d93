import { inRange } from '../question.ts'
import { type CatalogQuestion, catalogOid, isUserObject, question } from './question.ts'

type Row = readonly [catalog: string, oid: string, version: string]
export interface RecentChange {
  /** Of the object that shows it: labels of an enum count as the type, columns as the relation. */
  readonly catalog: string
  readonly oid: string
  readonly version: string
}

/** Catalogs from which deparsing takes names, always as they are now and not as the snapshot has them. */
const sources = [
  { catalog: 'pg_class', of: 'pg_class', oid: 'x.oid', part: "''" },
  { catalog: 'pg_attribute', of: 'pg_class', oid: 'x.attrelid', part: 'x.attnum' },
  { catalog: 'pg_type', of: 'pg_type', oid: 'x.oid', part: "''" },
  { catalog: 'pg_enum', of: 'pg_type', oid: 'x.enumtypid', part: 'x.enumsortorder' },
  { catalog: 'pg_proc', of: 'pg_proc', oid: 'x.oid', part: "''" },
  { catalog: 'pg_operator', of: 'pg_operator', oid: 'x.oid', part: "''" },
  { catalog: 'pg_collation', of: 'pg_collation', oid: 'x.oid', part: "''" },
  { catalog: 'pg_namespace', of: 'pg_namespace', oid: 'x.oid', part: "''" },
] as const

/**
 * Rows of these catalogs that were written since a transaction number. Asked in the transaction that reads, and with
 * its number again afterwards: what only the second answer has was changed in between. Where nobody writes, neither
 * looks at a single row.
 *
 * @param since a snapshot's xmin; null is this transaction's own
 */
export function recentChanges(since: string | null): CatalogQuestion<Row, RecentChange> {
  const oldest = oldestSql(since)
  return question({
    name: 'recent-changes',
    about: 'whether anything changed meanwhile',
    sql: () =>
      sources
        .map(
          ({ catalog, of, oid, part }) => `
select ${catalogOid(of)}::pg_catalog.oid, ${oid}, pg_catalog.concat_ws(' ', '${catalog}', ${part}, x.xmin)
from pg_catalog.${catalog} x
where (select ${oldest} < pg_catalog.pg_snapshot_xmax(${now}))
  and pg_catalog.age(x.xmin) between 0 and (select pg_catalog.age(${oldest}::pg_catalog.xid))`,
        )
        .join('\nunion all'),
    decode: ([catalog, oid, version]: Row) => ({ catalog, oid, version }),
  })
}

const now = 'pg_catalog.pg_current_snapshot()'

function oldestSql(since: string | null): string {
  if (since === null) return `pg_catalog.pg_snapshot_xmin(${now})`
  if (!/^\d+$/.test(since)) throw new Error(`not a transaction number: ${since}`)
  return `'${since}'::pg_catalog.xid8`
}

type PlaceRow = readonly [catalog: string, oid: string]

/**
 * What is still there of a range: a dropped object leaves no row that would show it as changed. Answers nothing where
 * nobody wrote since.
 *
 * @param since as for {@link recentChanges}
 */
export function presentObjects(since: string | null): CatalogQuestion<PlaceRow, Omit<RecentChange, 'version'>> {
  const oldest = oldestSql(since)
  return question({
    name: 'present-objects',
    about: 'whether anything changed meanwhile',
    sql: (_version, range) =>
      ['pg_class', 'pg_type', 'pg_proc']
        .map(
          (catalog) => `
select ${catalogOid(catalog)}::pg_catalog.oid, x.oid
from pg_catalog.${catalog} x
where (select ${oldest} < pg_catalog.pg_snapshot_xmax(${now}))
  and ${isUserObject('x.oid')} and ${inRange('x.oid', range)}`,
        )
        .join('\nunion all'),
    decode: ([catalog, oid]: PlaceRow) => ({ catalog, oid }),
  })
}
