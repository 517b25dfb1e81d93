import { Button } from '@mantine/core'
import { ChartColumn } from 'lucide-react'
import { Link } from 'wouter'
import type { UsageService } from '../../../core/usage-api.ts'
import { usePlace } from '../../app/crumbs.tsx'
import { type DataColumn, DataTable } from '../../components/DataTable.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { MessagePage } from '../../components/MessagePage.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { useServices } from '../../hooks/use-services.ts'
import { useUsageServices } from '../../hooks/use-usage.ts'
import { countWords, timeWords, toCount } from '../../usage/usage-words.ts'
import classes from './UsagePage.module.css'

interface Row {
  readonly id: string
  readonly name: string
  readonly usage: UsageService | null
}

const counted = ({ usage }: Row) => usage?.newest.counted ?? null

const columns: readonly DataColumn<Row>[] = [
  {
    id: 'name',
    label: 'Service',
    value: ({ name }) => name,
    render: ({ id, name }) => (
      <Link to={`/usage/${id}`}>
        <strong>{name}</strong>
      </Link>
    ),
    wide: true,
  },
  { id: 'readings', label: 'Readings', value: ({ usage }) => usage?.readings ?? 0 },
  { id: 'statements', label: 'Statements held', value: ({ usage }) => usage?.newest.statements ?? null, numeric: true },
  {
    id: 'calls',
    label: 'Calls between the last two',
    value: (row) => toCount(counted(row)?.calls ?? null),
    render: (row) => countWords(counted(row)?.calls ?? null, counted(row)?.lowerBound ?? false),
    numeric: true,
  },
  {
    id: 'time',
    label: 'Time in them',
    value: (row) => counted(row)?.totalTimeMs ?? null,
    render: (row) => timeWords(counted(row)?.totalTimeMs ?? null, counted(row)?.lowerBound ?? false),
    numeric: true,
  },
  {
    id: 'read',
    label: 'Last read',
    value: ({ usage }) => usage?.newest.readAt ?? null,
    render: ({ usage }) => (usage === null ? 'never' : <RelativeTime at={usage.newest.readAt} />),
  },
]

/** Every service, and whether its statements were read. */
export function UsageServices() {
  usePlace([{ label: 'Usage' }])
  const [services, usage] = [useServices(), useUsageServices()]
  if (services.data === undefined || usage.data === undefined) {
    const error = services.error ?? usage.error
    if (error === null) return <PageSkeleton />
    const retry = () => Promise.all([services.refetch(), usage.refetch()])
    return <LoadError error={error} retry={retry} retrying={services.isFetching || usage.isFetching} />
  }
  if (services.data.length === 0) {
    return (
      <MessagePage
        icon={<ChartColumn size={22} />}
        title="No service to watch yet"
        actions={
          <Button component={Link} to="/services/new">
            Connect a service
          </Button>
        }
      >
        <p>Here stands which statements run on each service, how often, and which tables and columns they use.</p>
      </MessagePage>
    )
  }
  const known = new Map(usage.data.map((each) => [each.serviceId, each]))
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>Usage</h1>
      <DataTable
        label="Services and their readings"
        rows={services.data.map(({ id, name }) => ({ id, name, usage: known.get(id) ?? null }))}
        columns={columns}
        rowKey={({ id }) => id}
      />
    </div>
  )
}
