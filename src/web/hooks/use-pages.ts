import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query'

/** A list that comes a page at a time; while another is asked for the one before stays in sight. */
export function usePages<Page extends { readonly next: string | null }>(
  queryKey: QueryKey,
  read: (cursor: string | null, signal: AbortSignal) => Promise<Page>,
) {
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
  })
}

/** What {@link usePages} returns, once there is a page. */
export interface Pages<Page> {
  readonly data: { readonly pages: readonly Page[] }
  readonly error: Error | null
  /** What is there answers what was asked before; the answer is on its way. */
  readonly isPlaceholderData: boolean
  readonly isFetching: boolean
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly isFetchNextPageError: boolean
  readonly fetchNextPage: () => unknown
  readonly refetch: () => unknown
}
