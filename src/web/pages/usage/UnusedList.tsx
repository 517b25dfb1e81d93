import type { UnusedRelation } from '../../../core/usage-api.ts'
import { type DataColumn, DataTable } from '../../components/DataTable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { NotThereYet } from '../../components/NotThereYet.tsx'
import { useUnused } from '../../hooks/use-usage.ts'
import { Gaps } from '../../usage/Gaps.tsx'
import { RelationLink } from '../../usage/RelationLink.tsx'
import { watchedWords } from '../../usage/usage-words.ts'
import { useSpan } from '../../usage/use-span.ts'
import classes from './UsagePage.module.css'

const columnsFor = (serviceId: string): readonly DataColumn<UnusedRelation>[] => [
  {
    id: 'relation',
    label: 'Relation',
    value: ({ relation: { schema, relation } }) => `${schema}.${relation}`,
    render: ({ relation }) => <RelationLink serviceId={serviceId} relation={relation} tab="usage" />,
  },
  { id: 'database', label: 'Database', value: ({ relation }) => relation.database },
  { id: 'kind', label: 'Kind', value: ({ kind }) => kind },
  {
    id: 'what',
    label: 'Not seen',
    value: ({ columns }) => (columns === null ? 'the whole relation' : columns.join(', ')),
    wide: true,
  },
  { id: 'columns', label: 'Columns', value: ({ columns }) => columns?.length ?? null, numeric: true },
]

/** What no statement of the span used: a claim only where nothing can have been missed. */
export function UnusedList({ serviceId }: { readonly serviceId: string }) {
  const [span] = useSpan()
  const { data, error, refetch, isFetching } = useUnused(serviceId, span)
  if (data === undefined) return <NotThereYet query={{ error, refetch, isFetching }} />
  const whole = [...data.relations].sort((a, b) => Number(b.columns === null) - Number(a.columns === null))
  return (
    <>
      <p className={classes.quiet}>{watchedWords(data.span)}</p>
      {data.gaps.length === 0 ? (
        <Notice kind="good">Readings cover the whole span: what is listed was not used in it.</Notice>
      ) : (
        <>
          <p className={classes.quiet}>
            No call of these was counted. Whether they are unused cannot be told for this span.
          </p>
          <Gaps gaps={data.gaps} />
        </>
      )}
      {whole.length === 0 ? (
        <p className={classes.quiet}>Every known relation and column was used.</p>
      ) : (
        <DataTable
          label="Relations and columns of which no call was counted"
          rows={whole}
          columns={columnsFor(serviceId)}
          rowKey={({ relation }) => JSON.stringify(relation)}
        />
      )}
    </>
  )
}
