import type { ServiceCheck } from '../../../core/quality-api.ts'

/** Checks in the order somebody has to look at them: critical failures, what nobody knows, warnings, the rest. */
export function attentionRank({ check: { severity }, newest }: ServiceCheck): number {
  if (newest === null) return 3
  if (newest.status === 'failed') return severity === 'critical' ? 0 : 2
  return newest.status === 'error' ? 1 : 4
}
