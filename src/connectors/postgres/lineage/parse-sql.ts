import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { ParseResult } from 'libpg-query'
import { err, ok, type Result } from '../../../core/result.ts'

/** What the server's grammar has against a text. */
export interface ParseProblem {
  readonly kind: 'syntax' | 'too deep'
  /** The server's own words. */
  readonly message: string
  /** In characters from the start of the text. */
  readonly position: number
}

/** Postgres's own grammar, compiled to WebAssembly. */
export interface SqlParser {
  parse(text: string): Result<ParseResult, ParseProblem>
  /** The tree of a CREATE FUNCTION or DO with a PL/pgSQL body, or the compiler's message. */
  parseRoutine(text: string): Result<unknown, ParseProblem>
  /** A text that overran the stack leaves memory behind that nobody frees: time to open another parser. */
  readonly worn: boolean
}

type Library = typeof import('libpg-query')

/** The little of it that is used here; its types come with those of browsers. */
interface WebAssembly {
  compile(code: Uint8Array): Promise<object>
}

let kept: Promise<object> | null = null

/**
 * Keeps the parser's code compiled while this process lasts: V8 shares it with threads that load the same, which would
 * otherwise each optimise it anew, half a second of computing.
 */
export async function keepParserCode(): Promise<void> {
  const file = path.join(path.dirname(createRequire(import.meta.url).resolve('libpg-query')), 'libpg-query.wasm')
  const { compile }: WebAssembly = Reflect.get(globalThis, 'WebAssembly')
  kept ??= readFile(file).then(compile)
  await kept
}

/** A parser with a memory of its own. Loading takes about 30 ms. */
export async function openParser(): Promise<SqlParser> {
  // A require of its own: one that lived on would keep every parser that was ever opened.
  const require = createRequire(import.meta.url)
  for (const file of Object.keys(require.cache)) {
    if (/[\\/]node_modules[\\/]libpg-query[\\/]/.test(file)) delete require.cache[file]
  }
  const library: Library = require('libpg-query')
  await library.loadModule()
  let worn = false
  const attempt = <T>(text: string, work: (text: string) => T): Result<T, ParseProblem> => {
    try {
      // A text without a statement gives none; the library refuses the empty one.
      return ok(work(text === '' ? ' ' : text))
    } catch (error) {
      if (error instanceof library.SqlError) {
        return err({ kind: 'syntax', message: error.message, position: error.sqlDetails?.cursorPosition ?? 0 })
      }
      const known = error instanceof Error && error.constructor === Error
      if (known) return err({ kind: 'syntax', message: error.message, position: 0 })
      // The stack or the memory ran out inside of it.
      worn = true
      return err({ kind: 'too deep', message: 'The statement is nested too deeply.', position: 0 })
    }
  }
  return {
    parse: (text) => attempt(text, library.parseSync),
    parseRoutine: (text) => attempt<unknown>(text, library.parsePlPgSQLSync),
    get worn() {
      return worn
    },
  }
}
