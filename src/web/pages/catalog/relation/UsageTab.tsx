import { Link } from 'wouter'
import type { ColumnUsage, JoinUsage, RelationUsage } from '../../../../core/usage/relation-usage.ts'
import { type DataColumn, DataTable } from '../../../components/DataTable.tsx'
import { LoadError } from '../../../components/LoadError.tsx'
import { PageSkeleton } from '../../../components/PageSkeleton.tsx'
import { useReadings, useRelationUsage } from '../../../hooks/use-usage.ts'
import { countColumn, lastSeenColumn, timeColumn } from '../../../usage/count-columns.tsx'
import { Facts } from '../../../usage/Facts.tsx'
import { Gaps } from '../../../usage/Gaps.tsx'
import { RelationLink } from '../../../usage/RelationLink.tsx'
import { SpanChoice } from '../../../usage/SpanChoice.tsx'
import { UsageTrends } from '../../../usage/UsageTrends.tsx'
import { betweenWords, countWords, oneLine, timeWords } from '../../../usage/usage-words.ts'
import { spanSuffix, useSpan } from '../../../usage/use-span.ts'
import { useCatalogContext } from '../catalog-context.tsx'
import classes from '../object/ObjectPage.module.css'
import type { TabProps } from './tab.ts'
import own from './UsageTab.module.css'

/** How often a relation and its columns are used, by whom, joined with what. */
export function UsageTab({ relation, address: { database, schema, name } }: TabProps) {
  const { service } = useCatalogContext()
  const [span, setSpan] = useSpan()
  const readings = useReadings(service.id)
  const wish = database === null || schema === null ? null : { database, schema, name }
  const hasReadings = (readings.data?.length ?? 0) > 0
  const usage = useRelationUsage(service.id, hasReadings ? wish : null, span)
  const failed = [readings, usage].find(({ error, data }) => error !== null && data === undefined)
  if (failed?.error) {
    return <LoadError error={failed.error} retry={() => failed.refetch()} retrying={failed.isFetching} />
  }
  if (readings.data !== undefined && !hasReadings) {
    return (
      <p className={classes.nothing}>
        The statements of {service.name} were not read yet. <Link to={`/usage/${service.id}`}>Read usage</Link>
      </p>
    )
  }
  if (readings.data === undefined || usage.data === undefined) return <PageSkeleton />
  return (
    <div className={own.stack}>
      <SpanChoice readings={readings.data} span={span} onChange={setSpan} />
      <Gaps gaps={usage.data.gaps} />
      {usage.data.usage === null ? (
        <p className={classes.nothing}>
          {usage.data.gaps.length === 0
            ? 'No statement used it in this span.'
            : 'No call was counted in this span; whether it was used cannot be told.'}
        </p>
      ) : (
        <>
          <Facts facts={factsOf(usage.data.usage)} />
          <UsageTrends points={usage.data.trend} time="total" />
          <Parts serviceId={service.id} usage={usage.data.usage} all={relation.columns.map((column) => column.name)} />
        </>
      )}
    </div>
  )
}

function factsOf(usage: RelationUsage): readonly (readonly [string, string | null])[] {
  const { calls, lowerBound, read, written, totalTimeMs, users, lastSeen } = usage
  return [
    ['Calls', countWords(calls, lowerBound)],
    ['Reading it', countWords(read.calls, read.lowerBound)],
    ['Writing it', countWords(written.calls, written.lowerBound)],
    ['Time of the statements', timeWords(totalTimeMs, lowerBound)],
    ['Users', users.length.toLocaleString('en-US')],
    ['Last seen', lastSeen === null ? null : betweenWords(lastSeen)],
  ]
}

const none = { calls: '0', lowerBound: false }

function withUnused(used: readonly ColumnUsage[], all: readonly string[]): readonly ColumnUsage[] {
  const known = new Set(used.map(({ column }) => column))
  const unused = all.filter((column) => !known.has(column))
  return [
    ...used,
    ...unused.map((column) => ({ column, ...none, filtered: none, joined: none, written: none, lastSeen: null })),
  ]
}

const columnColumns: readonly DataColumn<ColumnUsage>[] = [
  { id: 'column', label: 'Column', value: ({ column }) => column, wide: true },
  countColumn('calls', 'Calls', (row) => row),
  countColumn('filtered', 'Filtered on', ({ filtered }) => filtered),
  countColumn('joined', 'Joined by', ({ joined }) => joined),
  countColumn('written', 'Written', ({ written }) => written),
  lastSeenColumn(),
]

const userColumns: readonly DataColumn<RelationUsage['users'][number]>[] = [
  { id: 'user', label: 'User', value: ({ user }) => user, wide: true },
  countColumn('calls', 'Calls', (row) => row),
]

const joinColumns = (serviceId: string): readonly DataColumn<JoinUsage>[] => [
  {
    id: 'with',
    label: 'Joined with',
    value: ({ with: { schema, relation } }) => `${schema}.${relation}`,
    render: ({ with: relation }) => <RelationLink serviceId={serviceId} relation={relation} tab="usage" />,
  },
  {
    id: 'by',
    label: 'By',
    value: ({ by }) => by.map(([own, other]) => `${own} = ${other}`).join(', '),
    wide: true,
  },
  countColumn('calls', 'Calls', (row) => row),
]

const statementColumns = (to: (id: string) => string): readonly DataColumn<RelationUsage['statements'][number]>[] => [
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
  countColumn('calls', 'Calls', (row) => row),
  timeColumn(),
]

interface PartsProps {
  readonly serviceId: string
  readonly usage: RelationUsage
  readonly all: readonly string[]
}

function Parts({ serviceId, usage: { columns, users, joins, statements }, all }: PartsProps) {
  const [span] = useSpan()
  return (
    <>
      <DataTable
        label="Columns by use"
        rows={withUnused(columns, all)}
        columns={columnColumns}
        rowKey={({ column }) => column}
      />
      {joins.length > 0 && (
        <DataTable
          label="Joins"
          rows={joins}
          columns={joinColumns(serviceId)}
          rowKey={({ with: relation }) => JSON.stringify(relation)}
        />
      )}
      <DataTable label="Users" rows={users} columns={userColumns} rowKey={({ user }) => user} />
      <DataTable
        label="Statements that use it"
        rows={statements}
        columns={statementColumns((id) => `/usage/${serviceId}/statements/${id}${spanSuffix(span)}`)}
        rowKey={({ id, text }) => `${id} ${text}`}
        maxHeight={420}
      />
    </>
  )
}
