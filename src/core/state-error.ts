import { AppError } from './error.ts'

/** What the driver throws when the state cannot be reached, as an AppError; everything else as it is. */
export function toStateError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const lost = /^(ECONN|ENOTFOUND|ETIMEDOUT|EAI_|EPIPE|EHOST|ENOENT|08|57P|28|3D000|53)/.test(code)
  if (!lost && !/^(Connection terminated|timeout exceeded when trying to connect)/.test(error.message)) return error
  return new AppError('STATE_DATABASE_UNAVAILABLE', 'The state database cannot be reached.', {
    details: code === '' ? 'no answer' : code,
    hint: 'Check that it runs and that DATABASE_URL is right.',
    cause: error,
  })
}
