import type { Node, RawStmt } from 'libpg-query'
import type { LineageProblem, LineageProblemCode, StatementLineage } from '../../../core/lineage/statement-lineage.ts'
import type { Result } from '../../../core/result.ts'
import type { CatalogRelation } from './catalog.ts'
import { type Context, emptyReads, TooComplex } from './context.ts'
import type { ParseProblem, SqlParser } from './parse-sql.ts'
import { emptyPredicates, toPredicates } from './predicates.ts'
import { repairText } from './repair-text.ts'
import { kindOf, resolveStatement } from './resolve-statement.ts'
import type { Variables } from './scope.ts'
import type { Session } from './session.ts'
import type { StatementText as PlacedText } from './split-statements.ts'
import { openAtEnd, salvageTexts, suspectTruncation } from './truncation.ts'

/** What stays the same for the statements of a text. */
export interface Surroundings {
  readonly parser: SqlParser
  readonly session: Session
  /** Bytes at which texts are cut off where they come from; null where that is not known. */
  readonly truncatedAtBytes: number | null
  readonly variables: Variables | null
  readonly routine: string | null
  /** Relations on which triggers run the routine: `new` and `old` are rows of these. */
  readonly triggered?: readonly CatalogRelation[]
  /** Whether the joins and filters of statements are wanted too. */
  readonly withPredicates?: boolean
}

/** A statement, and the line that it begins on. */
type StatementText = Pick<PlacedText, 'text' | 'line' | 'terminated'>

/** A statement's lineage, and its tree for those who look further into it. */
export interface Analyzed {
  readonly entries: readonly StatementLineage[]
  readonly nodes: readonly Node[]
}

const longestStatement = 1_000_000
const mostSteps = 1_000_000

/** Lineage of one statement's text. Whatever the text, there is an entry; what is wrong with it is in its problems. */
export function analyzeStatement(around: Surroundings, statement: StatementText): Analyzed {
  const problems: LineageProblem[] = []
  const { line } = statement
  const note = (code: LineageProblemCode, message: string, at = line) => {
    if (!problems.some((known) => known.code === code && known.message === message)) {
      problems.push({ code, message: shortened(message), line: at })
    }
  }
  const text = readable(statement.text, note)
  const parsed = /^<[a-z ]+>$/.test(text) ? null : parseOrSalvage(around, { ...statement, text }, note)
  if (parsed === null) {
    if (problems.length === 0) note('LINEAGE_TEXT_MASKED', 'The server did not show the text of this statement.')
    return { entries: [entryOf(around, { line, kind: 'unparsable', problems })], nodes: [] }
  }
  const nodes = parsed.stmts.flatMap(({ stmt }) => stmt ?? [])
  const entries = nodes.flatMap((node) => resolveNode(around, node, { ...statement, text: parsed.text }, problems))
  return { entries, nodes }
}

function readable(text: string, note: (code: LineageProblemCode, message: string) => void): string {
  let clean = text
  if (clean.includes('\0')) {
    note('LINEAGE_TEXT_REPAIRED', 'The text holds NUL characters; they are taken for spaces.')
    clean = clean.replaceAll('\0', ' ')
  }
  if (clean.length <= longestStatement) return clean
  note('LINEAGE_TEXT_TOO_LONG', `Only the first ${longestStatement} characters were read.`)
  return clean.slice(0, longestStatement)
}

/** The server's messages quote the text, which may be long. */
function shortened(message: string): string {
  return message.length <= 300 ? message : `${message.slice(0, 150)}…${message.slice(-100)}`
}

type Note = (code: LineageProblemCode, message: string, line?: number) => void
interface Parsed {
  readonly stmts: readonly RawStmt[]
  /** The text that parsed. */
  readonly text: string
}

