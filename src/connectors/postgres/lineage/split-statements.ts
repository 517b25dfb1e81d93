import { scanSql, type Token } from './scan-sql.ts'

/** A statement in a longer text, from its first token to its last, without the semicolon. */
export interface StatementText {
  readonly text: string
  /** In characters from the start of the whole text. */
  readonly start: number
  /** Of its first token, from 1. */
  readonly line: number
  /** Whether a semicolon, or what psql takes for one, follows. */
  readonly terminated: boolean
  /** Where the whole text goes on behind it. */
  readonly next: number
}

/**
 * Splits as psql does: at semicolons outside of quotes, comments, brackets and bodies of BEGIN ATOMIC. Commands of psql
 * are left out, `\copy` is a COPY, and rows after COPY … FROM STDIN are no SQL. Begins at `from`, with `lines` of an
 * earlier call.
 */
export function* splitStatements(text: string, from = 0, lines = lineCounter(text)): Generator<StatementText> {
  let resume = from
  while (resume < text.length) {
    const state = { first: -1, end: -1, brackets: 0, words: [] as string[], blocks: 0 }
    let next = text.length
    let terminated = false
    for (const token of scanSql(text, resume)) {
      if (token.kind === 'meta command') {
        const command = metaCommand(text, token)
        if (command === 'copy' && state.first < 0) {
          yield {
            text: ` ${text.slice(token.start + 1, token.end)}`,
            start: token.start,
            line: lines(token.start),
            terminated: true,
            next: token.end,
          }
        }
        if (command === 'other' && state.first >= 0) continue
        terminated = command === 'go'
        next = token.end
        break
      }
      if (isEnd(text, token, state.brackets, state.blocks)) {
        terminated = true
        next = token.end
        break
      }
      count(text, token, state)
      if (state.first < 0) state.first = token.start
      state.end = token.end
    }
    if (state.first >= 0) {
      const statement = text.slice(state.first, state.end)
      if (terminated && copiesFromInput(statement)) next = behindRows(text, next)
      yield { text: statement, start: state.first, line: lines(state.first), terminated, next }
    }
    resume = next
  }
}

/**
 * Where a text that does not parse may really end: at a semicolon in brackets that are never closed, or at the end of a
 * line in a quote or comment that was closed too late. Null where it holds nothing of the kind.
 */
export function earlierEnd(text: string): number | null {
  for (const { kind, start, end, closed } of scanSql(text)) {
    if (kind === 'symbol' && closed && text[start] === ';') return end
    const bodyOfRoutine = closed && text[start] === '$'
    if (bodyOfRoutine || (closed && kind !== 'string' && kind !== 'quoted name')) continue
    const line = /;[ \t\r]*\n/.exec(text.slice(start, end))
    if (line !== null) return start + line.index + 1
  }
  return null
}

function metaCommand(text: string, { start, end }: Token): 'copy' | 'go' | 'other' {
  const name = /^\\([a-z]+)/.exec(text.slice(start, Math.min(end, start + 20)))?.[1] ?? ''
  if (name === 'copy') return 'copy'
  return /^(g|gx|gset|gexec|gdesc|crosstabview|watch|bind|bind_named|sendpipeline)$/.test(name) ? 'go' : 'other'
}

function isEnd(text: string, { kind, start }: Token, brackets: number, blocks: number): boolean {
  return kind === 'symbol' && text[start] === ';' && brackets <= 0 && blocks === 0
}

interface Progress {
  brackets: number
  /** The first words, lower case: what kind of statement it is. */
  readonly words: string[]
  blocks: number
}

function count(text: string, { kind, start, end }: Token, state: Progress): void {
  if (kind === 'symbol') {
    const symbol = text[start]
    if (symbol === '(' || symbol === '[') state.brackets++
    if (symbol === ')' || symbol === ']') state.brackets--
    return
  }
  if (kind !== 'word' || end - start > 12) return
  // Only a routine's body can hold semicolons of its own, and only its first words tell.
  if (state.words.length > 0 && state.words[0] !== 'create') return
  const name = text.slice(start, end).toLowerCase()
  if (state.words.length < 4) state.words.push(name)
  if (!/^create (or replace )?(function|procedure)/.test(state.words.join(' '))) return
  // Bodies of BEGIN ATOMIC hold semicolons; a CASE in them ends with END as well.
  if (name === 'begin' || (name === 'case' && state.blocks > 0)) state.blocks++
  if (name === 'end' && state.blocks > 0) state.blocks--
}

function copiesFromInput(statement: string): boolean {
  return /^copy\b/i.test(statement) && /\bfrom\s+stdin\b/i.test(statement.slice(0, 100_000))
}

/** The end of the line that is `\.` alone, after rows that COPY reads; without one there are no rows. */
function behindRows(text: string, from: number): number {
  const end = /^\\\.[ \t\r]*$/gm
  end.lastIndex = from
  return end.test(text) ? end.lastIndex : from
}

/** Line numbers of growing offsets, in one pass over the text. */
export function lineCounter(text: string): (offset: number) => number {
  let line = 1
  let counted = 0
  return (offset) => {
    if (offset < counted) {
      line = 1
      counted = 0
    }
    for (let at = text.indexOf('\n', counted); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
      line++
      counted = at + 1
    }
    return line
  }
}
