import type { JsonValue } from '../../../core/json.ts'
import { quoteIdentifier } from '../catalog/quote.ts'
import type { TypedColumn } from './columns.ts'

/** What can be measured of a column, by its type behind domains. */
export type ColumnKind =
  | 'integer'
  | 'float'
  | 'numeric'
  | 'money'
  | 'interval'
  | 'temporal'
  | 'text'
  | 'boolean'
  | 'uuid'
  | 'bytes'
  | 'json'
  | 'array'
  | 'extreme'
  | 'sorted'
  | 'opaque'

const kinds: Readonly<Record<string, ColumnKind>> = {
  int2: 'integer',
  int4: 'integer',
  int8: 'integer',
  float4: 'float',
  float8: 'float',
  numeric: 'numeric',
  money: 'money',
  interval: 'interval',
  date: 'temporal',
  time: 'temporal',
  timetz: 'temporal',
  timestamp: 'temporal',
  timestamptz: 'temporal',
  text: 'text',
  varchar: 'text',
  bpchar: 'text',
  name: 'text',
  bool: 'boolean',
  uuid: 'uuid',
  bytea: 'bytes',
  json: 'json',
  jsonb: 'json',
  // Types with an order and with min and max.
  oid: 'extreme',
  inet: 'extreme',
  cidr: 'extreme',
  pg_lsn: 'extreme',
  tid: 'extreme',
}

/** What a kind follows from. */
export type KindFacts = Pick<TypedColumn, 'isArray' | 'typeKind' | 'builtin' | 'typeName' | 'sortable'>

export function columnKind({ isArray, typeKind, builtin, typeName, sortable }: KindFacts): ColumnKind {
  if (isArray) return sortable ? 'array' : 'opaque'
  if (typeKind === 'enum') return 'extreme'
  if (typeKind === 'composite' || typeKind === 'pseudo') return 'opaque'
  const known = builtin && typeKind === 'base' ? kinds[typeName] : undefined
  if (known !== undefined) return known
  if (typeName === 'citext') return 'text'
  return sortable ? 'sorted' : 'opaque'
}

/** The column as a value of its base type, read from the source `s`. */
export function columnSql({ name, base, isDomain, isArray, typeName }: TypedColumn): string {
  const plain = `s.${quoteIdentifier(name)}`
  if (typeName === 'name' && !isArray) return `${plain}::pg_catalog.text`
  return isDomain ? `${plain}::${base}` : plain
}

/** Texts are shown up to this many characters. */
export const longestValue = 1_000

/** From the server's text to a value in JSON. 64-bit integers, numerics, NaN and infinities stay text. */
export function toValue(column: TypedColumn, text: string | null): JsonValue {
  if (text === null) return null
  const { builtin, isArray, typeName } = column
  if (!builtin || isArray) return text
  if (typeName === 'bool') return text === 't' || text === 'true'
  if (['int2', 'int4', 'oid'].includes(typeName)) return Number(text)
  return typeName === 'float4' || typeName === 'float8' ? toDouble(text) : text
}

export function toDouble(text: string | null): JsonValue {
  if (text === null) return null
  const value = Number(text)
  return Number.isFinite(value) ? value : text
}
