import { LoadError } from './LoadError.tsx'
import { PageSkeleton } from './PageSkeleton.tsx'

interface Props {
  readonly query: { readonly error: Error | null; readonly refetch: () => unknown; readonly isFetching: boolean }
}

/** In the place of what was asked for: an outline while it is on its way, or why it did not arrive. */
export function NotThereYet({ query: { error, refetch, isFetching } }: Props) {
  if (error === null) return <PageSkeleton />
  return <LoadError error={error} retry={() => void refetch()} retrying={isFetching} />
}
