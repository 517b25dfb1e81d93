import { Button } from '@mantine/core'
import { ChartColumn } from 'lucide-react'
import { useId } from 'react'
import { Link } from 'wouter'
import { addUsage, noUsage, type UsageSum } from '../../../core/usage/add-usage.ts'
import type { ReadingPoint, ServiceUsage } from '../../../core/usage-api.ts'
import { usePlace } from '../../app/crumbs.tsx'
import { DataTable } from '../../components/DataTable.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { MessagePage } from '../../components/MessagePage.tsx'
import { Notice } from '../../components/Notice.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { TabLinks } from '../../components/TabLinks.tsx'
import { useService } from '../../hooks/use-services.ts'
import { useReadings, useUsage } from '../../hooks/use-usage.ts'
import { Facts } from '../../usage/Facts.tsx'
import { SpanChoice } from '../../usage/SpanChoice.tsx'
import { statementColumns } from '../../usage/statement-columns.tsx'
import { UsageExport } from '../../usage/UsageExport.tsx'
import { UsageTrends } from '../../usage/UsageTrends.tsx'
import { countWords, momentWords, timeWords } from '../../usage/usage-words.ts'
import { spanSuffix, useSpan } from '../../usage/use-span.ts'
import { ReadUsageButton } from './ReadUsageButton.tsx'
import { RelationList } from './RelationList.tsx'
import { UnusedList } from './UnusedList.tsx'
import classes from './UsagePage.module.css'

/** Which statements run on a service, how often and for how long. */
export function ServiceUsagePage({ serviceId, part }: { readonly serviceId: string; readonly part: string | null }) {
  const panelId = useId()
  const [span, setSpan] = useSpan()
  const [service, readings] = [useService(serviceId), useReadings(serviceId)]
  const name = service.data?.name ?? '…'
  usePlace([{ label: 'Usage', to: '/usage' }, { label: name }])
  if (service.data === undefined || readings.data === undefined) {
    const error = service.error ?? readings.error
    if (error === null) return <PageSkeleton />
    const retry = () => Promise.all([service.refetch(), readings.refetch()])
    return <LoadError error={error} retry={retry} retrying={service.isFetching || readings.isFetching} />
  }
  const chosen = parts.find(({ id }) => id === part) ?? statementsPart
  if (readings.data.length === 0) return <NoReadings serviceId={serviceId} name={name} />
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1 className={classes.title}>Usage of {name}</h1>
        <SpanChoice readings={readings.data} span={span} onChange={setSpan} />
        <UsageExport serviceId={serviceId} />
        <ReadUsageButton serviceId={serviceId} primary={false} />
      </div>
      <TabLinks
        label="Parts"
        panelId={panelId}
        chosen={chosen.id}
        tabs={parts.map(({ id, label }) => ({
          id,
          label,
          count: null,
          to: `/usage/${serviceId}${id === 'statements' ? '' : `/${id}`}${spanSuffix(span)}`,
        }))}
      />
      <div role="tabpanel" id={panelId} aria-labelledby={`${panelId}-${chosen.id}`} className={classes.panel}>
        <chosen.Content serviceId={serviceId} readings={readings.data} />
      </div>
    </div>
  )
}

const statementsPart = { id: 'statements', label: 'Statements', Content: Statements }
const parts = [
  statementsPart,
  { id: 'relations', label: 'Relations', Content: RelationList },
  { id: 'unused', label: 'Not seen', Content: UnusedList },
]

function NoReadings({ serviceId, name }: { readonly serviceId: string; readonly name: string }) {
  return (
    <MessagePage
      icon={<ChartColumn size={22} />}
      title={`The statements of ${name} were not read yet`}
      actions={
        <>
          <ReadUsageButton serviceId={serviceId} primary />
          <Button component={Link} to={`/services/${serviceId}`} variant="default">
            Open the service
          </Button>
        </>
      }
    >
      <p>
        Each reading keeps what pg_stat_statements has counted. From the second one on, this page shows what was called
        in between: how often, by whom, for how long, and which tables and columns it used.
      </p>
    </MessagePage>
  )
}

interface Props {
  readonly serviceId: string
  readonly readings: readonly ReadingPoint[]
}

function Statements({ serviceId, readings }: Props) {
  const [span] = useSpan()
  const usage = useUsage(serviceId, span)
  if (usage.data === undefined) {
    if (usage.error === null) return <PageSkeleton />
    return <LoadError error={usage.error} retry={() => usage.refetch()} retrying={usage.isFetching} />
  }
  const { statements } = usage.data
  const toStatement = (id: string) => `/usage/${serviceId}/statements/${id}${spanSuffix(span)}`
  return (
    <>
      <Facts facts={factsOf(usage.data)} />
      {usage.data.span.problems.map(({ code, message }) => (
        <Notice key={code} kind="warn">
          {message}
        </Notice>
      ))}
      <UsageTrends points={toSteps(readings)} time="total" />
      {statements.length === 0 ? (
        <p className={classes.quiet}>Nothing was called between these readings.</p>
      ) : (
        <DataTable
          label="Statements"
          rows={statements}
          columns={statementColumns(toStatement)}
          rowKey={({ id }) => id}
          sort={{ id: 'time', down: true }}
        />
      )}
    </>
  )
}

function factsOf({ span, statements }: ServiceUsage): readonly (readonly [string, string | null])[] {
  const sum = statements.reduce<UsageSum>(addUsage, noUsage)
  const users = new Set(statements.flatMap((each) => each.users.map(({ userOid }) => userOid)))
  return [
    ['Counted since', span.since === null ? 'not known' : momentWords(span.since)],
    ['Until', momentWords(span.until)],
    ['Statements', statements.length.toLocaleString('en-US')],
    ['Calls', countWords(sum.calls, sum.lowerBound)],
    ['Time', timeWords(sum.totalTimeMs, sum.lowerBound)],
    ['Users', users.size.toLocaleString('en-US')],
    ['Read from', `${span.source.name} ${span.source.extensionVersion ?? ''}`],
  ]
}

function toSteps(readings: readonly ReadingPoint[]) {
  return readings.flatMap(({ readAt, counted }) => (counted === null ? [] : [{ until: readAt, ...counted }]))
}
