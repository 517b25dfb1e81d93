import type { JsonObject, JsonValue } from '../../../core/json.ts'
import { quoteQualified } from '../catalog/quote.ts'
import { type ColumnSql, columnSql, literal } from './column-sql.ts'
import { type Aggregate, bracketed, type FoldedMeasure, type Measure, type Subject, unfit } from './measure.ts'
import { columnUnfit } from './problems.ts'
import type { CheckedColumn } from './relations.ts'
import { sampleOf } from './samples.ts'

type Ask = (subject: Subject, column: CheckedColumn, parameters: JsonObject) => Measure

/** Kinds that look at each row of a column. */
export const rowMeasures = {
  columnValuesToBeNotNull: (subject, column) => failing(subject, [column], `${columnSql(column).x} is null`),
  columnValuesToBeUnique: (subject, column) => unique(subject, [column]),
  columnValuesToBeInSet(subject, column, { allowedValues, matchEnum }) {
    const { x, isIn } = columnSql(column)
    const isAllowed = isIn(allowedValues as readonly JsonValue[])
    if (matchEnum === false) return found(isAllowed)
    return failing(subject, [column], `${x} is not null and not (${isAllowed})`)
  },
  columnValuesToBeNotInSet: (subject, column, { forbiddenValues }) =>
    failing(subject, [column], columnSql(column).isIn(forbiddenValues as readonly JsonValue[])),
  columnValuesToMatchRegex: (subject, column, { regex = null }) => {
    const sql = columnSql(column)
    return failing(subject, [column], `not (${matches(sql, column, regex)})`)
  },
  columnValuesToNotMatchRegex: (subject, column, { forbiddenRegex = null }) =>
    failing(subject, [column], matches(columnSql(column), column, forbiddenRegex)),
  columnValuesToBeBetween(subject, column, { minValue = null, maxValue = null }) {
    const sql = columnSql(column)
    if (!column.sortable) return unfit(columnUnfit(column.name, column.type, 'order'))
    const { x, compare } = sql
    const outside = [
      ...(minValue === null ? [] : [compare(x, '<', minValue)]),
      ...(maxValue === null ? [] : [compare(x, '>', maxValue)]),
      ...(sql.kind === 'float' || sql.kind === 'numeric' ? [`${x} = 'NaN'`] : []),
    ]
    return failing(subject, [column], outside.join(' or '))
  },
  columnValueLengthsToBeBetween(subject, column, { minLength = null, maxLength = null }) {
    const length = lengthSql(columnSql(column))
    if (length === null) return unfit(columnUnfit(column.name, column.type, 'length'))
    const outside = [
      ...(minLength === null ? [] : [`${length} < ${literal(minLength)}::pg_catalog.int8`]),
      ...(maxLength === null ? [] : [`${length} > ${literal(maxLength)}::pg_catalog.int8`]),
    ]
    return failing(subject, [column], outside.join(' or '))
  },
  columnValuesMissingCount(_subject, column, { missingCountValue = null, missingValueMatch = [] }) {
    const { x, text } = columnSql(column)
    const words = missingValueMatch as readonly JsonValue[]
    const isMissing =
      words.length === 0 ? `${x} is null` : `${x} is null or ${text} in (${words.map(literal).join(', ')})`
    return {
      way: 'folded',
      figures: (aggregate) => [count(aggregate), count(aggregate, isMissing)],
      read: ([rows = null, missing = null]) => ({
        passed: missing === String(missingCountValue),
        observed: missing,
        failingRows: null,
        rows,
      }),
    }
  },
} as const satisfies Readonly<Record<string, Ask>>

export const count = (aggregate: Aggregate, condition?: string): string =>
  `${aggregate('pg_catalog.count(*)', condition)}::pg_catalog.text`

/** Rows that fulfil the condition fail; those for which it is null do not. */
function failing(subject: Subject, columns: readonly CheckedColumn[], condition: string): FoldedMeasure {
  return {
    way: 'folded',
    figures: (aggregate) => [count(aggregate), count(aggregate, condition)],
    read: ([rows = null, failingRows = null]) => ({
      passed: failingRows === '0',
      observed: failingRows,
      failingRows,
      rows,
    }),
    sample: sampleOf(subject, columns, condition),
  }
}

/** It is enough that one row fulfils the condition. */
const found = (condition: string): FoldedMeasure => ({
  way: 'folded',
  figures: (aggregate) => [count(aggregate), count(aggregate, condition)],
  read: ([rows = null, hits = null]) => ({ passed: hits !== '0', observed: hits, failingRows: null, rows }),
})

/** No two rows have the same values in all of the columns. */
export function unique(subject: Subject, columns: readonly CheckedColumn[]): Measure {
  const odd = columns.find(({ sortable }) => !sortable)
  if (odd !== undefined) return unfit(columnUnfit(odd.name, odd.type, 'equality'))
  const values = columns.map((column) => columnSql(column).x)
  const row = values.length === 1 ? (values[0] ?? '') : `row(${values.join(', ')})`
  const filled = values.map((x) => `${x} is not null`).join(' and ')
  const { relation, check } = subject
  const where = check.where === null ? filled : `${filled} and ${bracketed(check.where)}`
  const groups = `from ${quoteQualified(relation.schema, relation.name)} s where ${where} group by ${values.join(', ')} having pg_catalog.count(*) > 1`
  return {
    way: 'folded',
    figures: (aggregate) => [
      count(aggregate),
      count(aggregate, filled),
      `${aggregate(`pg_catalog.count(distinct ${row})`, filled)}::pg_catalog.text`,
    ],
    read: ([rows = null, all = null, distinct = null]) => {
      const passed = all === distinct
      return { passed, observed: passed ? '0' : null, failingRows: passed ? '0' : null, rows }
    },
    recount: `select coalesce(pg_catalog.sum(d.n), 0)::pg_catalog.text from (select pg_catalog.count(*) as n ${groups}) d`,
    sample: sampleOf(
      subject,
      columns,
      (limit) => `(${values.join(', ')}) in (select ${values.join(', ')} ${groups} limit ${limit})`,
    ),
  }
}

function matches({ x, text, kind, compare }: ColumnSql, { builtin }: CheckedColumn, regex: JsonValue): string {
  // citext has a match of its own, that does not tell case apart.
  return kind === 'text' && !builtin ? compare(x, '~', regex) : `${text} ~ ${literal(regex)}`
}

function lengthSql({ kind, x, text }: ColumnSql): string | null {
  if (kind === 'text') return `pg_catalog.length(${text})`
  if (kind === 'bytes') return `pg_catalog.octet_length(${x})`
  return kind === 'array' ? `pg_catalog.cardinality(${x})` : null
}
