import { isNode, LineCounter, parseDocument, visit } from 'yaml'
import { isJsonObject, type JsonValue } from '../../json.ts'
import { err, ok, type Result } from '../../result.ts'
import type { Check, CheckTextProblem } from './check.ts'
import { parseCheck } from './parse-check.ts'
import type { Path } from './parse-parameters.ts'

/**
 * Reads a file of checks: YAML, or JSON, an object whose `checks` is a list. `content/checks.schema.json` is its JSON
 * Schema. Says everything that is wrong, each with its place.
 */
export function parseChecks(text: string): Result<readonly Check[], readonly CheckTextProblem[]> {
  const lines = new LineCounter()
  const document = parseDocument(text, { prettyErrors: false, lineCounter: lines, stringKeys: true, merge: true })
  const problems: CheckTextProblem[] = []
  const tell = (offset: number, path: string, message: string) => {
    const { line, col } = lines.linePos(offset)
    problems.push({ line: Math.max(line, 1), column: Math.max(col, 1), path, message })
  }
  for (const { pos, message } of [...document.errors, ...document.warnings]) tell(pos[0], '', `${message}.`)
  if (problems.length > 0) return err(problems)
  visit(document, {
    Scalar(_, node) {
      node.value = wholeNumber(node.value, node.source)
    },
  })
  const report = (path: Path, message: string) => tell(offsetOf(path), written(path), message)
  const checks = readChecks(toJson(), report)
  return problems.length === 0 ? ok(checks) : err(problems)

  function toJson(): JsonValue {
    try {
      return document.toJS({ maxAliasCount: 100 }) as JsonValue
    } catch (error) {
      if (!(error instanceof ReferenceError)) throw error
      report([], 'An alias names nothing, or there are too many of them.')
      return { checks: [] }
    }
  }

  /** Of the value at the path, or of what is nearest above it. */
  function offsetOf(path: Path): number {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return node.range[0]
    }
    return 0
  }
}

function readChecks(value: JsonValue, report: (path: Path, message: string) => void): readonly Check[] {
  const list = isJsonObject(value) ? value.checks : undefined
  if (!isJsonObject(value) || !Array.isArray(list)) {
    report([], 'A file of checks is an object whose "checks" is a list.')
    return []
  }
  for (const name of Object.keys(value)) {
    if (name !== 'checks' && name !== '$schema') report([name], 'Beside "checks" nothing is expected here.')
  }
  const checks: Check[] = []
  const places = new Map<string, number>()
  for (const [at, one] of (list as readonly JsonValue[]).entries()) {
    const check = parseCheck(one, (path, message) => report(['checks', at, ...path], message))
    if (check === null) continue
    const before = places.get(check.id)
    if (before !== undefined) {
      const which = `checks[${before}]`
      report(['checks', at], `This has the same id as ${which}, "${check.id}". Give one of them an id of its own.`)
    }
    places.set(check.id, at)
    checks.push(check)
  }
  return checks
}

/** Numbers that JavaScript would round stay as they are written. */
function wholeNumber(value: unknown, source: string | undefined): unknown {
  if (typeof value !== 'number') return value
  if (!Number.isFinite(value)) return String(value)
  const digits = (source ?? '').replace(/[^\d]/g, '').length
  return source === undefined || Number.isSafeInteger(value) || digits <= 15 ? value : source
}

const written = (path: Path): string =>
  path.map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`)).join('')
