import { Button } from '@mantine/core'
import { CalendarClock, Gauge } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'wouter'
import type { ServiceDetail } from '../../../core/api.ts'
import type { LastFailure, ProfileSummary, ServiceProfiles } from '../../../core/quality-api.ts'
import { type DataColumn, DataTable } from '../../components/DataTable.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { sizeText } from '../../components/quantity.ts'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { useProfiles } from '../../hooks/use-quality.ts'
import { Figure } from '../../quality/Figure.tsx'
import { valueWords } from '../../quality/figure-words.ts'
import { RunHere } from '../../quality/RunHere.tsx'
import { counted, number } from '../../runs/run-words.ts'
import { RelationLink } from '../../usage/RelationLink.tsx'
import { Coverage } from './Coverage.tsx'
import classes from './QualityPage.module.css'

const ScheduleDialog = lazy(() =>
  import('../../schedules/ScheduleDialog.tsx').then((m) => ({ default: m.ScheduleDialog })),
)

/** How much was looked at and when, and what is notable in it. */
export function ProfilesPart({ service }: { readonly service: ServiceDetail }) {
  const [scheduling, setScheduling] = useState(false)
  const { data, error, refetch, isFetching } = useProfiles(service.id)
  if (data === undefined) {
    return error === null ? <PageSkeleton /> : <LoadError error={error} retry={() => refetch()} retrying={isFetching} />
  }
  const isFirst = data.profiles.length + data.failures.length === 0
  return (
    <>
      {isFirst && (
        <p className={classes.nothing}>
          The rows of {service.name} were not looked at yet. A profile reads each table once and keeps what is missing,
          how many different values there are, and how they are distributed; from the second one on it says what is
          notably different.
        </p>
      )}
      <div className={classes.bar}>
        <RunHere
          serviceId={service.id}
          kind="profile"
          relations={null}
          primary={isFirst}
          icon={<Gauge size={14} aria-hidden="true" />}
        >
          Profile everything now
        </RunHere>
        <Button
          variant="default"
          leftSection={<CalendarClock size={14} aria-hidden="true" />}
          onClick={() => setScheduling(true)}
        >
          Schedule
        </Button>
      </div>
      {!isFirst && <Found data={data} serviceId={service.id} />}
      <Suspense>
        <ScheduleDialog service={scheduling ? service : null} begin="profile" onClose={() => setScheduling(false)} />
      </Suspense>
    </>
  )
}

function Found({ data, serviceId }: { readonly data: ServiceProfiles; readonly serviceId: string }) {
  const { profiles, failures, coverage } = data
  const changed = profiles.flatMap((profile) => (profile.changes ?? []).map((change) => ({ profile, change })))
  return (
    <>
      <Facts data={data} />
      <section className={classes.part}>
        <h2>Notable changes</h2>
        {changed.length === 0 ? (
          <p className={classes.quiet}>
            {profiles.some(({ changes }) => changes !== null)
              ? 'No relation’s newest profile is notably different from the one before.'
              : 'From the second profile of a relation on, here stands what is notably different.'}
          </p>
        ) : (
          <DataTable
            label="Notable changes"
            rows={changed}
            columns={changeColumns(serviceId)}
            rowKey={({ profile, change }) => `${profile.id} ${change.what} ${change.column} ${change.message}`}
            maxHeight={420}
          />
        )}
      </section>
      {failures.length > 0 && (
        <section className={classes.part}>
          <h2>Could not be profiled</h2>
          <DataTable
            label="Relations that could not be profiled"
            rows={failures}
            columns={failureColumns(serviceId)}
            rowKey={({ database, schema, relation }) => JSON.stringify([database, schema, relation])}
            maxHeight={420}
          />
        </section>
      )}
      <section className={classes.part}>
        <h2>Profiles</h2>
        <DataTable label="Profiles" rows={profiles} columns={profileColumns(serviceId)} rowKey={({ id }) => id} />
      </section>
      {coverage !== null && coverage.missing.length > 0 && <Coverage coverage={coverage} serviceId={serviceId} />}
    </>
  )
}

