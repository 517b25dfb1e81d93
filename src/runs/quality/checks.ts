import { AppError } from '../../core/error.ts'
import type { RunId, ServiceId } from '../../core/ids.ts'
import type { JsonValue } from '../../core/json.ts'
import type { Check, CheckResult } from '../../core/quality/checks/check.ts'
import { parseCheck } from '../../core/quality/checks/parse-check.ts'
import { parseChecks } from '../../core/quality/checks/parse-checks.ts'
import { renderChecks, writeCheck } from '../../core/quality/checks/render-checks.ts'
import type { CheckFilter, CheckPreviewAnswer, ServiceChecks } from '../../core/quality-api.ts'
import type { RunContext } from '../context.ts'
import { cutPage, type PageRequest, readEnd } from '../page-cursor.ts'
import { showRun } from '../runs.ts'
import { showQualitySettings } from './profiles.ts'
import { previewServiceCheck } from './run-checks.ts'

type StoreOnly = Pick<RunContext, 'store'>

/** Results of one check that are shown. */
const historyAtMost = 100

/** By what needs attention first, a page of at most 100. */
const firstChecks: CheckFilter & PageRequest = {
  states: [],
  words: [],
  place: null,
  sort: 'attention',
  down: false,
  cursor: null,
  limit: 100,
}

/** A page of checks. Throws SERVICE_NOT_FOUND, REQUEST_INVALID for a cursor that no page gave. */
export async function listChecks(
  context: StoreOnly,
  serviceId: ServiceId,
  query: Partial<CheckFilter & PageRequest> = {},
): Promise<ServiceChecks> {
  const { keepValues } = await showQualitySettings(context, serviceId)
  const { cursor, limit, ...filter } = { ...firstChecks, ...query }
  const order = `${filter.sort} ${filter.down ? 'down' : 'up'}`
  const { checks } = context.store
  const [found, { counts, matching }] = await Promise.all([
    checks.list(serviceId, filter, readEnd(cursor, order, 1), limit + 1),
    checks.count(serviceId, filter),
  ])
  const { rows, next } = cutPage(found, limit, order, ({ end, ...each }) => ({
    ...each,
    written: writeCheck(each.check),
  }))
  return { keepValues, checks: rows, next, counts, matching }
}

/** All of them, by id. Throws SERVICE_NOT_FOUND. */
export async function readChecks(context: StoreOnly, serviceId: ServiceId): Promise<readonly Check[]> {
  await showQualitySettings(context, serviceId)
  return await context.store.checks.definitions(serviceId)
}

/** As a file that the command and an import read. Throws SERVICE_NOT_FOUND. */
export async function exportChecks(context: StoreOnly, serviceId: ServiceId): Promise<string> {
  return renderChecks(await readChecks(context, serviceId))
}

/** The file's checks instead of those there are; answers their first page. Throws SERVICE_NOT_FOUND, CHECKS_INVALID. */
export async function importChecks(context: StoreOnly, serviceId: ServiceId, text: string): Promise<ServiceChecks> {
  await showQualitySettings(context, serviceId)
  const parsed = parseChecks(text)
  if (!parsed.ok) {
    throw invalid(parsed.error.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`))
  }
  await context.store.checks.replace(serviceId, parsed.value)
  return await listChecks(context, serviceId)
}

/** Adds checks as files have them; one with the id of another takes its place. Answers the first page. Throws SERVICE_NOT_FOUND, CHECKS_INVALID. */
export async function addChecks(
  context: StoreOnly,
  serviceId: ServiceId,
  written: readonly JsonValue[],
): Promise<ServiceChecks> {
  await showQualitySettings(context, serviceId)
  await context.store.checks.put(serviceId, [
    ...new Map(written.map(readCheck).map((check) => [check.id, check])).values(),
  ])
  return await listChecks(context, serviceId)
}

/** Throws SERVICE_NOT_FOUND, CHECK_NOT_FOUND. */
export async function deleteCheck(context: StoreOnly, serviceId: ServiceId, id: string): Promise<void> {
  await showQualitySettings(context, serviceId)
  if (!(await context.store.checks.delete(serviceId, id))) {
    throw new AppError('CHECK_NOT_FOUND', 'The service has no such check.')
  }
}

/** The newest first. Throws SERVICE_NOT_FOUND. */
export async function showCheckHistory(
  context: StoreOnly,
  serviceId: ServiceId,
  id: string,
): Promise<readonly CheckResult[]> {
  await showQualitySettings(context, serviceId)
  return await context.store.checks.history(serviceId, id, historyAtMost)
}

/** What came of the checks of one run, by id; of a run that is under way what there is so far. Throws RUN_NOT_FOUND. */
export async function listRunResults(context: StoreOnly, runId: RunId): Promise<readonly CheckResult[]> {
  await showRun(context, runId)
  return await context.store.checks.resultsIn(runId)
}

/** What a check would send, and at what cost. Throws SERVICE_NOT_FOUND, CHECKS_INVALID. */
export async function previewCheck(
  context: RunContext,
  serviceId: ServiceId,
  written: JsonValue,
  signal: AbortSignal,
): Promise<CheckPreviewAnswer> {
  const result = await previewServiceCheck(context, serviceId, readCheck(written), signal)
  return result.ok ? { preview: result.value, diagnosis: null } : { preview: null, diagnosis: result.error }
}

function readCheck(written: JsonValue): Check {
  const problems: string[] = []
  const check = parseCheck(written, (path, message) => {
    problems.push(path.length === 0 ? message : `${path.join('.')}: ${message}`)
  })
  if (check === null) throw invalid(problems)
  return check
}

const invalid = (problems: readonly string[]): AppError =>
  new AppError('CHECKS_INVALID', problems.length === 1 ? 'A check is not right.' : 'These checks are not right.', {
    details: problems.slice(0, 50).join('\n'),
    hint: 'The details say what, and where.',
  })
