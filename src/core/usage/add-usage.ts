import type { StatementDelta } from './reading.ts'

/** Counters that add up. Null where the source does not have one. */
export interface UsageSum {
  /** 64-bit, as text. */
  readonly calls: string
  readonly rows: string | null
  readonly totalTimeMs: number
  readonly sharedBlocksHit: string | null
  readonly sharedBlocksRead: string | null
  readonly sharedBlocksWritten: string | null
  readonly tempBlocksWritten: string | null
  /** Calls may have been lost to a reset or an eviction: there were at least that many. */
  readonly lowerBound: boolean
}

export const noUsage: UsageSum = {
  calls: '0',
  rows: '0',
  totalTimeMs: 0,
  sharedBlocksHit: '0',
  sharedBlocksRead: '0',
  sharedBlocksWritten: '0',
  tempBlocksWritten: '0',
  lowerBound: false,
}

export function addUsage(a: UsageSum, b: UsageSum): UsageSum {
  return {
    calls: String(BigInt(a.calls) + BigInt(b.calls)),
    rows: add(a.rows, b.rows),
    totalTimeMs: a.totalTimeMs + b.totalTimeMs,
    sharedBlocksHit: add(a.sharedBlocksHit, b.sharedBlocksHit),
    sharedBlocksRead: add(a.sharedBlocksRead, b.sharedBlocksRead),
    sharedBlocksWritten: add(a.sharedBlocksWritten, b.sharedBlocksWritten),
    tempBlocksWritten: add(a.tempBlocksWritten, b.tempBlocksWritten),
    lowerBound: a.lowerBound || b.lowerBound,
  }
}

const add = (a: string | null, b: string | null): string | null =>
  a === null || b === null ? null : String(BigInt(a) + BigInt(b))

/** The counters alone. */
export function toSum(statement: StatementDelta): UsageSum {
  const { calls, rows, totalTimeMs, lowerBound } = statement
  const { sharedBlocksHit, sharedBlocksRead, sharedBlocksWritten, tempBlocksWritten } = statement
  return {
    calls,
    rows,
    totalTimeMs,
    sharedBlocksHit,
    sharedBlocksRead,
    sharedBlocksWritten,
    tempBlocksWritten,
    lowerBound,
  }
}
