import { AppError } from '../../core/error.ts'
import { UnreachableError } from '../api/request.ts'
import type { RunProblem } from './test-run.ts'

/** Why a test has no report, in words for the page: our server's own, or what became of the connection to it. */
export function toRunProblem(error: unknown): RunProblem {
  if (error instanceof AppError) return { message: error.message, details: error.details, hint: error.hint }
  if (error instanceof UnreachableError) {
    return { message: error.message, details: null, hint: 'It may be restarting. What you typed is kept.' }
  }
  // Browsers say only "network error" of an answer that breaks off.
  if (error instanceof TypeError) return lostProblem
  return { message: 'The test ended with an error in the page.', details: String(error), hint: null }
}

/** The answer ended, or broke off, before its report. */
export const lostProblem: RunProblem = {
  message: 'The connection to Patchbay’s server was lost during the test.',
  details: null,
  hint: 'The server ends a test that nobody follows. What you typed is kept.',
}
