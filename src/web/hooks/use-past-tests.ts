import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { readPastTest, readPastTests } from '../api/past-tests.ts'

const pageSize = 50

/** A service's tests, the newest first, a page at a time. */
export function usePastTests(serviceId: string) {
  const pages = useInfiniteQuery({
    queryKey: ['past-tests', serviceId],
    queryFn: ({ pageParam }) => readPastTests(serviceId, pageParam, pageSize),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => (page.length < pageSize ? undefined : page.at(-1)?.id),
  })
  return { ...pages, tests: useMemo(() => pages.data?.pages.flat(), [pages.data]) }
}

/** One test with its report; null asks for none. */
export function usePastTest(serviceId: string, testId: string | null) {
  return useQuery({
    queryKey: ['past-test', serviceId, testId],
    queryFn: () => readPastTest(serviceId, testId ?? ''),
    enabled: testId !== null,
  })
}
