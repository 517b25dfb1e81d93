import type { Index } from '../../../../core/catalog/relation.ts'
import { type DataColumn, DataTable } from '../../../components/DataTable.tsx'
import classes from '../object/ObjectPage.module.css'
import type { TabProps } from './tab.ts'

const columns: readonly DataColumn<Index>[] = [
  { id: 'name', label: 'Name', value: ({ name }) => name, render: ({ name }) => <strong>{name}</strong> },
  { id: 'method', label: 'Method', value: ({ method }) => method },
  { id: 'unique', label: 'Unique', value: ({ unique }) => unique },
  {
    id: 'columns',
    label: 'Columns',
    value: (index) => index.columns.map((column) => column ?? 'expression').join(', '),
  },
  { id: 'included', label: 'Included', value: ({ included }) => included.join(', ') || null },
  {
    id: 'definition',
    label: 'Definition',
    value: ({ definition }) => definition,
    render: ({ definition }) => (
      <span className={classes.code} title={definition}>
        {definition}
      </span>
    ),
    wide: true,
  },
  { id: 'state', label: 'State', value: stateOf },
  { id: 'comment', label: 'Comment', value: ({ comment }) => comment },
]

export function IndexesTab({ relation }: TabProps) {
  if (relation.indexes.length === 0) return <p className={classes.nothing}>No index.</p>
  const optional = ['included', 'state', 'comment']
  return (
    <DataTable
      label={`Indexes of ${relation.name}`}
      rows={relation.indexes}
      columns={columns.filter(
        ({ id, value }) => !optional.includes(id) || relation.indexes.some((row) => value(row) !== null),
      )}
      rowKey={({ name }) => name}
    />
  )
}

function stateOf({ primary, valid, clustered, replicaIdentity, parent }: Index): string | null {
  const words = [
    valid ? null : 'invalid',
    primary ? 'primary' : null,
    clustered ? 'clustered on' : null,
    replicaIdentity ? 'replica identity' : null,
    parent === null ? null : `part of ${parent.name}`,
  ].filter((word) => word !== null)
  return words.length === 0 ? null : words.join(', ')
}
