import { isJsonObject, type JsonObject, type JsonValue } from '../../json.ts'
import type { Check, CheckResult } from './check.ts'
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
    return value === undefined || value === usual ? [] : [`${title.toLowerCase()} ${toWords(value)}`]
  })
  return shortened(known.join(', '))
}

/** What came of it, in words: `3 of 120 rows fail`. */
export function describeResult(result: CheckResult): string {
  const { kind, status, observed, failingRows, rows, expected, reason } = result
  if (reason !== null) return reason.message
  if (failingRows !== null && kindOf(kind).rowwise) {
    if (failingRows === '0') return rows === null ? 'no row fails' : `none of ${grouped(rows)} rows fails`
    const verb = failingRows === '1' ? 'fails' : 'fail'
    if (rows !== null) return `${grouped(failingRows)} of ${grouped(rows)} rows ${verb}`
    return `${grouped(failingRows)} ${failingRows === '1' ? 'row' : 'rows'} ${verb}`
  }
  const found = observed === null ? 'no row has a value' : shortened(toWords(observed))
  const wanted = describeParameters({ kind, parameters: expected })
  return status === 'passed' || wanted === '' ? found : `${found}; expected: ${wanted}`
}

function toWords(value: JsonValue): string {
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(toWords).join(', ')
  if (isJsonObject(value)) return describeObject(value)
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
}

function describeObject(value: JsonObject): string {
  if (typeof value.name !== 'string') {
    return Object.entries(value)
      .map(([name, one]) => `${name}: ${toWords(one)}`)
      .join('; ')
  }
  const { name, type, nullable } = value
  return `${name}${type === undefined ? '' : ` ${String(type)}`}${nullable === false ? ' not null' : ''}`
}

const shortened = (text: string): string => (text.length > longestText ? `${text.slice(0, longestText)}…` : text)

/** Digits in threes. */
const grouped = (digits: string): string => digits.replace(/\B(?=(?:\d{3})+$)/g, ',')
