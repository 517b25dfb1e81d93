import type { ColumnAddress, StatementLineage } from '../../../core/lineage/statement-lineage.ts'
import { type DataColumn, DataTable } from '../../components/DataTable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { RelationLink } from '../../usage/RelationLink.tsx'
import classes from './UsagePage.module.css'

interface Props {
  readonly serviceId: string
  readonly entry: StatementLineage
}

interface Input {
  readonly address: ColumnAddress
  readonly role: string
}

/** What a statement reads, how, and where each column it gives or writes comes from. */
export function StatementLineageView({ serviceId, entry }: Props) {
  const { columns, problems, target } = entry
  const inputs = inputsOf(entry)
  return (
    <section className={classes.part}>
      <h2>
        What it reads
        {target !== null && <> and writes into {<RelationLink serviceId={serviceId} relation={target} />}</>}
      </h2>
      {problems.map(({ code, message, line }) => (
        <Notice key={`${code} ${message} ${line}`} kind="warn">
          {message}
        </Notice>
      ))}
      {inputs.length === 0 ? (
        <p className={classes.quiet}>It reads no relation.</p>
      ) : (
        <DataTable
          label="Columns that it reads"
          rows={inputs}
          columns={inputColumns(serviceId)}
          rowKey={({ address }) => nameOf(address)}
          maxHeight={420}
        />
      )}
      {columns.length > 0 && (
        <DataTable
          label="Columns that it gives"
          rows={columns}
          columns={outputColumns}
          rowKey={({ target: { column } }) => `${column} ${columns.findIndex((each) => each.target.column === column)}`}
          maxHeight={420}
        />
      )}
    </section>
  )
}

const nameOf = ({ schema, relation, column }: ColumnAddress): string =>
  [schema, relation, column].filter((part) => part !== null).join('.')

function inputsOf({ reads, predicates }: StatementLineage): readonly Input[] {
  const joins = new Map(
    (predicates?.joins ?? []).flatMap(([a, b]) => [[nameOf(a), b] as const, [nameOf(b), a] as const]),
  )
  const filters = new Set((predicates?.filters ?? []).map(nameOf))
  const seen = new Map(reads.map((address) => [nameOf(address), address]))
  return Array.from(seen, ([name, address]) => {
    const joined = joins.get(name)
    const roles = [
      filters.has(name) ? 'filters on it' : '',
      joined === undefined ? '' : `joins it with ${nameOf(joined)}`,
    ]
    return { address, role: roles.filter((role) => role !== '').join(', ') }
  })
}

const inputColumns = (serviceId: string): readonly DataColumn<Input>[] => [
  {
    id: 'relation',
    label: 'Relation',
    value: ({ address: { schema, relation } }) => [schema, relation].filter((part) => part !== null).join('.'),
    render: ({ address }) => <RelationLink serviceId={serviceId} relation={address} />,
  },
  { id: 'column', label: 'Column', value: ({ address }) => address.column ?? 'rows' },
  { id: 'role', label: 'How', value: ({ role }) => role, wide: true },
]

const outputColumns: readonly DataColumn<StatementLineage['columns'][number]>[] = [
  { id: 'target', label: 'Gives', value: ({ target }) => target.column ?? 'unnamed' },
  {
    id: 'sources',
    label: 'From',
    value: ({ sources }) =>
      sources
        .filter(({ influences }) => influences.includes('direct'))
        .map(nameOf)
        .join(', '),
    wide: true,
  },
]
