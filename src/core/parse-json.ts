import type { JsonValue } from './json.ts'
import { err, ok, type Result } from './result.ts'

/** Why a text is not JSON. Never quotes the text: it may hold a secret. `line` and `column` count from 1. */
export interface JsonProblem {
  readonly message: string
  readonly line: number
  readonly column: number
}

/**
 * Parses JSON (RFC 8259) and says where it breaks; engines word that differently and some quote the text.
 * A member named `__proto__` is refused, so that copying an object never changes its prototype.
 */
export function parseJson(text: string): Result<JsonValue, JsonProblem> {
  const scan = new JsonScan(text.charCodeAt(0) === 0xfeff ? 1 : 0, text)
  const message = scan.document()
  if (message !== null) return err({ message, ...toLineAndColumn(text, scan.at) })
  return ok(JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) as JsonValue)
}

/** Offset (UTF-16 units, from 0) → line and column, both from 1. */
export function toLineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1 }
}

const maxDepth = 200

/** Walks a text as JSON. Each step returns null, or what is wrong at `at`. */
class JsonScan {
  at: number
  readonly #text: string

  constructor(at: number, text: string) {
    this.at = at
    this.#text = text
  }

  document(): string | null {
    const problem = this.#value(0)
    if (problem !== null) return problem
    this.#space()
    return this.at < this.#text.length ? 'nothing may follow the value' : null
  }

  #value(depth: number): string | null {
    if (depth > maxDepth) return `nested deeper than ${maxDepth} levels`
    this.#space()
    switch (this.#text[this.at]) {
      case undefined:
        return 'a value is missing; the text ends here'
      case '{':
        return this.#list('}', () => this.#member(depth + 1))
      case '[':
        return this.#list(']', () => this.#value(depth + 1))
      case '"':
        return this.#string()
      default:
        return this.#scalar()
    }
  }

  // > | {"a": 1, "b": [true, null]}
  //      ^^^^^^  ^^^^^^^^^^^^^^^^^
  #list(close: '}' | ']', item: () => string | null): string | null {
    this.at++
    this.#space()
    if (this.#take(close)) return null
    for (;;) {
      const problem = item()
      if (problem !== null) return problem
      this.#space()
      if (this.#take(close)) return null
      if (!this.#take(',')) return `a comma or ${close} is missing`
    }
  }

  #member(depth: number): string | null {
    this.#space()
    const start = this.at
    if (this.#text[start] !== '"') return 'a member name in double quotes is missing'
    const problem = this.#string()
    if (problem !== null) return problem
    if (JSON.parse(this.#text.slice(start, this.at)) === '__proto__') {
      this.at = start
      return 'a member may not be named __proto__'
    }
    this.#space()
    return this.#take(':') ? this.#value(depth) : 'a colon is missing after the member name'
  }

  #string(): string | null {
    const body = /(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/uy
    body.lastIndex = this.at + 1
    body.exec(this.#text)
    this.at = Math.max(body.lastIndex, this.at + 1)
    if (this.#take('"')) return null
    if (this.#text[this.at] === undefined) return 'the string is not closed'
    return this.#text[this.at] === '\\'
      ? 'unknown escape in a string'
      : 'a control character in a string must be escaped'
  }

  #scalar(): string | null {
    const word = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
    word.lastIndex = this.at
    if (word.exec(this.#text) === null) return 'a value is missing or not valid'
    this.at = word.lastIndex
    return null
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.#text[this.at] ?? '')) this.at++
  }

  #take(character: string): boolean {
    if (this.#text[this.at] !== character) return false
    this.at++
    return true
  }
}
