import type { ServiceRetention } from '../../core/api.ts'
import type { ServiceId } from '../../core/ids.ts'
import type { Retention } from '../../core/runs.ts'
import type { RunContext } from '../../runs/context.ts'
import { changeGeneralRetention, changeRetention, showGeneralRetention, showRetention } from '../../runs/retention.ts'

/** How long runs, snapshots and tests are kept. Methods throw an AppError for what a user can cause. */
export interface StateRetention {
  show(serviceId: ServiceId): Promise<ServiceRetention>
  showGeneral(): Promise<Retention>
  /** `own` null: the general rule holds. */
  change(serviceId: ServiceId, own: Retention | null): Promise<ServiceRetention>
  changeGeneral(rule: Retention): Promise<Retention>
}

export function stateRetention(context: RunContext): StateRetention {
  return {
    show: (serviceId) => showRetention(context, serviceId),
    showGeneral: () => showGeneralRetention(context),
    change: (serviceId, own) => changeRetention(context, serviceId, own),
    changeGeneral: (rule) => changeGeneralRetention(context, rule),
  }
}
