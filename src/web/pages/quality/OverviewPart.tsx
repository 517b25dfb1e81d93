import { Link } from 'wouter'
import type { ServiceDetail } from '../../../core/api.ts'
import type { ServiceProfiles } from '../../../core/quality-api.ts'
import { DataTable } from '../../components/DataTable.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { useProfiles } from '../../hooks/use-quality.ts'
import { counted, number } from '../../runs/run-words.ts'
import { OpenChecks } from './OpenChecks.tsx'
import { changeColumns } from './profile-columns.tsx'
import classes from './QualityPage.module.css'

/** What somebody has to look at: checks that do not pass, and what is notably different in the rows. */
export function OverviewPart({ service: { id } }: { readonly service: ServiceDetail }) {
  const profiles = useProfiles(id)
  if (profiles.data === undefined) {
    const { error, refetch, isFetching } = profiles
    return error === null ? <PageSkeleton /> : <LoadError error={error} retry={() => refetch()} retrying={isFetching} />
  }
  return (
    <>
      <ProfileFacts data={profiles.data} />
      <OpenChecks serviceId={id} />
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
