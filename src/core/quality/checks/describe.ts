import { isJsonObject, type JsonObject, type JsonValue } from '../../json.ts'
import type { Check } from './check.ts'
import { kindOf } from './kinds.ts'
import { relationName } from './relation-name.ts'

/** Longest list of values that is written out. */
const longestText = 200

/** What a check is about, as SQL names it: `public.orders.amount`. */
export function subjectOf(check: Pick<Check, 'schema' | 'relation' | 'column'>): string {
  const name = relationName({ ...check, database: null })
  return check.column === null ? name : `${name}.${check.column}`
}

/** Parameters in words: `at least 0, at most 10`. Empty where a kind has none. */
export function describeParameters({ kind, parameters }: Pick<Check, 'kind' | 'parameters'>): string {
  const known = kindOf(kind).parameters.flatMap(({ name, title, default: usual }) => {
    const value = parameters[name]
    if (name === 'rangeInterval') return [`within ${spanWords(parameters)}`]
    if (value === undefined || value === usual || name === 'rangeType') return []
    if (name === 'matchEnum') return ['one row with one of them is enough']
    return [value === true ? title.toLowerCase() : `${title.toLowerCase()} ${toWords(value)}`]
  })
  return shortened(known.join(', '))
}

/** Such as `4 hours`. */
export function spanWords({ rangeInterval = null, rangeType = null }: JsonObject): string {
  const unit = String(rangeType).toLowerCase()
  return String(rangeInterval) === '1' ? `1 ${unit}` : `${toWords(rangeInterval)} ${unit}s`
}

export function toWords(value: JsonValue): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(toWords).join(', ')
  if (isJsonObject(value)) return describeColumn(value)
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : grouped(String(value))
}

const describeColumn = ({ name = null, type, nullable }: JsonObject): string =>
  `${String(name)}${type === undefined ? '' : ` ${String(type)}`}${nullable === false ? ' not null' : ''}`

export const shortened = (text: string): string => (text.length > longestText ? `${text.slice(0, longestText)}…` : text)

/** Digits of a whole number in threes, from five digits on: 2024 may well be a year. */
const grouped = (text: string): string => (/^\d{5,}$/.test(text) ? text.replace(/\B(?=(?:\d{3})+$)/g, ',') : text)
