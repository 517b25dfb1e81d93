import { AppError } from '../core/error.ts'
import type { ServiceId, TestId } from '../core/ids.ts'
import type { PastTest, PastTestDetail } from '../core/past-tests.ts'
import { diffOutlines, diffReports, type ReportDifference } from '../core/report-difference.ts'
import { verdictSentence } from '../core/report-text.ts'
import type { ServiceTests, StoredTest } from '../store/tests.ts'
import type { RunContext } from './context.ts'
import { serviceNotFound } from './services.ts'

type StoreOnly = Pick<RunContext, 'store'>

/** A service's tests before `before`, the newest first. Throws SERVICE_NOT_FOUND. */
export async function listTests(
  { store }: StoreOnly,
  serviceId: ServiceId,
  { before, limit }: { readonly before: TestId | null; readonly limit: number },
): Promise<readonly PastTest[]> {
  // One more, which the last of the list is compared with.
  const found = (await store.tests.list(serviceId, before, limit + 1)) ?? serviceNotFound()
  return toPastTests(found).slice(0, limit)
}

/** Throws SERVICE_NOT_FOUND, TEST_NOT_FOUND. */
export async function showTest({ store }: StoreOnly, serviceId: ServiceId, id: TestId): Promise<PastTestDetail> {
  const found = await store.tests.find(serviceId, id)
  const after = (BigInt(id) + 1n).toString() as TestId
  const around = (await store.tests.list(serviceId, after, 2)) ?? serviceNotFound()
  const [test, earlier] = toPastTests(around)
  if (found === null || test === undefined) return notFound()
  return { ...test, report: found.report, earlier: earlier?.id ?? null, later: found.later }
}

/** What changed from one test of a service to another. Throws SERVICE_NOT_FOUND, TEST_NOT_FOUND. */
export async function diffTests(
  context: StoreOnly,
  serviceId: ServiceId,
  before: TestId,
  after: TestId,
): Promise<ReportDifference> {
  const [was, is] = [await showTest(context, serviceId, before), await showTest(context, serviceId, after)]
  return diffReports(was.report, is.report)
}

function toPastTests({ settingsHash, tests }: ServiceTests): PastTest[] {
  return tests.map((test, index) => toPastTest(test, tests[index + 1], settingsHash))
}

function toPastTest(test: StoredTest, earlier: StoredTest | undefined, settingsHash: string | null): PastTest {
  const { id, origin, startedAt, durationMs, outline } = test
  const difference = earlier === undefined ? null : diffOutlines(earlier.outline, outline)
  return {
    id,
    origin,
    startedAt,
    durationMs,
    verdict: outline.verdict,
    headline: verdictSentence(outline),
    serverVersion: outline.server?.version ?? null,
    ofPresentSettings: outline.settingsHash === settingsHash,
    change: difference && {
      direction: difference.direction,
      settingsChanged: difference.settingsChanged,
      changes: difference.stages.length + difference.server.length,
    },
  }
}

function notFound(): never {
  throw new AppError('TEST_NOT_FOUND', 'The service has no such test.', {
    hint: 'It may have been removed since. GET /api/services/:id/tests lists those there are.',
  })
}
