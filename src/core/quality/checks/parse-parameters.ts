import { isJsonObject, type JsonObject, type JsonValue } from '../../json.ts'
import { nearestName } from '../../nearest-name.ts'
import type { CheckKind } from './kinds.ts'
import type { Parameter } from './parameters.ts'
import { splitSql } from './sql-text.ts'

export type Path = readonly (string | number)[]
/** Told of everything that is wrong, with the path from what is being read. */
export type Report = (path: Path, message: string) => void

/** A check's parameters by their own names, with what is taken where they are absent. */
export function parseParameters(kind: CheckKind, value: JsonValue, report: Report): JsonObject {
  if (!isJsonObject(value)) {
    report([], 'The parameters are names with values.')
    return {}
  }
  for (const name of Object.keys(value)) {
    if (kind.parameters.some((one) => one.name === name || one.alias === name)) continue
    const known = kind.parameters.map((one) => one.name)
    const near = nearestName(name, known)
    const hint =
      near === null ? (known.length === 0 ? 'It has none.' : `It has ${known.join(', ')}.`) : `Is it ${near}?`
    report([name], `This kind has no such parameter. ${hint}`)
  }
  const { parameters, needsOneOf = [] } = kind
  const parsed = parameters.flatMap((parameter) => {
    const name = parameter.alias !== undefined && parameter.alias in value ? parameter.alias : parameter.name
    const given = value[name] ?? null
    if (given === null) {
      if (parameter.default !== undefined) return [[parameter.name, parameter.default]]
      if (parameter.optional !== true) report([], `${parameter.name} is missing.`)
      return []
    }
    return [[parameter.name, parseParameter(parameter, given, (path, message) => report([name, ...path], message))]]
  })
  const result = Object.fromEntries(parsed) as JsonObject
  if (needsOneOf.length > 0 && !needsOneOf.some((name) => name in result)) {
    report([], `Give ${needsOneOf.join(' or ')}, or both.`)
  }
  return result
}

function parseParameter({ name, type }: Parameter, value: JsonValue, report: Report): JsonValue {
  if (typeof type === 'object') {
    const found = type.oneOf.find((one) => one === String(value).toUpperCase())
    if (found === undefined) report([], `Choose one of ${type.oneOf.join(', ')}.`)
    return found ?? null
  }
  switch (type) {
    case 'count':
      return parseCount(value, report)
    case 'value':
      if (!isScalar(value)) report([], 'Give a number or text.')
      return value
    case 'values':
      return parseList(Array.isArray(value) ? value : [value], report, (item, reportItem) => {
        if (!isScalar(item)) reportItem([], 'Give a number or text; no value can be null.')
        return item
      })
    case 'names': {
      const list = typeof value === 'string' ? value.split(',').map((one) => one.trim()) : value
      return parseList(Array.isArray(list) ? list : [], report, parseName)
    }
    case 'boolean':
      if (value === 'true' || value === 'false') return value === 'true'
      if (typeof value !== 'boolean') report([], 'Give true or false.')
      return value
    case 'shape':
      return parseList(Array.isArray(value) ? value : [], report, parseShape)
    case 'text':
      if (typeof value !== 'string' || value === '') report([], 'Write text here.')
      else if (sqlParameters.includes(name)) reportStatements(value, report)
      return value
  }
}

/** Parameters that hold SQL. */
const sqlParameters = ['sqlExpression', 'partitionExpression', 'where']

/** SQL that is put into a statement must not end it. */
export function reportStatements(text: string, report: Report): void {
  const statements = splitSql(text).length
  if (statements === 0) report([], 'There is no SQL in this.')
  if (statements > 1) report([], `These are ${statements} statements; a check has one.`)
}

const isScalar = (value: JsonValue): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

const largestCount = 2n ** 63n - 1n

function parseCount(value: JsonValue, report: Report): JsonValue {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : ''
  if (!/^\d{1,19}$/.test(text) || BigInt(text) > largestCount) {
    report([], 'Give a whole number, 0 or more.')
    return value
  }
  return Number.isSafeInteger(Number(text)) ? Number(text) : text
}

function parseList(
  value: readonly JsonValue[],
  report: Report,
  parse: (item: JsonValue, report: Report) => JsonValue,
): JsonValue {
  if (value.length === 0) report([], 'Give a list with at least one entry.')
  return value.map((item, at) => parse(item, (path, message) => report([at, ...path], message)))
}

function parseName(value: JsonValue, report: Report): JsonValue {
  if (typeof value !== 'string' || value === '') report([], 'Give the name of a column, without quotes.')
  return value
}

/** Of one column: its name, and of its type and whether it may be null what is there. */
function parseShape(value: JsonValue, report: Report): JsonValue {
  if (!isJsonObject(value)) {
    report([], 'Give an object with name, type and nullable.')
    return value
  }
  const { name = null, type = null, nullable = null, ...rest } = value
  parseName(name, (_, message) => report(['name'], message))
  if (type !== null && typeof type !== 'string') report(['type'], 'Give a type, such as numeric(10,2).')
  if (nullable !== null && typeof nullable !== 'boolean') report(['nullable'], 'Give true or false.')
  for (const other of Object.keys(rest)) report([other], 'A column has name, type and nullable.')
  return { name, ...(type === null ? {} : { type }), ...(nullable === null ? {} : { nullable }) }
}
