import { LoadError } from '../../components/LoadError.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { useLineageProblems } from '../../hooks/use-lineage.ts'
import { Origins } from '../../lineage/OriginList.tsx'
import type { LineagePlace } from '../../lineage/to-graph.ts'

/** Where the lineage of a snapshot is incomplete or a guess. */
export function ProblemList({ place }: { readonly place: LineagePlace }) {
  const { data, error, refetch, isFetching } = useLineageProblems(place.snapshotId === '' ? null : place.snapshotId)
  if (data === undefined) {
    return error === null ? <PageSkeleton /> : <LoadError error={error} retry={() => refetch()} retrying={isFetching} />
  }
  if (data.length === 0) {
    return (
      <p>
        None: every view and routine was understood whole, and what was found in each view’s text is what the server
        recorded that it reads.
      </p>
    )
  }
  return <Origins origins={data} place={place} />
}
