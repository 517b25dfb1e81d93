import type { Rule, Trigger } from '../../../../core/catalog/relation.ts'
import { type DataColumn, DataTable } from '../../../components/DataTable.tsx'
import { ObjectLink } from '../object/ObjectLink.tsx'
import classes from '../object/ObjectPage.module.css'
import type { TabProps } from './tab.ts'

interface Row {
  readonly what: 'trigger' | 'rule'
  readonly item: Trigger | Rule
}

const states: Readonly<Record<Trigger['enabled'], string>> = {
  origin: 'on',
  disabled: 'off',
  replica: 'on replicas alone',
  always: 'always on',
}

/** What happens beside a statement: triggers, and rules that rewrite it. */
export function TriggersTab({ relation, address }: TabProps) {
  const rows: readonly Row[] = [
    ...relation.triggers.map((item): Row => ({ what: 'trigger', item })),
    ...relation.rules.map((item): Row => ({ what: 'rule', item })),
  ]
  if (rows.length === 0) return <p className={classes.nothing}>No trigger and no rule.</p>
  const columns: readonly DataColumn<Row>[] = [
    { id: 'name', label: 'Name', value: ({ item }) => item.name, render: ({ item }) => <strong>{item.name}</strong> },
    { id: 'what', label: 'Kind', value: ({ what }) => what },
    {
      id: 'state',
      label: 'State',
      value: ({ item }) => `${states[item.enabled]}${'local' in item && !item.local ? ', from the parent' : ''}`,
    },
    {
      id: 'routine',
      label: 'Runs',
      value: ({ item }) => ('routine' in item ? `${item.routine.schema}.${item.routine.name}` : null),
      render: ({ item }) =>
        'routine' in item ? (
          <ObjectLink {...item.routine} database={address.database} kind="function" from={address.schema} />
        ) : null,
    },
    {
      id: 'definition',
      label: 'Definition',
      value: ({ item }) => item.definition,
      render: ({ item }) => (
        <span className={classes.code} title={item.definition}>
          {item.definition}
        </span>
      ),
      wide: true,
    },
  ]
  return (
    <DataTable
      label={`Triggers and rules of ${relation.name}`}
      rows={rows}
      columns={columns}
      rowKey={({ what, item }) => `${what} ${item.name}`}
    />
  )
}
