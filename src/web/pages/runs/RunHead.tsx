import { Button } from '@mantine/core'
import { RotateCw, Square } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import type { ServiceSummary } from '../../../core/api.ts'
import { isEnded, type Run } from '../../../core/runs.ts'
import { Notice } from '../../components/Notice.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { useCancelRun, useRetryRun } from '../../hooks/use-run.ts'
import { RunBadge } from '../../runs/RunBadge.tsx'
import { durationWords, kindWords, originWords, tookMs } from '../../runs/run-words.ts'
import classes from './RunPage.module.css'

interface Props {
  readonly run: Run
  /** Null until it is known, and for one that was deleted. */
  readonly service: ServiceSummary | null
}

export function RunHead({ run, service }: Props) {
  const cancel = useCancelRun()
  const retry = useRetryRun()
  const [, navigate] = useLocation()
  const error = cancel.error ?? retry.error
  const took = isEnded(run.state) ? tookMs(run, Date.now()) : null
  return (
    <header className={classes.head}>
      <div className={classes.titleLine}>
        <h1>
          {kindWords[run.kind]} of{' '}
          {service === null ? 'a service' : <Link to={`/services/${service.id}`}>{service.name}</Link>}
        </h1>
        <RunBadge run={run} />
        <span className={classes.actions}>
          {isEnded(run.state) ? (
            <Button
              variant={run.state === 'succeeded' ? 'default' : 'filled'}
              leftSection={<RotateCw size={14} aria-hidden="true" />}
              loading={retry.isPending}
              onClick={() => retry.mutate(run.id, { onSuccess: (next) => navigate(`/runs/${next.id}`) })}
            >
              {run.state === 'succeeded' ? 'Run again' : 'Try again'}
            </Button>
          ) : (
            <Button
              variant="default"
              leftSection={<Square size={12} aria-hidden="true" />}
              loading={cancel.isPending}
              disabled={run.cancelRequested}
              onClick={() => cancel.mutate(run.id)}
            >
              {run.cancelRequested ? 'Cancelling…' : 'Cancel'}
            </Button>
          )}
        </span>
      </div>
      <p className={classes.facts}>
        <span>
          Asked for <RelativeTime at={run.createdAt} />, {originWords[run.origin]}
        </span>
        {run.retryOf !== null && <Link to={`/runs/${run.retryOf}`}>The run it tries again</Link>}
        {run.startedAt !== null && (
          <span>
            Began <RelativeTime at={run.startedAt} />
          </span>
        )}
        {took !== null && <span>Took {durationWords(took)}</span>}
        {run.attempt > 1 && <span>Attempt {run.attempt}</span>}
        <Link to={`/runs?service=${run.serviceId}`}>All runs of this service</Link>
      </p>
      {error !== null && <Notice kind="bad">{error.message}</Notice>}
    </header>
  )
}
