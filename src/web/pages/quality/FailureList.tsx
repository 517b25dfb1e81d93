import type { ProfileFailures } from '../../../core/quality-api.ts'
import { NotThereYet } from '../../components/NotThereYet.tsx'
import { useProfileFailures } from '../../hooks/use-quality.ts'
import { PagedTable } from '../../quality/PagedTable.tsx'
import { placeKey } from './ProfileList.tsx'
import { failureColumns } from './profile-columns.tsx'
import classes from './QualityPage.module.css'

/** Relations that could not be profiled when it was last tried, by name. */
export function FailureList({ serviceId }: { readonly serviceId: string }) {
  const found = useProfileFailures(serviceId)
  if (found.data === undefined) return <NotThereYet query={found} />
  return (
    <section className={classes.part}>
      <h2>Could not be profiled</h2>
      <PagedTable
        label="Relations that could not be profiled"
        found={found}
        rowsOf={failuresOf}
        rowKey={placeKey}
        columns={failureColumns(serviceId)}
        sorts={[]}
        order={null}
        onSort={() => undefined}
        maxHeight={420}
        cards
      />
    </section>
  )
}

const failuresOf = ({ failures }: ProfileFailures) => failures