function Facts({ data: { profiles, failures, coverage } }: { readonly data: ServiceProfiles }) {
  const times = profiles.map(({ profiledAt }) => profiledAt).sort()
  const [oldest, newest] = [times[0], times.at(-1)]
  const changed = profiles.filter(({ changes }) => (changes?.length ?? 0) > 0).length
  return (
    <dl className={classes.facts}>
      <div>
        <dt>Profiled</dt>
        <dd>
          {coverage === null
            ? counted(profiles.length, 'relation')
            : `${number(coverage.profiled)} of ${counted(coverage.relations, 'relation')}`}
        </dd>
      </div>
      {newest !== undefined && oldest !== undefined && (
        <>
          <div>
            <dt>Newest profile</dt>
            <dd>
              <RelativeTime at={newest} />
            </dd>
          </div>
          <div>
            <dt>Oldest of the newest</dt>
            <dd>
              <RelativeTime at={oldest} />
            </dd>
          </div>
        </>
      )}
      <div>
        <dt>With notable changes</dt>
        <dd>{number(changed)}</dd>
      </div>
      <div>
        <dt>Could not be profiled</dt>
        <dd>{number(failures.length)}</dd>
      </div>
    </dl>
  )
}

interface Changed {
  readonly profile: ProfileSummary
  readonly change: NonNullable<ProfileSummary['changes']>[number]
}

const relationColumn = <Row,>(serviceId: string, of: (row: Row) => ProfileSummary | LastFailure): DataColumn<Row> => ({
  id: 'relation',
  label: 'Relation',
  value: (row) => `${of(row).schema}.${of(row).relation}`,
  render: (row) => <RelationLink serviceId={serviceId} relation={of(row)} tab="profile" />,
})

const changeColumns = (serviceId: string): readonly DataColumn<Changed>[] => [
  relationColumn(serviceId, ({ profile }) => profile),
  { id: 'column', label: 'Column', value: ({ change }) => change.column },
  { id: 'message', label: 'What', value: ({ change }) => change.message, wide: true },
  {
    id: 'at',
    label: 'Seen',
    value: ({ profile }) => profile.profiledAt,
    render: ({ profile }) => <RelativeTime at={profile.profiledAt} />,
  },
]

const failureColumns = (serviceId: string): readonly DataColumn<LastFailure>[] => [
  relationColumn(serviceId, (failure) => failure),
  { id: 'reason', label: 'Why', value: ({ reason }) => reason.message, wide: true },
  {
    id: 'run',
    label: 'Tried',
    value: ({ failedAt }) => failedAt,
    render: ({ failedAt, runId }) => (
      <Link to={`/runs/${runId}`}>
        <RelativeTime at={failedAt} />
      </Link>
    ),
  },
]

const profileColumns = (serviceId: string): readonly DataColumn<ProfileSummary>[] => [
  relationColumn(serviceId, (profile) => profile),
  { id: 'database', label: 'Database', value: ({ database }) => database },
  {
    id: 'rows',
    label: 'Rows',
    value: ({ rows }) => (rows === null ? null : BigInt(rows.value)),
    render: ({ rows }) => rows && <Figure measure={rows}>{valueWords(rows.value)}</Figure>,
    numeric: true,
  },
  {
    id: 'bytes',
    label: 'On disk',
    value: ({ bytes }) => (bytes === null ? null : BigInt(bytes)),
    render: ({ bytes }) => bytes && sizeText(Number(bytes)),
    numeric: true,
  },
  { id: 'columns', label: 'Columns', value: ({ columnCount }) => columnCount },
  { id: 'changes', label: 'Changes', value: ({ changes }) => changes?.length ?? null, numeric: true },
  {
    id: 'note',
    label: 'Note',
    value: ({ problems }) => problems.map(({ message }) => message).join(' ') || null,
    wide: true,
  },
  {
    id: 'at',
    label: 'Profiled',
    value: ({ profiledAt }) => profiledAt,
    render: ({ profiledAt }) => <RelativeTime at={profiledAt} />,
  },
]
