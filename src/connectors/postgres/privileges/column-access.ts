import { toNumber, toTexts } from '../catalog/decode.ts'
import { type CatalogRow, inRange, type Question } from '../catalog/question.ts'

interface Row extends CatalogRow {
  readonly attrelid: string
  readonly unreadable: string
}

/** Columns without SELECT in a relation that is granted column by column. */
export interface ColumnAccess {
  readonly relation: number
  readonly unreadable: readonly string[]
}

/** Meant for the few relations that {@link relationAccess} found to be readable in part. */
export const columnAccess: Question<Row, ColumnAccess> = {
  name: 'column-access',
  sql: (_version, range) => `
select a.attrelid, pg_catalog.json_agg(a.attname order by a.attnum) as unreadable
from pg_catalog.pg_attribute a
where a.attnum > 0 and not a.attisdropped and ${inRange('a.attrelid', range)}
  and not pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'SELECT')
group by a.attrelid
order by a.attrelid`,
  decode: (row) => ({ relation: toNumber(row.attrelid), unreadable: toTexts(row.unreadable) ?? [] }),
}
