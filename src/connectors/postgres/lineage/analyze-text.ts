import type { LineageProblemCode, StatementLineage } from '../../../core/lineage/statement-lineage.ts'
import { type Analyzed, analyzeStatement, type Surroundings } from './analyze-statement.ts'
import { openParser, type SqlParser } from './parse-sql.ts'
import { routineEntries } from './routine-entries.ts'
import type { Session } from './session.ts'
import { earlierEnd, lineCounter, type StatementText, splitStatements } from './split-statements.ts'

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

/** Lineage of one statement of a text, and where the text goes on behind it. */
export interface TextStep {
  readonly entries: readonly StatementLineage[]
  readonly next: number
}

/** Characters that are read again, behind statements that swallowed others. */
const mostReadAgain = 20_000_000

/**
 * Lineage of a text, statement by statement: of a script, or of one statement of pg_stat_statements. Bodies of
 * routines that the text creates follow their CREATE. The session keeps what the statements define.
 * `truncatedAtBytes` is the size at which texts are cut off where they come from, null where that is not known;
 * `from` is where to begin.
 */
export async function* analyzeText(
  slot: ParserSlot,
  { text, routine }: SqlText,
  session: Session,
  {
    truncatedAtBytes = null,
    from = 0,
    withPredicates = false,
  }: { truncatedAtBytes?: number | null; from?: number; withPredicates?: boolean } = {},
): AsyncGenerator<TextStep> {
  const lines = lineCounter(text)
  let again = mostReadAgain
  for (let begin: number | null = from; begin !== null; ) {
    const statements = splitStatements(text, begin, lines)
    begin = null
    for (const statement of statements) {
      const around: Surroundings = {
        parser: slot.parser,
        session,
        truncatedAtBytes,
        variables: null,
        routine: null,
        withPredicates,
      }
      const { entries, nodes, cut } = analyzeOrCut(around, statement, again)
      const inside = nodes.flatMap((node) => routineEntries(around, node, statement, routine))
      if (slot.parser.worn) slot.parser = await openParser()
      const next = cut === null ? statement.next : statement.start + cut
      yield { entries: routine === null ? [...entries, ...inside] : inside, next }
      if (cut === null) continue
      again -= statement.text.length
      begin = next
      break
    }
  }
}

/** One bad statement must not take those behind it along: it is read again up to where it may really end. */
function analyzeOrCut(
  around: Surroundings,
  statement: StatementText,
  again: number,
): Analyzed & { readonly cut: number | null } {
  const whole = analyzeStatement(around, statement)
  const broken = whole.entries.some(({ problems }) => problems.some(({ code }) => brokenBy.has(code)))
  const cut = broken && again > 0 ? earlierEnd(statement.text) : null
  if (cut === null) return { ...whole, cut }
  const text = statement.text.slice(0, cut)
  return { ...analyzeStatement(around, { ...statement, text, terminated: true }), cut }
}

const brokenBy: ReadonlySet<LineageProblemCode> = new Set(['LINEAGE_SYNTAX', 'LINEAGE_TEXT_TRUNCATED'])
