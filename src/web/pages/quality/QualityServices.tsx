import { Button } from '@mantine/core'
import { Gauge } from 'lucide-react'
import { Link } from 'wouter'
import type { QualityService } from '../../../core/quality-api.ts'
import { usePlace } from '../../app/crumbs.tsx'
import { type DataColumn, DataTable } from '../../components/DataTable.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { MessagePage } from '../../components/MessagePage.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { useQuality } from '../../hooks/use-quality.ts'
import { useServices } from '../../hooks/use-services.ts'
import { checkedWords } from '../../runs/run-words.ts'
import classes from './QualityPage.module.css'

interface ServiceRow {
  readonly id: string
  readonly name: string
  readonly quality: QualityService | null
}

const columns: readonly DataColumn<ServiceRow>[] = [
  {
    id: 'name',
    label: 'Service',
    value: ({ name }) => name,
    render: ({ id, name }) => (
      <Link to={`/quality/${id}`}>
        <strong>{name}</strong>
      </Link>
    ),
    wide: true,
  },
  { id: 'relations', label: 'Relations profiled', value: ({ quality }) => quality?.profiles.relations ?? 0 },
  {
    id: 'changed',
    label: 'With notable changes',
    value: ({ quality }) => quality?.profiles.changed ?? null,
    numeric: true,
  },
  {
    id: 'failures',
    label: 'Could not be profiled',
    value: ({ quality }) => quality?.profiles.failures ?? null,
    numeric: true,
  },
  {
    id: 'checks',
    label: 'Checks',
    value: ({ quality }) => (quality === null ? null : quality.checks.failed + quality.checks.error),
    render: ({ quality }) => {
      if (quality === null) return null
      const { waiting, ...counts } = quality.checks
      const run = checkedWords(counts)
      return waiting === 0
        ? run
        : `${counts.passed + counts.failed + counts.error === 0 ? '' : `${run}, `}${waiting} never run`
    },
  },
  {
    id: 'newest',
    label: 'Last profile',
    value: ({ quality }) => quality?.profiles.newestAt ?? null,
    render: ({ quality }) =>
      quality?.profiles.newestAt == null ? 'never' : <RelativeTime at={quality.profiles.newestAt} />,
  },
]

/** Every service, and what is known of its rows. */
export function QualityServices() {
  usePlace([{ label: 'Quality' }])
  const [services, quality] = [useServices(), useQuality()]
  if (services.data === undefined || quality.data === undefined) {
    const error = services.error ?? quality.error
    if (error === null) return <PageSkeleton />
    const retry = () => Promise.all([services.refetch(), quality.refetch()])
    return <LoadError error={error} retry={retry} retrying={services.isFetching || quality.isFetching} />
  }
  if (services.data.length === 0) {
    return (
      <MessagePage
        icon={<Gauge size={22} />}
        title="No service to look at yet"
        actions={
          <Button component={Link} to="/services/new">
            Connect a service
          </Button>
        }
      >
        <p>Here stands what the rows of each service look like, what changed in them, and which checks they fail.</p>
      </MessagePage>
    )
  }
  const known = new Map(quality.data.map((each) => [String(each.serviceId), each]))
  return (
    <div className={classes.page}>
      <h1>Quality</h1>
      <DataTable
        label="Services and their quality"
        rows={services.data.map(({ id, name }) => ({ id, name, quality: known.get(id) ?? null }))}
        columns={columns}
        rowKey={({ id }) => id}
      />
    </div>
  )
}
