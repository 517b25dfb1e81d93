import type { Column, Relation } from '../relation.ts'
import { isRelation, isUnique, primaryKeyOf } from './relations-of.ts'
import type { SnapshotFormat } from './snapshot-format.ts'

type Cell = string | number | boolean | null

const csv = { extension: '.csv', contentType: 'text/csv; charset=utf-8' } as const

const columnHeads = [
  'database',
  'schema',
  'relation',
  'kind',
  'position',
  'column',
  'type',
  'nullable',
  'default',
  'primary_key',
  'unique',
  'references',
  'comment',
]

/** A row a column. */
export const columnsCsv: SnapshotFormat = {
  ...csv,
  id: 'csv',
  *render({ objects }) {
    yield toLine(columnHeads)
    for (const relation of objects.filter(isRelation)) {
      yield relation.columns.map((column, index) => toLine(columnCells(relation, column, index + 1))).join('')
    }
  },
}

function columnCells(relation: Relation, column: Column, position: number): Cell[] {
  const key = primaryKeyOf(relation).indexOf(column.name)
  return [
    relation.database,
    relation.schema,
    relation.name,
    relation.kind,
    position,
    column.name,
    column.type,
    column.nullable,
    valueText(column),
    key < 0 ? null : key + 1,
    isUnique(relation, column.name) || (key === 0 && primaryKeyOf(relation).length === 1),
    referencesText(relation, column.name),
    column.comment,
  ]
}

function valueText({ default: expression, identityColumn, generated }: Column): string | null {
  if (identityColumn !== null) return `generated ${identityColumn.kind} as identity`
  return generated === null ? expression : `generated always as (${generated.expression}) ${generated.kind}`
}

/** What the column's foreign keys point to, such as `public.customers.id`. */
function referencesText({ constraints }: Relation, column: string): string | null {
  const targets = constraints.flatMap(({ columns, references }) => {
    const other = references?.columns[columns.indexOf(column)]
    return references === null || other === undefined
      ? []
      : [`${references.relation.schema}.${references.relation.name}.${other}`]
  })
  return targets.length === 0 ? null : [...new Set(targets)].join('; ')
}

const relationHeads = [
  'database',
  'schema',
  'relation',
  'kind',
  'owner',
  'columns',
  'primary_key',
  'foreign_keys',
  'indexes',
  'policies',
  'row_security',
  'partition_of',
  'partitioned_by',
  'estimated_rows',
  'size_bytes',
  'comment',
]

/** A row a relation, partitions too. */
export const relationsCsv: SnapshotFormat = {
  ...csv,
  id: 'csv-relations',
  *render({ objects }) {
    yield toLine(relationHeads)
    for (const relation of objects.filter(isRelation)) yield toLine(relationCells(relation))
  },
}

function relationCells(relation: Relation): Cell[] {
  const [parent] = relation.partitionBound === null ? [] : relation.parents
  return [
    relation.database,
    relation.schema,
    relation.name,
    relation.kind,
    relation.owner,
    relation.columns.length,
    primaryKeyOf(relation).join(', ') || null,
    relation.constraints.filter(({ type }) => type === 'foreign key').length,
    relation.indexes.length,
    relation.policies.length,
    relation.rowSecurity.enabled,
    parent === undefined ? null : `${parent.schema}.${parent.name}`,
    relation.partitioning?.key ?? null,
    relation.measured.estimatedRows,
    relation.measured.sizeBytes,
    relation.comment,
  ]
}

const toLine = (cells: readonly Cell[]): string => `${cells.map(toCell).join(',')}\r\n`

/** RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe before it. */
function toCell(value: Cell): string {
  if (value === null) return ''
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
