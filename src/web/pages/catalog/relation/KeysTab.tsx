import type { Constraint } from '../../../../core/catalog/relation.ts'
import { type DataColumn, DataTable } from '../../../components/DataTable.tsx'
import { ObjectLink } from '../object/ObjectLink.tsx'
import classes from '../object/ObjectPage.module.css'
import type { TabProps } from './tab.ts'

/** Keys first, checks and the rest after them. */
const order: readonly Constraint['type'][] = [
  'primary key',
  'unique',
  'foreign key',
  'exclusion',
  'check',
  'trigger',
  'not null',
]

export function KeysTab({ relation, address }: TabProps) {
  if (relation.constraints.length === 0) return <p className={classes.nothing}>No key and no constraint.</p>
  const rows = relation.constraints.toSorted((a, b) => order.indexOf(a.type) - order.indexOf(b.type))
  const columns: readonly DataColumn<Constraint>[] = [
    { id: 'name', label: 'Name', value: ({ name }) => name, render: ({ name }) => <strong>{name}</strong> },
    { id: 'type', label: 'Type', value: ({ type }) => type },
    { id: 'columns', label: 'Columns', value: (each) => each.columns.join(', ') || null },
    {
      id: 'references',
      label: 'Refers to',
      value: ({ references }) =>
        references === null ? null : `${references.relation.schema}.${references.relation.name}`,
      render: ({ references }) =>
        references === null ? null : (
          <ObjectLink
            {...references.relation}
            database={address.database}
            kind={null}
            from={address.schema}
            more={` (${references.columns.join(', ')})`}
          />
        ),
    },
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
  return (
    <DataTable
      label={`Constraints of ${relation.name}`}
      rows={rows}
      columns={columns.filter(({ id, value }) => id !== 'comment' || rows.some((row) => value(row) !== null))}
      rowKey={({ name }) => name}
    />
  )
}

function stateOf({ deferrable, initiallyDeferred, validated, enforced, noInherit, local }: Constraint): string | null {
  const words = [
    enforced ? null : 'not enforced',
    validated ? null : 'not validated',
    deferrable ? (initiallyDeferred ? 'deferred' : 'deferrable') : null,
    noInherit ? 'not inherited' : null,
    local ? null : 'from the parent',
  ].filter((word) => word !== null)
  return words.length === 0 ? null : words.join(', ')
}
