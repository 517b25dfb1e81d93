import type { WorkerSummary } from '../../../core/api.ts'
import { usePlace } from '../../app/crumbs.tsx'
import { type DataColumn, DataTable } from '../../components/DataTable.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { Notice } from '../../components/Notice.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { useGeneralRetention, useHealth, useSaveRetention, useWorkers } from '../../hooks/use-settings.ts'
import { RetentionFields } from '../../schedules/RetentionFields.tsx'
import { retentionWords } from '../../schedules/retention-words.ts'
import classes from './SettingsPage.module.css'

/** What holds for the whole installation. */
export function SettingsPage() {
  usePlace([{ label: 'Settings' }])
  const retention = useGeneralRetention()
  const save = useSaveRetention(null)
  if (retention.data === undefined) {
    return retention.error === null ? (
      <PageSkeleton />
    ) : (
      <LoadError error={retention.error} retry={() => retention.refetch()} retrying={retention.isFetching} />
    )
  }
  return (
    <div className={classes.page}>
      <h1>Settings</h1>
      <section aria-labelledby="kept">
        <h2 id="kept">How long is kept</h2>
        <p>Where a service has no rule of its own, Patchbay keeps {retentionWords(retention.data)}.</p>
        <div className={classes.narrow}>
          <RetentionFields
            key={JSON.stringify(retention.data)}
            initial={retention.data}
            saving={save.isPending}
            error={save.error}
            onSave={(next) => save.mutate(next)}
          />
        </div>
        <p className="visually-hidden" role="status">
          {save.isSuccess ? 'Saved.' : ''}
        </p>
      </section>
      <Workers />
      <About />
    </div>
  )
}

const workerColumns: readonly DataColumn<WorkerSummary>[] = [
  { id: 'alive', label: 'State', value: ({ alive }) => (alive ? 'Alive' : 'Silent') },
  { id: 'pid', label: 'Process', value: ({ pid }) => String(pid), numeric: true },
  { id: 'running', label: 'Runs under way', value: ({ running }) => running },
  {
    id: 'seen',
    label: 'Last heard of',
    value: ({ seenAt }) => seenAt,
    render: ({ seenAt }) => <RelativeTime at={seenAt} />,
  },
  {
    id: 'started',
    label: 'Began',
    value: ({ startedAt }) => startedAt,
    render: ({ startedAt }) => <RelativeTime at={startedAt} />,
    wide: true,
  },
]

function Workers() {
  const { data, error } = useWorkers()
  return (
    <section>
      <h2 id="workers">Workers</h2>
      <p>
        They perform the runs. This server has one in it; <code>patchbay worker</code> on any machine with the same{' '}
        <code>DATABASE_URL</code> is another one.
      </p>
      {error !== null && <Notice kind="bad">{error.message}</Notice>}
      {data?.length === 0 && <Notice kind="warn">No worker is there: runs wait until one is.</Notice>}
      {data !== undefined && data.length > 0 && (
        <DataTable label="Workers" rows={data} columns={workerColumns} rowKey={({ id }) => id} maxHeight={420} />
      )}
    </section>
  )
}

function About() {
  const health = useHealth()
  return (
    <section aria-labelledby="about">
      <h2 id="about">About</h2>
      <dl className={classes.about}>
        <dt>Patchbay</dt>
        <dd>{health.data?.version ?? '…'}</dd>
        <dt>API</dt>
        <dd>
          <a href="/openapi.json">openapi.json</a>
        </dd>
      </dl>
    </section>
  )
}
