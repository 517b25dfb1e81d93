import { Button } from '@mantine/core'
import { ChevronLeft, ChevronRight, SlidersHorizontal } from 'lucide-react'
import { useMemo } from 'react'
import { Link, useSearch } from 'wouter'
import { AppError } from '../../../core/error.ts'
import type { PastTestDetail } from '../../../core/past-tests.ts'
import { usePlace } from '../../app/crumbs.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { Notice } from '../../components/Notice.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { TestResult } from '../../connection-test/TestResult.tsx'
import { finishedRun } from '../../connection-test/test-run.ts'
import { usePastTest } from '../../hooks/use-past-tests.ts'
import { useServices } from '../../hooks/use-services.ts'
import { NotFoundPage } from '../NotFoundPage.tsx'
import { TestChanges } from './TestChanges.tsx'
import classes from './TestsPage.module.css'
import { originWords, whenWords } from './test-words.ts'

interface Props {
  readonly serviceId: string
  readonly testId: string
}

/** One past test: the report as it was, and what changed between it and another. */
export function PastTestPage({ serviceId, testId }: Props) {
  const services = useServices()
  const test = usePastTest(serviceId, testId)
  const against = new URLSearchParams(useSearch()).get('against')
  const service = services.data?.find(({ id }) => id === serviceId)
  usePlace([
    { label: 'Services', to: '/services' },
    { label: service?.name ?? 'Service', to: `/services/${serviceId}` },
    { label: 'Tests', to: `/services/${serviceId}/tests` },
    { label: test.data === undefined ? 'Test' : whenWords(test.data) },
  ])
  const run = useMemo(() => (test.data === undefined ? null : finishedRun(test.data.report, {})), [test.data])
  if (test.error instanceof AppError && test.error.code === 'SERVICE_NOT_FOUND') return <NotFoundPage what="service" />
  if (test.error instanceof AppError && ['TEST_NOT_FOUND', 'REQUEST_INVALID'].includes(test.error.code)) {
    return <NotFoundPage what="test" />
  }
  if (test.data === undefined || run === null) {
    if (test.error === null) return <PageSkeleton />
    return <LoadError error={test.error} retry={() => test.refetch()} retrying={test.isFetching} />
  }
  const { report, earlier, ofPresentSettings, origin, startedAt } = test.data
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1>Test of {service?.name ?? 'a service'}</h1>
        <Steps serviceId={serviceId} test={test.data} />
      </div>
      <p className={classes.facts}>
        <span>
          {whenWords(test.data)}, <RelativeTime at={startedAt} />
        </span>
        <span>Asked by: {originWords[origin].toLowerCase()}</span>
      </p>
      {!ofPresentSettings && <Notice kind="plain">The settings of the service have changed since this test.</Notice>}
      <TestChanges serviceId={serviceId} test={test.data} report={report} against={against ?? earlier} />
      <div className={classes.report}>
        <TestResult
          run={run}
          stale={false}
          target={ofPresentSettings ? (service?.target ?? '') : ''}
          onApply={null}
          onFocusField={null}
          onRetry={null}
        />
      </div>
    </div>
  )
}

function Steps({ serviceId, test: { earlier, later } }: { readonly serviceId: string; readonly test: PastTestDetail }) {
  const step = (to: string | null, label: string, Icon: typeof ChevronLeft) =>
    to !== null && (
      <Button
        component={Link}
        to={`/services/${serviceId}/tests/${to}`}
        variant="default"
        leftSection={<Icon size={14} aria-hidden="true" />}
      >
        {label}
      </Button>
    )
  return (
    <span className={classes.actions}>
      {step(earlier, 'Earlier', ChevronLeft)}
      {step(later, 'Later', ChevronRight)}
      <Button
        component={Link}
        to={`/services/${serviceId}`}
        leftSection={<SlidersHorizontal size={14} aria-hidden="true" />}
      >
        Open settings
      </Button>
    </span>
  )
}
