import type { ServiceId } from '../../core/ids.ts'
import type { UsageFormat } from '../../core/usage/export/usage-formats.ts'
import type { KeptUsage, RelationRanking, UnusedReport } from '../../core/usage-api.ts'
import type { RunContext } from '../../runs/context.ts'
import type { SpanRequest } from '../../runs/usage/service-usage.ts'

/** Usage by the readings that the installation's state keeps. Methods throw an AppError for what a user can cause. */
export interface StateUsage {
  statements(serviceId: ServiceId, span: SpanRequest): Promise<KeptUsage>
  relations(serviceId: ServiceId, span: SpanRequest): Promise<RelationRanking>
  unused(serviceId: ServiceId, span: SpanRequest): Promise<UnusedReport>
  /** The same for another tool. */
  export(serviceId: ServiceId, span: SpanRequest, format: UsageFormat): Promise<string>
}

export function stateUsage(context: RunContext): StateUsage {
  return {
    async statements(serviceId, span) {
      const { readKeptUsage } = await import('../../runs/usage/kept-usage.ts')
      return await readKeptUsage(context, serviceId, span)
    },
    async relations(serviceId, span) {
      const { rankRelations } = await import('../../runs/usage/relations.ts')
      return await rankRelations(context, serviceId, span)
    },
    async unused(serviceId, span) {
      const { listUnused } = await import('../../runs/usage/relations.ts')
      return await listUnused(context, serviceId, span)
    },
    async export(serviceId, span, format) {
      const { exportUsage } = await import('../../runs/usage/export-usage.ts')
      return await exportUsage(context, serviceId, span, format)
    },
  }
}
