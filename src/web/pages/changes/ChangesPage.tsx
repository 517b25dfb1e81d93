import { Button } from '@mantine/core'
import { GitCompareArrows } from 'lucide-react'
import { Link } from 'wouter'
import { usePlace } from '../../app/crumbs.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { MessagePage } from '../../components/MessagePage.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { useSnapshots } from '../../hooks/use-changes.ts'
import { useServices } from '../../hooks/use-services.ts'
import { NotFoundPage } from '../NotFoundPage.tsx'
import classes from './ChangesPage.module.css'
import { ComparePicker } from './ComparePicker.tsx'
import { DifferenceView } from './DifferenceView.tsx'
import { Timeline } from './Timeline.tsx'

interface Props {
  readonly serviceId: string
  /** Two snapshots to compare; null for the service's timeline. */
  readonly pair: { readonly from: string; readonly to: string } | null
}

/** How a service changed: from snapshot to snapshot, or between any two. */
export function ChangesPage({ serviceId, pair }: Props) {
  const services = useServices()
  const snapshots = useSnapshots(serviceId)
  const service = services.data?.find(({ id }) => id === serviceId)
  usePlace([
    { label: 'Services', to: '/services' },
    { label: service?.name ?? 'Service', to: `/services/${serviceId}` },
    pair === null ? { label: 'Changes' } : { label: 'Changes', to: `/changes/${serviceId}` },
    ...(pair === null ? [] : [{ label: 'Comparison' }]),
  ])
  if (snapshots.data === undefined || services.data === undefined) {
    const error = snapshots.error ?? services.error
    if (error === null) return <PageSkeleton />
    return <LoadError error={error} retry={() => snapshots.refetch()} retrying={snapshots.isFetching} />
  }
  if (service === undefined) return <NotFoundPage what="service" />
  if (snapshots.data.length < 2) return <NothingToCompare serviceId={serviceId} snapshots={snapshots.data.length} />
  return (
    <div className={classes.page} data-fills={pair !== null || undefined}>
      <div className={classes.head}>
        <h1>Changes of {service.name}</h1>
        <ComparePicker serviceId={serviceId} snapshots={snapshots.data} pair={pair} />
      </div>
      {pair === null ? (
        <Timeline serviceId={serviceId} />
      ) : (
        <DifferenceView key={`${pair.from} ${pair.to}`} serviceId={serviceId} pair={pair} snapshots={snapshots.data} />
      )}
    </div>
  )
}

function NothingToCompare({ serviceId, snapshots }: { readonly serviceId: string; readonly snapshots: number }) {
  return (
    <MessagePage
      icon={<GitCompareArrows size={22} />}
      title="Nothing to compare yet"
      actions={
        <Button component={Link} to={`/services/${serviceId}`}>
          Open the service
        </Button>
      }
    >
      <p>
        {snapshots === 0 ? 'This service was never read.' : 'This service was read once.'} From the second read on, what
        was added, removed, changed or renamed in between stands here.
      </p>
    </MessagePage>
  )
}
