import { quoteIdentifier, quoteQualified } from '../catalog/quote.ts'
import { columnSql, shortText } from './column-sql.ts'
import { bracketed, type Sample, type Subject } from './measure.ts'
import type { CheckedColumn } from './relations.ts'

/** Failing rows by their primary key and the columns the check is about. */
export function sampleOf(
  { relation, columns, check }: Subject,
  about: readonly CheckedColumn[],
  condition: string | ((limit: number) => string),
): Sample {
  const keys = columns.filter(({ name, readable }) => readable && relation.primaryKey.includes(name))
  const shown = [...new Set([...keys, ...about])]
  const list = shown.map((column) => `${shortText(columnSql(column).text)} as ${quoteIdentifier(column.name)}`)
  return (limit) => {
    const failing = typeof condition === 'string' ? condition : condition(limit)
    const where = [...(check.where === null ? [] : [check.where]), failing].map(bracketed).join(' and ')
    return `select ${list.join(', ')} from ${quoteQualified(relation.schema, relation.name)} s where ${where} limit ${limit}`
  }
}
