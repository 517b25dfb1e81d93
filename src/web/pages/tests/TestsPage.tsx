import { Button } from '@mantine/core'
import { Activity, CalendarClock } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { ServiceSummary } from '../../../core/api.ts'
import { usePlace } from '../../app/crumbs.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { MessagePage } from '../../components/MessagePage.tsx'
import { Notice } from '../../components/Notice.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { usePastTests } from '../../hooks/use-past-tests.ts'
import { useSchedules } from '../../hooks/use-schedules.ts'
import { useServices } from '../../hooks/use-services.ts'
import { useStartRun } from '../../hooks/use-start-run.ts'
import { NotFoundPage } from '../NotFoundPage.tsx'
import classes from './TestsPage.module.css'
import { TestTable } from './TestTable.tsx'

/** Opened by few visits of this page. */
const ScheduleDialog = lazy(() =>
  import('../../schedules/ScheduleDialog.tsx').then((m) => ({ default: m.ScheduleDialog })),
)

/** The connection tests of a service, whoever asked for them, and when the next one comes by itself. */
export function TestsPage({ serviceId }: { readonly serviceId: string }) {
  const services = useServices()
  const { tests, error, refetch, isFetching, hasNextPage, fetchNextPage, isFetchingNextPage } = usePastTests(serviceId)
  const service = services.data?.find(({ id }) => id === serviceId)
  usePlace([
    { label: 'Services', to: '/services' },
    {
      label: service?.name ?? 'Service',
      to: `/services/${serviceId}`,
      ...(service === undefined ? {} : { state: service.state }),
    },
    { label: 'Tests' },
  ])
  if (services.data !== undefined && service === undefined) return <NotFoundPage what="service" />
  if (tests === undefined || service === undefined) {
    const failed = error ?? services.error
    if (failed === null) return <PageSkeleton />
    return <LoadError error={failed} retry={() => Promise.all([refetch(), services.refetch()])} retrying={isFetching} />
  }
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1>
          Tests of <Link to={`/services/${serviceId}`}>{service.name}</Link>
        </h1>
        <Actions service={service} />
      </div>
      <NextTest serviceId={serviceId} />
      {tests.length === 0 ? (
        <NoTests serviceId={serviceId} />
      ) : (
        <TestTable
          serviceId={serviceId}
          tests={tests}
          hasMore={hasNextPage}
          loadMore={() => void (!isFetchingNextPage && fetchNextPage())}
        />
      )}
    </div>
  )
}

function Actions({ service }: { readonly service: ServiceSummary }) {
  const [scheduling, setScheduling] = useState(false)
  const start = useStartRun()
  const [, navigate] = useLocation()
  return (
    <>
      <span className={classes.actions}>
        <Button
          variant="default"
          leftSection={<CalendarClock size={14} aria-hidden="true" />}
          onClick={() => setScheduling(true)}
        >
          Schedule…
        </Button>
        <Button
          leftSection={<Activity size={14} aria-hidden="true" />}
          loading={start.isPending}
          onClick={() =>
            start.mutate({ serviceId: service.id, kind: 'test' }, { onSuccess: (run) => navigate(`/runs/${run.id}`) })
          }
        >
          Test now
        </Button>
      </span>
      {start.error !== null && <Notice kind="bad">{start.error.message}</Notice>}
      <Suspense>
        <ScheduleDialog service={scheduling ? service : null} begin="test" onClose={() => setScheduling(false)} />
      </Suspense>
    </>
  )
}

/** Whether anybody has to remember to test again. */
function NextTest({ serviceId }: { readonly serviceId: string }) {
  const schedules = useSchedules()
  const schedule = schedules.data?.find((each) => each.serviceId === serviceId && each.kind === 'test')
  if (schedules.data === undefined) return <p className={classes.facts}>…</p>
  const [next] = schedule?.nextTimes ?? []
  return (
    <p className={classes.facts}>
      {schedule === undefined ? (
        <span>No schedule tests this service by itself.</span>
      ) : (
        <>
          <span>Tested by schedule: {schedule.description}</span>
          <span>
            {next === undefined ? (
              'switched off'
            ) : (
              <>
                next <RelativeTime at={next} />
              </>
            )}
          </span>
        </>
      )}
    </p>
  )
}

function NoTests({ serviceId }: { readonly serviceId: string }) {
  return (
    <MessagePage
      icon={<Activity size={22} />}
      title="No tests yet"
      actions={
        <Button component={Link} to={`/services/${serviceId}`}>
          Open the service
        </Button>
      }
    >
      <p>Every test of this service will stand here: how it went, who asked for it, and what changed since the last.</p>
    </MessagePage>
  )
}
