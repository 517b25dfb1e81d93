import { toBoolean } from '../catalog/decode.ts'
import type { CatalogRow } from '../catalog/question.ts'
import { quoteQualified } from '../catalog/quote.ts'
import type { StatementSource } from '../catalog/statement-source.ts'
import { momentText } from '../catalog/statements.ts'

interface Row extends CatalogRow {
  readonly now: string
  readonly evictions: string | null
  readonly reset_at: string | null
  readonly reset_calls: string | null
}

/** How the extension counts at one moment: two equal answers say that nothing was forgotten in between. */
export interface Counting {
  /** ISO 8601, UTC, microseconds. */
  readonly now: string
  readonly evictions: string | null
  readonly resetAt: string | null
  readonly resetCalls: string | null
}

/**
 * The state of counting. Version 1.9 of the extension brought the view it stands in; views of the admin's own have none.
 * @param seesAll whether the role sees everybody's statements, without which calls of the reset function may hide
 */
export const counting = {
  name: 'statement-counting',
  sql: (source: StatementSource, seesAll: boolean): string => {
    const statements = quoteQualified(source.schema, source.name)
    const hasState = source.extensionVersion !== null && isAtLeast(source.extensionVersion, 1, 9)
    const state = hasState ? `from ${quoteQualified(source.schema, `${source.name}_info`)} i` : ''
    const resetCalls = `(select coalesce(pg_catalog.sum(s.calls), 0) from ${statements} s
    where s.query ~* 'pg_stat_statements_reset')`
    return `
select ${momentText('pg_catalog.clock_timestamp()')} as now, ${hasState ? 'i.dealloc' : 'null'} as evictions,
  ${hasState ? momentText('i.stats_reset') : 'null'} as reset_at,
  ${hasState && seesAll ? resetCalls : 'null'} as reset_calls
${state}`
  },
  decode: (row: Row): Counting => ({
    now: row.now,
    evictions: row.evictions,
    resetAt: row.reset_at,
    resetCalls: row.reset_calls,
  }),
}

/** Versions of extensions are words, but this one's are numbers. */
function isAtLeast(version: string, major: number, minor: number): boolean {
  const [first = 0, second = 0] = version.split('.').map(Number)
  return first > major || (first === major && second >= minor)
}

interface IdentityRow extends CatalogRow {
  readonly allowed: string
}

/** Whether the function that tells servers apart may be called; asked before, since a refusal ends the transaction. */
export const mayIdentify = {
  name: 'may-identify',
  sql: "select pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE') as allowed",
  decode: (row: IdentityRow): boolean => toBoolean(row.allowed),
}

interface SystemRow extends CatalogRow {
  readonly system_identifier: string
}

export const systemIdentifier = {
  name: 'system-identifier',
  sql: 'select s.system_identifier from pg_catalog.pg_control_system() s',
  decode: (row: SystemRow): string => row.system_identifier,
}
