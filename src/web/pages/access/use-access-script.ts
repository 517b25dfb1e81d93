import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AccessScript } from '../../../core/access.ts'
import { AppError } from '../../../core/error.ts'
import { writeAccessScript } from '../../api/endpoints.ts'
import { toRequest, type Wish } from './wish.ts'

/** What is wrong with the request by place, such as `/databases/0/name`. */
export type AccessProblems = ReadonlyMap<string, string>

/** The script for what is wished, a moment after the last key. The former one stays until the next is there. */
export function useAccessScript(wish: Wish) {
  const [settled] = useDebouncedValue(wish, 200)
  const request = toRequest(settled)
  const query = useQuery({
    queryKey: ['access-script', request],
    queryFn: () => writeAccessScript('postgres', request),
    enabled: settled.databases.some(({ name }) => name.trim() !== ''),
    retry: (count, error) => !(error instanceof AppError) && count < 2,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [script, setScript] = useState<AccessScript | null>(null)
  if (query.data !== undefined && query.data !== script) setScript(query.data)
  const problems = problemsOf(query.error)
  return { script, problems, error: problems.size > 0 ? null : query.error, retry: query.refetch }
}

function problemsOf(error: Error | null): AccessProblems {
  if (!(error instanceof AppError) || error.code !== 'REQUEST_INVALID') return new Map()
  const lines = (error.details ?? '').split('\n')
  return new Map(
    lines.flatMap((line) => {
      const [, path, message] = /^(\/\S*): (.*)$/.exec(line) ?? []
      return path === undefined || message === undefined ? [] : [[path, message] as const]
    }),
  )
}
