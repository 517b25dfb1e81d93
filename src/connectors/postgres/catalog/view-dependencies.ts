import { toNumber } from './decode.ts'
import { type CatalogRow, inRange, isUserSchema, type Question } from './question.ts'

interface Row extends CatalogRow {
  readonly view: string
  readonly source: string
  readonly source_column: string
}

/** What a view reads according to the server: exact, down to the column. */
export interface ViewDependencyEntry {
  readonly view: number
  readonly source: number
  /** Position of the column that is read; null where the view needs the relation as a whole. */
  readonly sourceColumn: number | null
}

/**
 * The range is one of views. The `_RETURN` rule holds the view's query, so what it depends on is what the view reads.
 * Up to 15 the rule also depends on the view itself, which no view can read.
 */
export const viewDependencies: Question<Row, ViewDependencyEntry> = {
  name: 'view-dependencies',
  sql: (_version, range) => `
select distinct c.oid as view, d.refobjid as source, d.refobjsubid as source_column
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_rewrite r on r.ev_class = c.oid and r.rulename = '_RETURN'
join pg_catalog.pg_depend d
  on d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and d.objid = r.oid and d.deptype = 'n'
  and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid <> c.oid
where c.relkind in ('v', 'm') and ${isUserSchema} and ${inRange('c.oid', range)}
order by view, source, source_column`,
  decode: (row) => ({
    view: toNumber(row.view),
    source: toNumber(row.source),
    sourceColumn: row.source_column === '0' ? null : toNumber(row.source_column),
  }),
}
