import type { Retention } from '../../core/runs.ts'
import { number } from '../runs/run-words.ts'

/** `the last 500, and all of 90 days` */
export function retentionWords({ keepLast, keepDays }: Retention): string {
  const parts = [
    ...(keepLast === null ? [] : [`the last ${number(keepLast)}`]),
    ...(keepDays === null ? [] : [`all of ${number(keepDays)} days`]),
  ]
  return parts.length === 0 ? 'only the newest' : parts.join(', and ')
}
