import { Button } from '@mantine/core'
import { KeyRound, Plus, Search } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Link, useSearch } from 'wouter'
import type { ServiceSummary } from '../../../core/api.ts'
import { usePlace } from '../../app/crumbs.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { TextBox } from '../../components/TextBox.tsx'
import { useServices } from '../../hooks/use-services.ts'
import { CopyServiceDialog } from './CopyServiceDialog.tsx'
import { DeleteDialog } from './DeleteDialog.tsx'
import { NoServices } from './NoServices.tsx'
import classes from './ServicesPage.module.css'
import { type ServiceAct, ServiceTable } from './ServiceTable.tsx'

/** Opened by few visits of this page. */
const ScheduleDialog = lazy(() =>
  import('../../schedules/ScheduleDialog.tsx').then((m) => ({ default: m.ScheduleDialog })),
)

function matches(service: ServiceSummary, wanted: string): boolean {
  return [service.name, service.target].some((text) => text.toLowerCase().includes(wanted.trim().toLowerCase()))
}

export function ServicesPage() {
  usePlace([{ label: 'Services' }])
  const services = useServices()
  const [wanted, setWanted] = useState('')
  const saved = new URLSearchParams(useSearch()).get('saved')
  const [acting, setActing] = useState<{ act: ServiceAct; service: ServiceSummary } | null>(null)

  if (services.data === undefined) {
    return services.error === null ? (
      <PageSkeleton />
    ) : (
      <LoadError error={services.error} retry={() => services.refetch()} retrying={services.isFetching} />
    )
  }
  if (services.data.length === 0) return <NoServices />

  const of = (act: ServiceAct) => (acting?.act === act ? acting.service : null)
  const close = () => setActing(null)
  const shown = services.data.filter((service) => matches(service, wanted))
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1 className={classes.title}>Services</h1>
        <TextBox
          className={classes.search}
          type="search"
          placeholder="Search by name or address"
          aria-label="Search services"
          left={<Search size={14} aria-hidden="true" />}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        <Button component={Link} to="/access" variant="default" leftSection={<KeyRound size={14} aria-hidden="true" />}>
          Prepare access
        </Button>
        <Button component={Link} to="/services/new" leftSection={<Plus size={16} aria-hidden="true" />}>
          Add service
        </Button>
      </div>
      {services.error !== null && (
        <p className={classes.stale} role="status">
          The list could not be refreshed: {services.error.message} This is how it was before.
        </p>
      )}
      {shown.length === 0 ? (
        <p className={classes.nothing}>
          No service matches “{wanted}”.{' '}
          <button type="button" className={classes.link} onClick={() => setWanted('')}>
            Show all {services.data.length}
          </button>
        </p>
      ) : (
        <ServiceTable services={shown} saved={saved} onAct={(act, service) => setActing({ act, service })} />
      )}
      <p className="visually-hidden" role="status">
        {wanted === '' ? savedWords(services.data, saved) : `${shown.length} of ${services.data.length} services match`}
      </p>
      <CopyServiceDialog service={of('copy as')} onClose={close} />
      <DeleteDialog service={of('delete')} onClose={close} />
      <Suspense>
        <ScheduleDialog service={of('schedule')} onClose={close} />
      </Suspense>
    </div>
  )
}

function savedWords(services: readonly ServiceSummary[], id: string | null): string {
  const service = services.find((candidate) => candidate.id === id)
  return service === undefined ? '' : `${service.name} is saved.`
}
