import { Link } from 'wouter'
import type { OpaqueStatement } from '../../../core/usage/relation-usage.ts'
import type { RelationTotal } from '../../../core/usage-api.ts'
import { type DataColumn, DataTable } from '../../components/DataTable.tsx'
import { NotThereYet } from '../../components/NotThereYet.tsx'
import { useUsedRelations } from '../../hooks/use-usage.ts'
import { countColumn, lastSeenColumn, timeColumn } from '../../usage/count-columns.tsx'
import { Gaps } from '../../usage/Gaps.tsx'
import { RelationLink } from '../../usage/RelationLink.tsx'
import { oneLine } from '../../usage/usage-words.ts'
import { spanSuffix, useSpan } from '../../usage/use-span.ts'
import classes from './UsagePage.module.css'

const relationColumns = (serviceId: string): readonly DataColumn<RelationTotal>[] => [
  {
    id: 'relation',
    label: 'Relation',
    value: ({ relation: { schema, relation } }) => `${schema}.${relation}`,
    render: ({ relation }) => <RelationLink serviceId={serviceId} relation={relation} tab="usage" />,
    wide: true,
  },
  { id: 'database', label: 'Database', value: ({ relation }) => relation.database },
  countColumn('calls', 'Calls', (row) => row),
  countColumn('read', 'Reading', ({ read }) => read),
  countColumn('written', 'Writing', ({ written }) => written),
  timeColumn(),
  { id: 'columns', label: 'Columns', value: ({ columns }) => columns, numeric: true },
  { id: 'statements', label: 'Statements', value: ({ statements }) => statements, numeric: true },
  { id: 'users', label: 'Users', value: ({ users }) => users, numeric: true },
  lastSeenColumn(),
]

/** Relations by how often statements use them, and statements that were not understood. */
export function RelationList({ serviceId }: { readonly serviceId: string }) {
  const [span] = useSpan()
  const { data, error, refetch, isFetching } = useUsedRelations(serviceId, span)
  if (data === undefined) return <NotThereYet query={{ error, refetch, isFetching }} />
  return (
    <>
      <Gaps gaps={data.gaps} />
      {data.relations.length === 0 ? (
        <p className={classes.quiet}>No statement that was called in this span uses a known relation.</p>
      ) : (
        <DataTable
          label="Relations that statements use"
          rows={data.relations}
          columns={relationColumns(serviceId)}
          rowKey={({ relation }) => JSON.stringify(relation)}
          sort={{ id: 'calls', down: true }}
        />
      )}
      {data.opaque.length > 0 && (
        <section className={classes.part}>
          <h2>Statements that were not understood as a whole</h2>
          <DataTable
            label="Statements that were not understood as a whole"
            rows={data.opaque}
            columns={opaqueColumns((id) => `/usage/${serviceId}/statements/${id}${spanSuffix(span)}`)}
            rowKey={({ id, text }) => `${id} ${text}`}
            maxHeight={360}
          />
        </section>
      )}
    </>
  )
}

const opaqueColumns = (to: (id: string) => string): readonly DataColumn<OpaqueStatement>[] => [
  {
    id: 'statement',
    label: 'Statement',
    value: ({ text }) => text,
    render: ({ id, text }) => (
      <Link to={to(id)} className="mono" title={text.slice(0, 2_000)}>
        {oneLine(text.slice(0, 400))}
      </Link>
    ),
    wide: true,
  },
  { id: 'because', label: 'Because', value: ({ because }) => because.join(' ') || 'It was not resolved.', wide: true },
  countColumn('calls', 'Calls', (row) => row),
]
