import { addUsage, toSum } from './add-usage.ts'
import type { StatementDelta } from './reading.ts'

/** Adds up what was counted step by step, each statement of each user by itself. */
export interface StatementSums {
  add(statements: readonly StatementDelta[]): void
  /** Most total time first. */
  finish(): readonly StatementDelta[]
}

export function sumStatements(): StatementSums {
  const found = new Map<string, StatementDelta>()
  return {
    add(statements) {
      for (const statement of statements) {
        const { queryid, text, databaseOid, userOid, toplevel } = statement
        const key = JSON.stringify([queryid ?? text, databaseOid, userOid, toplevel])
        const before = found.get(key)
        found.set(key, before === undefined ? statement : sumOf(before, statement))
      }
    },
    finish: () => [...found.values()].sort((a, b) => b.totalTimeMs - a.totalTimeMs),
  }
}

function sumOf(before: StatementDelta, after: StatementDelta): StatementDelta {
  const both = <T>(a: T | null, b: T | null, join: (a: T, b: T) => T) => (a === null || b === null ? null : join(a, b))
  return {
    ...after,
    text: after.text ?? before.text,
    ...addUsage(toSum(before), toSum(after)),
    minTimeMs: both(before.minTimeMs, after.minTimeMs, Math.min),
    maxTimeMs: both(before.maxTimeMs, after.maxTimeMs, Math.max),
    blockReadTimeMs: both(before.blockReadTimeMs, after.blockReadTimeMs, (a, b) => a + b),
  }
}
