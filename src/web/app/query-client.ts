import { QueryClient } from '@tanstack/react-query'
import { AppError } from '../../core/error.ts'

/** An answer with an error code is final; an unreachable server is asked once more before the page says so. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retryDelay: 400,
        retry: (failures, error) => !(error instanceof AppError) && failures < 1,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}
