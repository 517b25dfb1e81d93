import { useMemo } from 'react'
import type { Column, Relation } from '../../../../core/catalog/relation.ts'
import { type DataColumn, DataTable } from '../../../components/DataTable.tsx'
import classes from '../object/ObjectPage.module.css'
import { ColumnTypes } from './ColumnTypes.tsx'
import { type KeyMark, keyMarks } from './key-marks.ts'
import { TypeCell } from './TypeCell.tsx'
import type { TabProps } from './tab.ts'

export function ColumnsTab({ relation, address }: TabProps) {
  const rows = useMemo(() => toRows(relation), [relation])
  return (
    <>
      <DataTable
        label={`Columns of ${relation.name}`}
        rows={rows}
        columns={columnsOf(rows, address)}
        rowKey={({ column }) => column.name}
      />
      <ColumnTypes address={address} />
    </>
  )
}

interface ColumnRow {
  readonly position: number
  readonly column: Column
  readonly marks: readonly KeyMark[]
}

function toRows(relation: Relation): readonly ColumnRow[] {
  const marks = keyMarks(relation)
  return relation.columns.map((column, index) => ({
    position: index + 1,
    column,
    marks: marks.get(column.name) ?? [],
  }))
}

function columnsOf(rows: readonly ColumnRow[], address: TabProps['address']): readonly DataColumn<ColumnRow>[] {
  const all: readonly DataColumn<ColumnRow>[] = [
    { id: 'position', label: '#', value: ({ position }) => position },
    {
      id: 'name',
      label: 'Name',
      value: ({ column }) => column.name,
      render: ({ column }) => <strong>{column.name}</strong>,
    },
    {
      id: 'type',
      label: 'Type',
      value: ({ column }) => column.type,
      render: ({ column }) => <TypeCell column={column} address={address} />,
    },
    { id: 'nullable', label: 'Nullable', value: ({ column }) => column.nullable },
    {
      id: 'default',
      label: 'Default',
      value: ({ column }) => defaultText(column),
      render: ({ column }) => {
        const text = defaultText(column)
        return text === null ? null : <Clipped text={text} />
      },
    },
    {
      id: 'keys',
      label: 'Keys',
      value: ({ marks }) => (marks.length === 0 ? null : marks.map(({ word }) => word).join(', ')),
      render: ({ marks }) =>
        marks.length === 0 ? null : (
          <span className={classes.marks}>
            {marks.map(({ word, title, strong }) => (
              <span key={`${word} ${title}`} className={classes.mark} data-strong={strong || undefined} title={title}>
                {word}
              </span>
            ))}
          </span>
        ),
    },
    {
      id: 'comment',
      label: 'Comment',
      value: ({ column }) => column.comment,
      render: ({ column }) => (column.comment === null ? null : <span title={column.comment}>{column.comment}</span>),
      wide: true,
    },
    { id: 'grants', label: 'Grants of its own', value: ({ column }) => grantText(column) },
    { id: 'collation', label: 'Collation', value: ({ column }) => column.collation },
  ]
  // A column of dashes alone says nothing.
  const optional = ['keys', 'default', 'collation', 'grants', 'comment']
  return all.filter(({ id, value }) => !optional.includes(id) || rows.some((row) => value(row) !== null))
}

/** Long ones are cut; the whole stands in the title and on the DDL tab. */
function Clipped({ text }: { readonly text: string }) {
  return (
    <span className={`${classes.code} ${classes.clipped}`} title={text}>
      {text}
    </span>
  )
}

function defaultText({ default: expression, identityColumn, generated }: Column): string | null {
  if (identityColumn !== null) return `identity, ${identityColumn.kind}`
  if (generated !== null) return `= ${generated.expression}, ${generated.kind}`
  return expression
}

function grantText({ grants }: Column): string | null {
  if (grants === null || grants.length === 0) return null
  return grants.map(({ grantee, privileges }) => `${grantee ?? 'PUBLIC'}: ${privileges.join(', ')}`).join('; ')
}
