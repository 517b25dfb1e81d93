import type { ServiceSummary } from '../../core/api.ts'
import { AppError } from '../../core/error.ts'
import type { Check, CheckResult } from '../../core/quality/checks/check.ts'
import type { Run } from '../../core/runs.ts'
import type { Parts, State } from '../parts.ts'
import { quotable } from '../quotable.ts'
import { followRun } from '../runs/run-lines.ts'
import { findByName, withState } from '../services/with-state.ts'
import { readTarget } from '../target.ts'
import type { Terminal } from '../terminal.ts'
import { wantedRelations } from './wanted-relations.ts'

/** The checks that TARGET, a saved service, keeps. Throws an AppError where it keeps none, or is no service. */
export async function readStoredChecks(
  text: string,
  relations: readonly string[] | undefined,
  parts: Parts,
): Promise<readonly Check[]> {
  return await withService(text, parts, async (state, service) => await storedChecks(state, service, relations))
}

/**
 * Runs the checks that TARGET, a saved service, keeps. It is a run as any other: its results stay in the state, and a
 * worker performs it where one is there. Aborting cancels it; what was answered by then is kept.
 */
export async function runStoredChecks(
  text: string,
  relations: readonly string[] | undefined,
  parts: Parts,
  signal: AbortSignal,
  err: Terminal,
): Promise<{ readonly run: Run; readonly results: readonly CheckResult[] }> {
  return await withService(text, parts, async (state, service) => {
    await storedChecks(state, service, relations)
    const { id } = await state.runs.start(service.id, 'check', relations ?? null)
    const run = await state.runs.follow(id, signal, followRun(err))
    return { run, results: await state.checks.results(id) }
  })
}

async function withService<T>(
  text: string,
  parts: Parts,
  work: (state: State, service: ServiceSummary) => Promise<T>,
): Promise<T> {
  const target = await readTarget(text, parts)
  if (target.kind === 'form') {
    throw new AppError('REQUEST_INVALID', 'There are no checks to run: only a saved service keeps checks.', {
      hint: 'Give a file with --checks, or have one written with --suggest.',
    })
  }
  return await withState(parts, async (state) => await work(state, await findByName(state, target.name)))
}

async function storedChecks(
  state: State,
  { id, name }: ServiceSummary,
  relations: readonly string[] | undefined,
): Promise<readonly Check[]> {
  const all = await state.checks.list(id)
  if (all.length === 0) {
    throw new AppError('REQUEST_INVALID', `${quotable(name)} keeps no checks.`, {
      hint: 'Add some in the page under Quality, or give a file with --checks.',
    })
  }
  const wanted = all.filter(wantedRelations(relations))
  if (wanted.length > 0) return wanted
  throw new AppError('REQUEST_INVALID', `None of the checks of ${quotable(name)} is about these relations.`, {
    hint: 'Name others with --relation, or leave it out to run all of them.',
  })
}
