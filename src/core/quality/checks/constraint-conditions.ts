import type { Column, Constraint } from '../../catalog/relation.ts'
import type { JsonObject } from '../../json.ts'
import type { Suggestion } from './suggest-checks.ts'

const name = String.raw`(?:"((?:[^"]|"")+)"|([a-z_][\w$]*))`
/** A column, which the server may have cast. */
const column = String.raw`\(?${name}\)?(?:::[a-z][\w ]*)?`
/** A number or text with the cast that the server writes behind it. */
const constant = String.raw`\(?(?:'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?))\)?(?:::[a-z"][\w ."]*(?:\([\d,]+\))?)?`
const anyOf = new RegExp(String.raw`^\(*${column} = ANY \(\(?ARRAY\[(.+)\]\)?(?:::[\w ."]+\[\])?\)\)*$`)
const comparison = new RegExp(String.raw`^\(*${column} (>=|<=) ${constant}\)*$`)
const oneConstant = new RegExp(`^${constant}$`)

/** What a CHECK says of one column, where it is a list of values or a range; anything else stays the server's. */
export function conditionsOf({ name: constraint, definition }: Constraint, columns: readonly Column[]): Suggestion[] {
  const [, condition = ''] = /^CHECK \((.*)\)(?: NO INHERIT| NOT VALID| NOT ENFORCED)*$/s.exec(definition) ?? []
  const description = `The constraint ${constraint} says so.`
  const isColumn = (found: string) => columns.some((one) => one.name === found)
  const listed = anyOf.exec(condition)
  if (listed !== null) {
    const of = unquoted(listed)
    const values = (listed[3] ?? '').split(/, (?=')/).map(constantOf)
    const allowedValues = values.filter((value) => value !== null)
    if (!isColumn(of) || allowedValues.length < values.length) return []
    return [{ kind: 'columnValuesToBeInSet', column: of, parameters: { allowedValues }, description }]
  }
  const parts = condition.split(' AND ').map((part) => comparison.exec(part.trim()))
  const [first] = parts
  if (first === undefined || first === null) return []
  const of = unquoted(first)
  const range: Record<string, string> = {}
  for (const part of parts) {
    if (part === null || unquoted(part) !== of) return []
    range[part[3] === '>=' ? 'minValue' : 'maxValue'] = part[4]?.replaceAll("''", "'") ?? part[5] ?? ''
  }
  const parameters: JsonObject = range
  return isColumn(of) ? [{ kind: 'columnValuesToBeBetween', column: of, parameters, description }] : []
}

const unquoted = ([, quoted, plain = '']: RegExpExecArray): string => quoted?.replaceAll('""', '"') ?? plain

function constantOf(text: string): string | null {
  const found = oneConstant.exec(text.trim())
  return found === null ? null : (found[1]?.replaceAll("''", "'") ?? found[2] ?? null)
}
