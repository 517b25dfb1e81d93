import { Link } from 'wouter'
import type { ServiceDetail } from '../../../core/api.ts'
import { subjectOf } from '../../../core/quality/checks/describe.ts'
import { describeResult } from '../../../core/quality/checks/describe-result.ts'
import { kindOf } from '../../../core/quality/checks/kinds.ts'
import type { ServiceCheck, ServiceProfiles } from '../../../core/quality-api.ts'
import { type DataColumn, DataTable } from '../../components/DataTable.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { useChecks } from '../../hooks/use-checks.ts'
import { useProfiles } from '../../hooks/use-quality.ts'
import { attentionRank } from '../../quality/checks/attention-rank.ts'
import { CheckBadge } from '../../quality/checks/CheckBadge.tsx'
import { counted, number } from '../../runs/run-words.ts'
import { RelationLink } from '../../usage/RelationLink.tsx'
import { changeColumns } from './profile-columns.tsx'
import classes from './QualityPage.module.css'

/** What somebody has to look at: checks that do not pass, and what is notably different in the rows. */
export function OverviewPart({ service: { id } }: { readonly service: ServiceDetail }) {
  const [profiles, checks] = [useProfiles(id), useChecks(id)]
  if (profiles.data === undefined || checks.data === undefined) {
    const error = profiles.error ?? checks.error
    if (error === null) return <PageSkeleton />
    const retry = () => Promise.all([profiles.refetch(), checks.refetch()])
    return <LoadError error={error} retry={retry} retrying={profiles.isFetching || checks.isFetching} />
  }
  return (
    <>
      <ProfileFacts data={profiles.data} />
      <CheckPart serviceId={id} checks={checks.data.checks} />
      <ChangePart serviceId={id} data={profiles.data} />
    </>
  )
}

function ProfileFacts({ data: { profiles, failures, coverage } }: { readonly data: ServiceProfiles }) {
  const times = profiles.map(({ profiledAt }) => profiledAt).sort()
  const [oldest, newest] = [times[0], times.at(-1)]
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
            <dt>Least recently profiled</dt>
            <dd>
              <RelativeTime at={oldest} />
            </dd>
          </div>
        </>
      )}
      <div>
        <dt>Could not be profiled</dt>
        <dd>{number(failures.length)}</dd>
      </div>
    </dl>
  )
}

function CheckPart({ serviceId, checks }: { readonly serviceId: string; readonly checks: readonly ServiceCheck[] }) {
  const open = checks.filter(({ newest }) => newest !== null && newest.status !== 'passed')
  const waiting = checks.filter(({ newest }) => newest === null).length
  const passed = checks.length - open.length - waiting
  return (
    <section className={classes.part}>
      <h2>Checks</h2>
      <p className={classes.quiet}>
        {checks.length === 0
          ? 'Nothing is expected of the rows yet. '
          : `${number(passed)} of ${counted(checks.length, 'check')} passed${waiting === 0 ? '' : `, ${number(waiting)} never run`}. `}
        <Link to={`/quality/${serviceId}/checks`}>{checks.length === 0 ? 'Set up checks' : 'All checks'}</Link>
      </p>
      {open.length > 0 && (
        <DataTable
          label="Checks that do not pass"
          rows={[...open].sort((a, b) => attentionRank(a) - attentionRank(b))}
          columns={checkColumns(serviceId)}
          rowKey={({ check }) => check.id}
          maxHeight={420}
          cards
        />
      )}
    </section>
  )
}

const checkColumns = (serviceId: string): readonly DataColumn<ServiceCheck>[] => [
  {
    id: 'status',
    label: 'State',
    plain: true,
    value: ({ newest }) => newest?.status ?? null,
    render: ({ check, newest }) => <CheckBadge status={newest?.status ?? null} severity={check.severity} />,
  },
  { id: 'kind', label: 'Check', plain: true, value: ({ check }) => kindOf(check.kind).title },
  {
    id: 'subject',
    label: 'Of',
    plain: true,
    value: ({ check }) => subjectOf(check),
    render: ({ check, newest }) => (
      <>
        <RelationLink
          serviceId={serviceId}
          relation={{
            database: newest?.database ?? check.database,
            schema: newest?.schema ?? check.schema,
            relation: check.relation,
          }}
          tab="checks"
        />
        {check.column !== null && <span className="mono">.{check.column}</span>}
      </>
    ),
  },
  { id: 'result', label: 'Result', plain: true, value: ({ newest }) => newest && describeResult(newest), wide: true },
  {
    id: 'at',
    label: 'Checked',
    value: ({ newest }) => newest?.checkedAt ?? null,
    render: ({ newest }) => newest && <RelativeTime at={newest.checkedAt} />,
  },
]

function ChangePart({ serviceId, data: { profiles } }: { readonly serviceId: string; readonly data: ServiceProfiles }) {
  const changed = profiles.flatMap((profile) => (profile.changes ?? []).map((change) => ({ profile, change })))
  return (
    <section className={classes.part}>
      <h2>Notable changes</h2>
      {changed.length > 0 ? (
        <DataTable
          label="Notable changes"
          rows={changed}
          columns={changeColumns(serviceId)}
          rowKey={({ profile, change }) => `${profile.id} ${change.what} ${change.column} ${change.message}`}
          maxHeight={420}
          cards
        />
      ) : (
        <p className={classes.quiet}>
          {profiles.length === 0
            ? 'The rows were not looked at yet. '
            : profiles.some(({ changes }) => changes !== null)
              ? 'No relation’s newest profile is notably different from the one before. '
              : 'From the second profile of a relation on, here stands what is notably different. '}
          <Link to={`/quality/${serviceId}/profiles`}>{profiles.length === 0 ? 'Profile them' : 'Profiles'}</Link>
        </p>
      )}
    </section>
  )
}
