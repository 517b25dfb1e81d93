import type { StatementLineage } from '../../../core/lineage/statement-lineage.ts'
import { analyzeStatement, type Surroundings } from './analyze-statement.ts'
import { openParser, type SqlParser } from './parse-sql.ts'
import { routineEntries } from './routine-entries.ts'
import type { Session } from './session.ts'
import { splitStatements } from './split-statements.ts'

/** A text with SQL: a script, or the definition of a routine, of which only the body's statements are wanted. */
export interface SqlText {
  readonly text: string
  /** `schema.name(argument types)` of a routine's definition; null for any other text. */
  readonly routine: string | null
}

/** Holds the parser that is in use; replaced when it is worn. */
export interface ParserSlot {
  parser: SqlParser
}

/**
 * Lineage of a text, statement by statement: of a script, or of one statement of pg_stat_statements. Bodies of
 * routines that the text creates follow their CREATE. The session keeps what the statements define.
 * `truncatedAtBytes` is the size at which texts are cut off where they come from, null where that is not known;
 * `skip` leaves out as many statements.
 */
export async function* analyzeText(
  slot: ParserSlot,
  { text, routine }: SqlText,
  session: Session,
  { truncatedAtBytes = null, skip = 0 }: { truncatedAtBytes?: number | null; skip?: number } = {},
): AsyncGenerator<readonly StatementLineage[]> {
  let left = skip
  for (const statement of splitStatements(text)) {
    if (left-- > 0) continue
    const around: Surroundings = { parser: slot.parser, session, truncatedAtBytes, variables: null, routine: null }
    const { entries, nodes } = analyzeStatement(around, statement)
    const inside = nodes.flatMap((node) => routineEntries(around, node, statement, routine))
    yield routine === null ? [...entries, ...inside] : inside
    if (slot.parser.worn) slot.parser = await openParser()
  }
}
