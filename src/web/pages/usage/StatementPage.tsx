import type { StatementTotal, UserUsage } from '../../../core/usage/rank-statements.ts'
import { usePlace } from '../../app/crumbs.tsx'
import { type DataColumn, DataTable } from '../../components/DataTable.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { Notice } from '../../components/Notice.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { SqlText } from '../../components/SqlText.tsx'
import { useService } from '../../hooks/use-services.ts'
import { useReadings, useStatement } from '../../hooks/use-usage.ts'
import { Facts } from '../../usage/Facts.tsx'
import { callsColumn, rowsColumn, timeColumn } from '../../usage/figure-columns.ts'
import { SpanChoice } from '../../usage/SpanChoice.tsx'
import { UsageTrends } from '../../usage/UsageTrends.tsx'
import { countWords, timeWords } from '../../usage/usage-words.ts'
import { spanSuffix, useSpan } from '../../usage/use-span.ts'
import { StatementLineageView } from './StatementLineageView.tsx'
import classes from './UsagePage.module.css'

const columns: readonly DataColumn<UserUsage>[] = [
  {
    id: 'user',
    label: 'User',
    value: ({ user, userOid }) => user ?? `dropped role ${userOid}`,
    wide: true,
  },
  callsColumn,
  timeColumn,
  rowsColumn,
]

interface Props {
  readonly serviceId: string
  readonly statement: string
}

/** One statement: its text, who calls it, how that moves, what it reads and writes. */
export function StatementPage({ serviceId, statement }: Props) {
  const [span, setSpan] = useSpan()
  const [service, readings] = [useService(serviceId), useReadings(serviceId)]
  const detail = useStatement(serviceId, statement, span)
  usePlace([
    { label: 'Usage', to: '/usage' },
    { label: service.data?.name ?? '…', to: `/usage/${serviceId}${spanSuffix(span)}` },
    { label: 'Statement' },
  ])
  if (detail.data === undefined || readings.data === undefined) {
    const error = detail.error ?? readings.error
    if (error === null) return <PageSkeleton />
    const retry = () => Promise.all([detail.refetch(), readings.refetch()])
    return <LoadError error={error} retry={retry} retrying={detail.isFetching || readings.isFetching} />
  }
  const { total, trend, lineage, span: shown } = detail.data
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1 className={classes.title}>Statement {total.queryid}</h1>
        <SpanChoice readings={readings.data} span={{ from: shown.from ?? 'reset', to: span.to }} onChange={setSpan} />
      </div>
      {total.text === null ? (
        <Notice kind="warn">Its text is hidden from this role.</Notice>
      ) : (
        <SqlText label="the statement" text={total.text} />
      )}
      <Facts facts={factsOf(total)} />
      <UsageTrends points={trend} time="mean" />
      {(lineage ?? []).map((entry) => (
        <StatementLineageView key={`${entry.line} ${entry.kind}`} serviceId={serviceId} entry={entry} />
      ))}
      <section className={classes.part}>
        <h2>Users</h2>
        <DataTable
          label="Users of the statement"
          rows={total.users}
          columns={columns}
          rowKey={({ userOid }) => String(userOid)}
        />
      </section>
    </div>
  )
}

function factsOf(total: StatementTotal): readonly (readonly [string, string | null])[] {
  const { lowerBound } = total
  return [
    ['Database', total.database ?? 'dropped'],
    ['Calls', countWords(total.calls, lowerBound)],
    ['Total time', timeWords(total.totalTimeMs, lowerBound)],
    ['Mean', timeWords(total.meanTimeMs, false)],
    ['Rows', countWords(total.rows, lowerBound)],
    ['Blocks from cache', countWords(total.sharedBlocksHit, lowerBound)],
    ['Blocks read', countWords(total.sharedBlocksRead, lowerBound)],
    ['Blocks written', countWords(total.sharedBlocksWritten, lowerBound)],
    ['Temporary blocks written', countWords(total.tempBlocksWritten, lowerBound)],
    ['Called', total.nested === null ? null : total.nested ? 'by functions only' : 'by clients'],
  ]
}
