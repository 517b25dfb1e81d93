import { useSearch } from 'wouter'
import { NotThereYet } from '../../components/NotThereYet.tsx'
import { useLineageProblems } from '../../hooks/use-lineage.ts'
import { StatementsChoice } from '../../lineage/AddressChoice.tsx'
import { Origins } from '../../lineage/OriginList.tsx'
import type { LineagePlace } from '../../lineage/to-graph.ts'

/** Where the lineage of a snapshot is incomplete or a guess. */
export function ProblemList({ place }: { readonly place: LineagePlace }) {
  const statements = new URLSearchParams(useSearch()).get('statements') === 'true'
  const snapshotId = place.snapshotId === '' ? null : place.snapshotId
  const { data, error, refetch, isFetching } = useLineageProblems(snapshotId, statements)
  if (data === undefined) return <NotThereYet query={{ error, refetch, isFetching }} />
  return (
    <>
      <div>
        <StatementsChoice value={statements} />
      </div>
      {data.length === 0 ? (
        <p>
          None: every view and routine was understood whole, and what was found in each view’s text is what the server
          recorded that it reads.
        </p>
      ) : (
        <Origins origins={data} place={place} />
      )}
    </>
  )
}
