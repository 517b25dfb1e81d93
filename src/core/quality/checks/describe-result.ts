import { isJsonObject, type JsonObject, type JsonValue } from '../../json.ts'
import type { CheckResult } from './check.ts'
import { describeParameters, shortened, spanWords, toWords } from './describe.ts'
import { kindOf } from './kinds.ts'

/** What came of a check, in words: `3 of 120 rows fail`. */
export function describeResult(result: CheckResult): string {
  const { kind, failingRows, rows, reason } = result
  if (reason !== null) return reason.message
  if (failingRows !== null && kindOf(kind).rowwise) return failingWords(failingRows, rows)
  return shortened(figureWords(result))
}

function failingWords(failing: string, rows: string | null): string {
  if (rows === '0') return 'there are no rows to look at'
  if (failing === '0') return rows === null ? 'no row fails' : `none of ${toWords(rows)} rows fails`
  const verb = failing === '1' ? 'fails' : 'fail'
  return rows === null ? `${count(failing, 'row')} ${verb}` : `${toWords(failing)} of ${toWords(rows)} rows ${verb}`
}

/** Of kinds that are not about single rows: what was found, and where it fails what was expected. */
function figureWords({ kind, status, observed, expected }: CheckResult): string {
  const failed = status === 'failed'
  const unless = (found: string, wanted: string) => (failed ? `${found}; expected ${wanted}` : found)
  switch (kind) {
    case 'tableRowCountToEqual':
      return unless(count(observed, 'row'), toWords(expected.value ?? null))
    case 'tableColumnCountToEqual':
      return unless(count(observed, 'column'), toWords(expected.columnCount ?? null))
    case 'tableRowCountToBeBetween':
      return unless(count(observed, 'row'), describeParameters({ kind, parameters: expected }))
    case 'tableColumnCountToBeBetween':
      return unless(count(observed, 'column'), describeParameters({ kind, parameters: expected }))
    case 'tableColumnNameToExist':
      return failed ? `no column ${String(expected.columnName)} among ${toWords(observed)}` : 'the column is there'
    case 'tableColumnToMatchSet':
      return failed ? columnsWords(observed, expected) : 'the columns are as expected'
    case 'tableSchemaToMatch':
      return failed ? listOf(observed).join('; ') : 'the columns are as expected'
    case 'tableRowInsertedCountToBeBetween':
      return unless(
        `${count(observed, 'row')} within the last ${spanWords(expected)}`,
        rangeWords(expected.min, expected.max),
      )
    case 'tableDataToBeFresh':
      if (observed === null) return 'no row has a time that has come'
      return unless(`the newest row is of ${String(observed)}`, `one within the last ${spanWords(expected)}`)
    case 'tableCustomSQLQuery':
      return queryWords(observed, expected, failed)
    case 'tableDiff':
      return differenceWords(observed, expected, failed)
    case 'columnValuesToBeInSet':
      return failed ? 'no row has one of the values' : `${count(observed, 'row')} with one of the values`
    case 'columnValuesMissingCount':
      return unless(`${count(observed, 'row')} without a value`, toWords(expected.missingCountValue ?? null))
    default:
      return unless(
        observed === null ? 'no row has a value' : toWords(withoutZeros(observed)),
        describeParameters({ kind, parameters: expected }),
      )
  }
}

/** A mean is counted to sixteen places. */
const withoutZeros = (value: JsonValue): JsonValue =>
  typeof value === 'string' && /^-?\d+\.\d+$/.test(value) ? value.replace(/\.?0+$/, '') : value

const count = (number: JsonValue, what: string): string =>
  `${toWords(number)} ${what}${String(number) === '1' ? '' : 's'}`

const listOf = (value: JsonValue): readonly string[] => (Array.isArray(value) ? value.map(String) : [])

function rangeWords(least: JsonValue | undefined, greatest: JsonValue | undefined): string {
  const ends = [
    ...(least === undefined ? [] : [`at least ${toWords(least)}`]),
    ...(greatest === undefined ? [] : [`at most ${toWords(greatest)}`]),
  ]
  return ends.join(', ')
}

function columnsWords(observed: JsonValue, { columnNames = [] }: JsonObject): string {
  const [found, wanted] = [listOf(observed), listOf(columnNames)]
  const differences = [
    ...wanted.filter((name) => !found.includes(name)).map((name) => `${name} is missing`),
    ...found.filter((name) => !wanted.includes(name)).map((name) => `${name} is not expected`),
  ]
  return differences.length > 0 ? differences.join('; ') : `the order is ${found.join(', ')}`
}

function queryWords(observed: JsonValue, expected: JsonObject, failed: boolean): string {
  const { strategy, operator, threshold = 0, thresholdUnit } = expected
  const share = thresholdUnit === 'PERCENTAGE' ? ' %' : ''
  const found =
    strategy === 'ROWS' && share === ''
      ? `it returns ${count(observed, 'row')}`
      : `it gives ${toWords(observed)}${share}`
  return failed ? `${found}; expected ${String(operator)} ${toWords(threshold)}${share}` : found
}

function differenceWords(observed: JsonValue, { threshold = 0 }: JsonObject, failed: boolean): string {
  if (isJsonObject(observed)) {
    const only = (names: JsonValue | undefined, where: string) =>
      listOf(names ?? []).length === 0 ? [] : [`only in ${where}: ${toWords(names ?? [])}`]
    return `the columns differ; ${[...only(observed.onlyHere, 'this table'), ...only(observed.onlyThere, 'the other')].join('; ')}`
  }
  if (String(observed) === '0') return 'no row differs'
  const found = `${count(observed, 'row')} ${String(observed) === '1' ? 'differs' : 'differ'}`
  return failed && String(threshold) !== '0' ? `${found}; expected at most ${toWords(threshold)}` : found
}
