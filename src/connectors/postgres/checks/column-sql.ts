import type { JsonValue } from '../../../core/json.ts'
import { quoteIdentifier, quoteLiteral } from '../catalog/quote.ts'
import { type ColumnKind, columnKind, longestValue, toDouble } from '../profile/column-kind.ts'
import type { CheckedColumn } from './relations.ts'

/** How a column stands in SQL. */
export interface ColumnSql {
  readonly kind: ColumnKind
  /** Its value without domains. */
  readonly x: string
  /** Its value as text. */
  readonly text: string
  /** A comparison with a value from the check, or with another expression in SQL. */
  compare(left: string, operator: string, right: JsonValue): string
  /** Whether it is one of these values. */
  isIn(values: readonly JsonValue[]): string
}

/** @param alias of the relation */
export function columnSql(column: CheckedColumn, alias = 's'): ColumnSql {
  const { name, isDomain, castType, typeName, typeKind, builtin, typeSchema, isArray, sortable } = column
  const plain = `${alias}.${quoteIdentifier(name)}`
  const isName = builtin && typeName === 'name' && !isArray
  const x = isName ? `${plain}::pg_catalog.text` : isDomain ? `${plain}::${castType}` : plain
  const text = isName ? x : `${x}::pg_catalog.text`
  // An extension's operators are where its type is, which no search_path leads to.
  const isForeign = typeKind === 'base' && !builtin && !isArray
  const named = (operator: string) => (isForeign ? `operator(${typeSchema}.${operator})` : operator)
  const compare = (left: string, operator: string, right: JsonValue) =>
    `${left} ${named(operator)} ${literal(right)}${isForeign ? `::${castType}` : widening(column, right)}`
  return {
    kind: columnKind(column),
    x,
    text,
    compare,
    isIn(values) {
      // Labels that an enum does not have, and types that cannot be compared, are looked for as text.
      const asText = !sortable || (typeKind === 'enum' && !isArray)
      if (isForeign && sortable) return `(${values.map((value) => compare(x, '=', value)).join(' or ')})`
      return `${asText ? text : x} in (${values.map(literal).join(', ')})`
    },
  }
}

/** Digits that the type holds whatever they are. */
const safeDigits: Readonly<Record<string, number>> = { int2: 4, int4: 9, int8: 18 }

/** A number that the integers of a column do not reach, or that lies between them, is compared as what it is. */
function widening({ typeName, builtin, isArray }: CheckedColumn, value: JsonValue): string {
  const digits = builtin && !isArray ? safeDigits[typeName] : undefined
  if (digits === undefined) return ''
  const [, found] = /^[+-]?(\d+)$/.exec(String(value)) ?? []
  return found !== undefined && found.length <= digits ? '' : '::pg_catalog.numeric'
}

export const literal = (value: JsonValue): string => quoteLiteral(String(value))

/** Texts of values in samples and observations, not longer than is read. */
export const shortText = (text: string): string => `pg_catalog."left"(${text}, ${longestValue})`

/** A figure as JSON: what 53 bits and doubles hold is a number, all else text. */
export function toFigure(
  { typeName, builtin, isArray }: CheckedColumn,
  kind: ColumnKind,
  text: string | null,
): JsonValue {
  if (text === null || isArray || !builtin) return text
  if (kind === 'float') return toDouble(text)
  if (kind === 'boolean') return text === 'true'
  return ['int2', 'int4'].includes(typeName) && /^-?\d{1,10}$/.test(text) ? Number(text) : text
}
