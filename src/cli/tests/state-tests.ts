import type { ServiceId, TestId } from '../../core/ids.ts'
import type { PastTest, PastTestDetail } from '../../core/past-tests.ts'
import type { ReportDifference } from '../../core/report-difference.ts'
import type { RunContext } from '../../runs/context.ts'
import { diffTests, listTests, showTest } from '../../runs/past-tests.ts'

/** Past connection tests of the saved services. Methods throw an AppError for what a user can cause. */
export interface StateTests {
  /** The newest first. */
  list(serviceId: ServiceId, limit: number): Promise<readonly PastTest[]>
  show(serviceId: ServiceId, id: TestId): Promise<PastTestDetail>
  diff(serviceId: ServiceId, before: TestId, after: TestId): Promise<ReportDifference>
}

export function stateTests(context: Pick<RunContext, 'store'>): StateTests {
  return {
    list: (serviceId, limit) => listTests(context, serviceId, { before: null, limit }),
    show: (serviceId, id) => showTest(context, serviceId, id),
    diff: (serviceId, before, after) => diffTests(context, serviceId, before, after),
  }
}
