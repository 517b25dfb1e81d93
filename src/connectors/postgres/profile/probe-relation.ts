import { quoteIdentifier, quoteQualified } from '../catalog/quote.ts'
import type { Session } from '../stages/session.ts'
import { planColumn } from './column-plan.ts'
import { typedColumns } from './columns.ts'
import { measureColumn } from './measure-column.ts'
import { createSelectList } from './select-list.ts'

/** A statement of some hundred figures is enough to know. */
const mostColumns = 10

/**
 * Puts a profile's own questions about one relation without reading a row of it, so that a test meets what a profile
 * will meet. Rejects with the `QueryFailure` of the first that is refused.
 */
export async function probeRelation(
  session: Session,
  relation: { readonly oid: number; readonly schema: string; readonly name: string },
  signal: AbortSignal,
): Promise<void> {
  const found = await session.ask({ ...typedColumns, sql: typedColumns.sql(relation.oid) }, signal)
  const columns = found.filter(({ readable }) => readable).slice(0, mostColumns)
  const names = columns.map(({ name }) => quoteIdentifier(name))
  const gather = `select ${names.map((name) => `s.${name}`).join(', ')} from ${quoteQualified(relation.schema, relation.name)} s where false`
  const list = createSelectList({ from: 's', gather }, names, false)
  list.add('pg_catalog.count(*)')
  const depth = { small: true, exact: false, rows: 0, gathersInParallel: false, careful: false }
  for (const column of columns) measureColumn(column, planColumn(column, depth), list)
  for (const sql of list.statements()) await session.ask({ name: 'profile', sql, decode: () => null }, signal)
}
