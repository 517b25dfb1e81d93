import type { RunId, ServiceId } from '../../core/ids.ts'
import type { Check, CheckResult } from '../../core/quality/checks/check.ts'
import type { RunContext } from '../../runs/context.ts'

/** The checks that the installation's state keeps. Methods throw an AppError for what a user can cause. */
export interface StateChecks {
  /** By id. */
  list(serviceId: ServiceId): Promise<readonly Check[]>
  /** What came of the checks of a run, by id. */
  results(runId: RunId): Promise<readonly CheckResult[]>
}

export function stateChecks(context: RunContext): StateChecks {
  const load = () => import('../../runs/quality/checks.ts')
  return {
    async list(serviceId) {
      const { readChecks } = await load()
      return await readChecks(context, serviceId)
    },
    async results(runId) {
      const { listRunResults } = await load()
      return await listRunResults(context, runId)
    },
  }
}
