import { isJsonObject, type JsonObject, type JsonValue } from '../../../../core/json.ts'
import { ok, type Result } from '../../../../core/result.ts'
import { problem, type TextProblem } from './text-format.ts'
import { splitYamlLines, type YamlLine } from './yaml-lines.ts'
import { parseYamlValue } from './yaml-value.ts'

/*
 * The YAML of configuration files: blocks, lists, quoted and plain texts, `|` and `>` texts, flow values on one line,
 * anchors, aliases and merges. Tags, directives, several documents and flow values over many lines are refused.
 */

/** Parses the first document of a text. Plain numbers keep their spelling or stay text, so that `0123` is not lost. */
export function parseYaml(text: string): Result<JsonValue, TextProblem> {
  const { lines, all } = splitYamlLines(text)
  const [first] = lines
  if (first === undefined) return problem(0, 'There is nothing in it')
  const reader: Reader = { lines, all, anchors: new Map(), at: 0 }
  const value = readBlock(reader, first.indent, 0)
  if (!value.ok) return value
  const left = reader.lines[reader.at]
  return left === undefined ? value : problem(left.position, 'The indentation of this line does not fit')
}

interface Reader {
  readonly lines: readonly YamlLine[]
  readonly all: readonly string[]
  readonly anchors: Map<string, JsonValue>
  at: number
}

const deepest = 60
const key = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s#&*!|>@`%{[\]},"'-][^#]*?|-[^\s][^#]*?|<<))\s*:(?=\s|$)/

const isItem = (text: string): boolean => text === '-' || text.startsWith('- ')

function readBlock(reader: Reader, indent: number, depth: number): Result<JsonValue, TextProblem> {
  const line = reader.lines[reader.at]
  if (line === undefined) return ok(null)
  if (depth > deepest) return problem(line.position, 'This is nested too deeply')
  if (isItem(line.text)) return readList(reader, indent, depth)
  if (key.test(line.text)) return readMap(reader, indent, depth)
  reader.at += 1
  return parseYamlValue(line.text, line.position, reader.anchors)
}

function readList(reader: Reader, indent: number, depth: number): Result<JsonValue, TextProblem> {
  const items: JsonValue[] = []
  for (
    let line = reader.lines[reader.at];
    line?.indent === indent && isItem(line.text);
    line = reader.lines[reader.at]
  ) {
    const rest = line.text.slice(1).trimStart()
    const shift = line.text.length - rest.length
    const item = readAfter(reader, line, rest, shift, depth, indent + 1)
    if (!item.ok) return item
    items.push(item.value)
  }
  return ok(items)
}

function readMap(reader: Reader, indent: number, depth: number): Result<JsonValue, TextProblem> {
  const merged: Record<string, JsonValue> = {}
  const own: Record<string, JsonValue> = {}
  for (let line = reader.lines[reader.at]; line?.indent === indent; line = reader.lines[reader.at]) {
    const found = key.exec(line.text)
    if (found === null) return problem(line.position, 'This line is not name: value')
    const name = found[1] ?? found[2]?.replaceAll("''", "'") ?? found[3] ?? ''
    const rest = line.text.slice(found[0].length).trimStart()
    if (name === '__proto__' || Object.hasOwn(own, name)) return problem(line.position, 'This name stands here twice')
    // A list may stand at the indentation of its name.
    const value = readAfter(reader, line, rest, line.text.length - rest.length, depth, indent, true)
    if (!value.ok) return value
    if (name !== '<<') own[name] = value.value
    else for (const base of Array.isArray(value.value) ? value.value : [value.value]) Object.assign(merged, base)
  }
  return ok({ ...merged, ...own } as JsonObject)
}

/** What follows `name:` or `-`: on the same line, or indented below it. */
function readAfter(
  reader: Reader,
  line: YamlLine,
  given: string,
  shift: number,
  depth: number,
  least: number,
  listsMayStandAtLeast = false,
): Result<JsonValue, TextProblem> {
  const anchor = /^&(\S+)\s*/.exec(given)
  const rest = anchor === null ? given : given.slice(anchor[0].length)
  const position = line.position + shift + (given.length - rest.length)
  const value = readRest(reader, line, rest, position, depth, least, listsMayStandAtLeast)
  if (value.ok && anchor?.[1] !== undefined) reader.anchors.set(anchor[1], value.value)
  return value
}

function readRest(
  reader: Reader,
  line: YamlLine,
  rest: string,
  position: number,
  depth: number,
  least: number,
  listsMayStandAtLeast: boolean,
): Result<JsonValue, TextProblem> {
  const block = /^([|>])([+-]?)\d?[+-]?\s*(?:#.*)?$/.exec(rest)
  if (block !== null) return ok(readText(reader, line, block[1] === '>', block[2] ?? ''))
  if (isItem(line.text) && (key.test(rest) || isItem(rest))) {
    // `- name: value` opens a map that goes on below, as far in as its first name.
    const inner = { ...line, indent: line.indent + (position - line.position), text: rest, position }
    const lines = [...reader.lines]
    lines[reader.at] = inner
    const nested: Reader = { ...reader, lines }
    const value = readBlock(nested, inner.indent, depth + 1)
    reader.at = nested.at
    return value
  }
  reader.at += 1
  if (rest !== '' && !rest.startsWith('#')) return parseYamlValue(rest, position, reader.anchors)
  const next = reader.lines[reader.at]
  if (next === undefined) return ok(null)
  const isBelow =
    next.indent > least || (next.indent === least && listsMayStandAtLeast && isItem(next.text) && !isItem(line.text))
  return isBelow || (isItem(line.text) && next.indent >= least) ? readBlock(reader, next.indent, depth + 1) : ok(null)
}

/** A `|` or `>` text: every line that is indented deeper than the line that opens it. */
function readText(reader: Reader, opening: YamlLine, isFolded: boolean, chomp: string): string {
  const texts: string[] = []
  let indent = -1
  let index = opening.index + 1
  for (; index < reader.all.length; index += 1) {
    const line = reader.all[index] ?? ''
    const own = line.length - line.trimStart().length
    if (line.trim() === '') {
      texts.push('')
      continue
    }
    if (own <= opening.indent) break
    if (indent < 0) indent = own
    texts.push(line.slice(Math.min(indent, own)))
  }
  reader.at += 1
  while ((reader.lines[reader.at]?.index ?? Number.POSITIVE_INFINITY) < index) reader.at += 1
  const text = texts.join(isFolded ? ' ' : '\n').replace(/\s+$/, '')
  return chomp === '-' ? text : `${text}\n`
}

/** The object at a path of names, or null. */
export function objectAt(value: JsonValue | undefined, ...names: readonly string[]): JsonObject | null {
  let current = value
  for (const name of names) {
    current = isJsonObject(current) && Object.hasOwn(current, name) ? current[name] : undefined
  }
  return isJsonObject(current) ? current : null
}
