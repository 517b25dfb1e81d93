import { addUsage, noUsage, toSum, type UsageSum } from './add-usage.ts'
import type { StatementDelta } from './reading.ts'
import { statementId } from './statement-id.ts'

/** Whose calls they are. */
export interface UserUsage extends UsageSum {
  /** Null for a role that was dropped. */
  readonly user: string | null
  readonly userOid: number
}

/** A statement over a span, of all users together. */
export interface StatementTotal extends UsageSum {
  /** See `statementId`. */
  readonly id: string
  readonly queryid: string | null
  /** Null for a database that was dropped. */
  readonly database: string | null
  /** Null where the text is hidden. */
  readonly text: string | null
  /** Milliseconds a call; null without calls. */
  readonly meanTimeMs: number | null
  /** True where functions alone call it; null where the source does not say. */
  readonly nested: boolean | null
  /** Most time first. */
  readonly users: readonly UserUsage[]
}

/** Adds statements up, step by step. */
export interface StatementRanking {
  add(statements: readonly StatementDelta[]): void
  /** Most total time first. */
  finish(): readonly StatementTotal[]
}

interface Growing {
  id: string
  latest: StatementDelta
  nested: boolean | null
  users: Map<number, UserUsage>
}

export function rankStatements(): StatementRanking {
  const found = new Map<string, Growing>()
  return {
    add(statements) {
      for (const statement of statements) {
        const id = statementId(statement)
        if (id === null) continue
        const entry = found.get(id)
        const { user, userOid, toplevel } = statement
        const nested = toplevel === null ? null : !toplevel
        if (entry === undefined) {
          const users = new Map([[userOid, { ...toSum(statement), user, userOid }]])
          found.set(id, { id, latest: statement, nested, users })
          continue
        }
        entry.latest = statement
        entry.nested = entry.nested === null || nested === null ? null : entry.nested && nested
        const sum = addUsage(entry.users.get(userOid) ?? noUsage, toSum(statement))
        entry.users.set(userOid, { ...sum, user, userOid })
      }
    },
    finish: () => Array.from(found.values(), toTotal).sort((a, b) => b.totalTimeMs - a.totalTimeMs),
  }
}

function toTotal({ id, latest, nested, users }: Growing): StatementTotal {
  const byTime = [...users.values()].sort((a, b) => b.totalTimeMs - a.totalTimeMs)
  const sum = byTime.reduce<UsageSum>(addUsage, noUsage)
  const { queryid, database, text } = latest
  const meanTimeMs = sum.calls === '0' ? null : sum.totalTimeMs / Number(sum.calls)
  return { ...sum, id, queryid, database, text, meanTimeMs, nested, users: byTime }
}
