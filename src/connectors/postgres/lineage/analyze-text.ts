import type { StatementLineage } from '../../../core/lineage/statement-lineage.ts'
import { analyzeStatement, type Surroundings } from './analyze-statement.ts'
import { openParser, type SqlParser } from './parse-sql.ts'
import { routineEntries } from './routine-entries.ts'
import type { Session } from './session.ts'
import { splitStatements } from './split-statements.ts'

export interface TextOptions {
  readonly session: Session
  readonly truncatedAtBytes?: number | null
}

/** Holds the parser that is in use; replaced when it is worn. */
export interface ParserSlot {
  parser: SqlParser
}

/**
 * Lineage of each statement of a text, in order: of a script, or of one statement of pg_stat_statements. Bodies of
 * routines that the text creates follow their CREATE. The session keeps what the statements define.
 */
export async function* analyzeText(
  slot: ParserSlot,
  text: string,
  { session, truncatedAtBytes = null }: TextOptions,
): AsyncGenerator<StatementLineage> {
  for (const statement of splitStatements(text)) {
    const around: Surroundings = { parser: slot.parser, session, truncatedAtBytes, variables: null, routine: null }
    const { entries, nodes } = analyzeStatement(around, statement)
    yield* entries
    for (const node of nodes) yield* routineEntries(around, node, statement)
    if (slot.parser.worn) slot.parser = await openParser()
  }
}
