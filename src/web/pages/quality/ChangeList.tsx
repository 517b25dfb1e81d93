import { useState } from 'react'
import { Link } from 'wouter'
import type { ProfileCoverage, ServiceProfiles } from '../../../core/quality-api.ts'
import type { Order } from '../../components/DataTable.tsx'
import { NotThereYet } from '../../components/NotThereYet.tsx'
import { useProfiles } from '../../hooks/use-quality.ts'
import { PagedTable } from '../../quality/PagedTable.tsx'
import { type Changed, changeColumns } from './profile-columns.tsx'
import classes from './QualityPage.module.css'

interface Props {
  readonly serviceId: string
  readonly coverage: ProfileCoverage
}

/** What is notably different in the newest profiles, by relation unless it is sorted otherwise. */
export function ChangeList({ serviceId, coverage: { profiled, compared, changed } }: Props) {
  return (
    <section className={classes.part}>
      <h2>Notable changes</h2>
      {changed > 0 ? (
        <Changes serviceId={serviceId} />
      ) : (
        <p className={classes.quiet}>
          {profiled === 0
            ? 'The rows were not looked at yet. '
            : compared > 0
              ? 'No relation’s newest profile is notably different from the one before. '
              : 'What is notably different appears here from a relation’s second profile on. '}
          <Link to={`/quality/${serviceId}/profiles`}>{profiled === 0 ? 'Profile them' : 'Profiles'}</Link>
        </p>
      )}
    </section>
  )
}

const sorts = ['relation', 'profiled']

function Changes({ serviceId }: { readonly serviceId: string }) {
  const [order, setOrder] = useState<Order>(null)
  const sort = order?.id === 'profiled' ? 'profiled' : 'relation'
  const found = useProfiles(serviceId, { only: 'changed', words: [], sort, down: order?.down === true })
  if (found.data === undefined) return <NotThereYet query={found} />
  return (
    <PagedTable
      label="Notable changes"
      found={found}
      rowsOf={changesOf}
      rowKey={changeKey}
      countsRows={false}
      columns={changeColumns(serviceId)}
      sorts={sorts}
      order={order}
      onSort={setOrder}
      maxHeight={420}
      cards
    />
  )
}

const changesOf = ({ profiles }: ServiceProfiles): readonly Changed[] =>
  profiles.flatMap((profile) => (profile.changes ?? []).map((change) => ({ profile, change })))

const changeKey = ({ profile, change }: Changed): string =>
  `${profile.id} ${change.what} ${change.column} ${change.message}`
