import type { StatementUsage } from './reading.ts'

/**
 * What a statement is called in addresses: `database oid-queryid`, or, in views that pass no queryid on, a hash of its
 * text behind a `t`. Users and nesting do not matter. Null where the statement is hidden from the role.
 */
export function statementId({
  queryid,
  text,
  databaseOid,
}: Pick<StatementUsage, 'queryid' | 'text' | 'databaseOid'>): string | null {
  if (queryid !== null) return `${databaseOid}-${queryid}`
  return text === null ? null : `${databaseOid}-t${hashOf(text)}`
}

/** FNV-1a with 64 bits: tells the few thousand texts of a source apart. */
function hashOf(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (let at = 0; at < text.length; at++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n)
  }
  return hash.toString(16)
}
