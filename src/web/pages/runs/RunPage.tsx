import { AppError } from '../../../core/error.ts'
import { isEnded, type Run } from '../../../core/runs.ts'
import { usePlace } from '../../app/crumbs.tsx'
import { Notice } from '../../components/Notice.tsx'
import { NotThereYet } from '../../components/NotThereYet.tsx'
import { useRun } from '../../hooks/use-run.ts'
import { useServices } from '../../hooks/use-services.ts'
import { kindWords } from '../../runs/run-words.ts'
import { NotFoundPage } from '../NotFoundPage.tsx'
import { RunEvents } from './RunEvents.tsx'
import { RunHead } from './RunHead.tsx'
import classes from './RunPage.module.css'
import { RunProgressCard } from './RunProgressCard.tsx'
import { RunReasonCard } from './RunReasonCard.tsx'
import { RunResultView } from './RunResultView.tsx'

/** One run, while it goes on and afterwards. Leaving the page does not end it. */
export function RunPage({ id }: { readonly id: string }) {
  const { run, events, away, error, retry } = useRun(id)
  const services = useServices()
  const service = services.data?.find((candidate) => candidate.id === run?.serviceId) ?? null
  usePlace([
    { label: 'Runs', to: '/runs' },
    { label: run === undefined ? 'Run' : `${kindWords[run.kind]} of ${service?.name ?? '…'}` },
  ])
  if (error instanceof AppError && error.code === 'RUN_NOT_FOUND') return <NotFoundPage what="run" />
  if (run === undefined) return <NotThereYet query={{ error, refetch: retry, isFetching: false }} />
  return (
    <div className={classes.page}>
      <RunHead run={run} service={service} />
      {away && (
        <Notice kind="warn">
          Patchbay’s server does not answer. The run goes on; this page looks again every second.
        </Notice>
      )}
      {!away && error !== null && <Notice kind="bad">{error.message}</Notice>}
      {!isEnded(run.state) && <RunProgressCard run={run} />}
      {run.reason !== null && <RunReasonCard reason={run.reason} serviceId={run.serviceId} />}
      {run.state === 'cancelled' && (
        <Notice kind="plain">
          The run was cancelled.{' '}
          {isKeptAsItGoes(run) ? 'What it had found by then is kept.' : 'Nothing of it was kept.'}
        </Notice>
      )}
      {run.state === 'failed' && isKeptAsItGoes(run) && (
        <Notice kind="plain">What it had found before it failed is kept.</Notice>
      )}
      {run.result !== null && <RunResultView run={run} result={run.result} />}
      <RunEvents events={events} />
    </div>
  )
}

const isKeptAsItGoes = ({ kind }: Run): boolean => kind === 'profile' || kind === 'check'