function parseOrSalvage(
  { parser, truncatedAtBytes }: Surroundings,
  statement: StatementText,
  note: Note,
): Parsed | null {
  const { text, terminated, line } = statement
  const suspicion = suspectTruncation(text, terminated, truncatedAtBytes)
  if (suspicion !== null) note('LINEAGE_TEXT_TRUNCATED', `${suspicion} It may be incomplete.`)
  if (nestsComments(text)) {
    note('LINEAGE_TOO_DEEP', 'Comments are nested too deeply.')
    return null
  }
  const first = parser.parse(text)
  if (first.ok) return { stmts: first.value.stmts ?? [], text }
  const lineOf = (position: number) => line + countLines(text.slice(0, position))
  if (first.error.kind === 'too deep') {
    note('LINEAGE_TOO_DEEP', first.error.message)
    return null
  }
  const repaired = repair(parser, text, first)
  if (repaired !== null) {
    note(
      'LINEAGE_TEXT_REPAIRED',
      'Variables of psql or parameters stand where the grammar has none; constants were put there.',
    )
    return repaired
  }
  const { message, position } = first.error
  const open = terminated && text.length < longestStatement ? null : openAtEnd(text)
  if (suspicion !== null || open !== null || (!terminated && /end of input$/.test(message))) {
    const salvaged = salvage(parser, text)
    note('LINEAGE_TEXT_TRUNCATED', `The text ends inside of ${open ?? 'a clause'}; ${message}.`, lineOf(position))
    return salvaged
  }
  note('LINEAGE_SYNTAX', `${message}, at character ${position + 1}`, lineOf(position))
  return null
}

/** The parser's time grows with the square of open comments: it would be busy with these for minutes. */
function nestsComments(text: string): boolean {
  let left = 5_000
  for (let at = text.indexOf('/*'); at >= 0 && left > 0; at = text.indexOf('/*', at + 2)) left--
  return left === 0
}

function repair(parser: SqlParser, text: string, failed: Result<unknown, ParseProblem>): Parsed | null {
  let problem = failed.ok ? null : failed.error
  let repaired = text
  // One place at a time for constants; a text with more of them than this is something else.
  for (let tries = 0; tries < 20 && problem !== null && problem.kind === 'syntax'; tries++) {
    const next = repairText(repaired, problem.position)
    if (next === null) return null
    repaired = next
    const parsed = parser.parse(repaired)
    if (parsed.ok) return { stmts: parsed.value.stmts ?? [], text: repaired }
    problem = parsed.error
  }
  return null
}

function salvage(parser: SqlParser, text: string): Parsed | null {
  for (const shorter of salvageTexts(text)) {
    const parsed = parser.parse(shorter)
    if (parsed.ok && parsed.value.stmts?.length) return { stmts: parsed.value.stmts, text: shorter }
    if (parser.worn) return null
  }
  return null
}

/** Resolves a tree; `problems` are the text's own and come with every entry. */
export function resolveNode(
  around: Surroundings,
  node: Node,
  { text, line }: Pick<StatementText, 'text' | 'line'>,
  problems: readonly LineageProblem[],
): readonly StatementLineage[] {
  const found = [...problems]
  let steps = 0
  const lineOf = (location: number) => line + countLines(textBefore(text, location))
  const context: Context = {
    session: around.session,
    reads: emptyReads(),
    writes: [],
    variables: around.variables,
    predicates: around.withPredicates === true ? emptyPredicates() : null,
    strays: new Map(),
    unknown: new Map(),
    note(code, message, location = 0) {
      if (found.length >= mostProblems || found.some((known) => known.code === code && known.message === message))
        return
      found.push({ code, message, line: lineOf(location) })
    },
    spend() {
      if (++steps > mostSteps) throw new TooComplex()
    },
  }
  try {
    const parts = resolveStatement(context, node)
    const { predicates } = context
    return parts.map(({ location, ...part }, at) => {
      const isLast = at === parts.length - 1
      const more = predicates !== null && isLast ? { predicates: toPredicates(predicates) } : {}
      return entryOf(around, { line: isLast ? line : lineOf(location), ...part, ...more, problems: found })
    })
  } catch (error) {
    // The stack ends where a statement nests deeper than the parser's own limits let through.
    if (error instanceof RangeError) context.note('LINEAGE_TOO_DEEP', 'The statement is nested too deeply.')
    else if (error instanceof TooComplex) context.note('LINEAGE_TOO_COMPLEX', 'The statement needs too much work.')
    else throw error
    return [entryOf(around, { line, kind: kindOf(node), problems: found })]
  }
}

const mostProblems = 50

function entryOf(
  { routine }: Surroundings,
  { line, kind, ...parts }: Pick<StatementLineage, 'line' | 'kind' | 'problems'> & Partial<StatementLineage>,
): StatementLineage {
  return { line, kind, target: null, ...(routine !== null && { routine }), reads: [], columns: [], ...parts }
}

function countLines(text: string): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++
  return lines
}

/** The text before a place that is counted in bytes of UTF-8. */
function textBefore(text: string, bytes: number): string {
  if (bytes <= 0) return ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what ASCII is
  if (/^[\x00-\x7f]*$/.test(text.slice(0, bytes))) return text.slice(0, bytes)
  return new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, bytes))
}
