import { describe, expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../../../src/core/json.ts'
import type { CheckResult } from '../../../../src/core/quality/checks/check.ts'
import { describeParameters } from '../../../../src/core/quality/checks/describe.ts'
import { describeResult } from '../../../../src/core/quality/checks/describe-result.ts'
import { type CheckKindId, checkKindIds } from '../../../../src/core/quality/checks/kinds.ts'

const hours = { columnName: 'placed', rangeInterval: 4, rangeType: 'HOUR' }
const query = { sqlExpression: 'select 1', strategy: 'ROWS', operator: '<=', threshold: 0, thresholdUnit: 'COUNT' }

type Row = readonly [CheckKindId, JsonObject, CheckResult['status'], JsonValue, string]

/** Of each kind that is not about single rows: what was found, and how that is said. */
const figures: readonly Row[] = [
  ['tableRowCountToEqual', { value: 1 }, 'passed', '1', '1 row'],
  ['tableRowCountToEqual', { value: 12000 }, 'failed', '20', '20 rows; expected 12,000'],
  ['tableRowCountToBeBetween', { minValue: 1 }, 'passed', '203', '203 rows'],
  ['tableRowCountToBeBetween', { minValue: 1, maxValue: 9 }, 'failed', '0', '0 rows; expected at least 1, at most 9'],
  ['tableColumnCountToEqual', { columnCount: 3 }, 'failed', 21, '21 columns; expected 3'],
  ['tableColumnCountToBeBetween', { maxColValue: 3 }, 'failed', 1, '1 column; expected at most 3'],
  ['tableColumnNameToExist', { columnName: 'id' }, 'passed', ['id', 'b'], 'the column is there'],
  ['tableColumnNameToExist', { columnName: 'ID' }, 'failed', ['id', 'b'], 'no column ID among id, b'],
  ['tableColumnToMatchSet', { columnNames: ['a'] }, 'passed', ['a'], 'the columns are as expected'],
  ['tableColumnToMatchSet', { columnNames: ['a', 'b'] }, 'failed', ['b', 'c'], 'a is missing; c is not expected'],
  ['tableColumnToMatchSet', { columnNames: ['a', 'b'], ordered: true }, 'failed', ['b', 'a'], 'the order is b, a'],
  ['tableSchemaToMatch', { columns: [{ name: 'a' }] }, 'passed', [], 'the columns are as expected'],
  [
    'tableSchemaToMatch',
    { columns: [{ name: 'a' }] },
    'failed',
    ['a is integer, not text', 'b is not expected'],
    'a is integer, not text; b is not expected',
  ],
  ['tableRowInsertedCountToBeBetween', { min: 1, ...hours }, 'passed', '3', '3 rows within the last 4 hours'],
  [
    'tableRowInsertedCountToBeBetween',
    { min: 4, ...hours, rangeInterval: 1 },
    'failed',
    '3',
    '3 rows within the last 1 hour; expected at least 4',
  ],
  ['tableDataToBeFresh', hours, 'passed', '2026-01-02 03:04:05+00', 'the newest row is of 2026-01-02 03:04:05+00'],
  [
    'tableDataToBeFresh',
    hours,
    'failed',
    '2026-01-02 03:04:05+00',
    'the newest row is of 2026-01-02 03:04:05+00; expected one within the last 4 hours',
  ],
  ['tableDataToBeFresh', hours, 'failed', null, 'no row has a time that has come'],
  ['tableCustomSQLQuery', query, 'passed', '0', 'it returns 0 rows'],
  ['tableCustomSQLQuery', query, 'failed', '1', 'it returns 1 row; expected <= 0'],
  ['tableCustomSQLQuery', { ...query, strategy: 'COUNT', operator: '>' }, 'passed', '315', 'it gives 315'],
  [
    'tableCustomSQLQuery',
    { ...query, thresholdUnit: 'PERCENTAGE', threshold: 20 },
    'failed',
    '25',
    'it gives 25 %; expected <= 20 %',
  ],
  ['tableDiff', { table2: 'b', threshold: 0 }, 'passed', '0', 'no row differs'],
  ['tableDiff', { table2: 'b', threshold: 0 }, 'failed', '1', '1 row differs'],
  ['tableDiff', { table2: 'b', threshold: 2 }, 'failed', '3', '3 rows differ; expected at most 2'],
  [
    'tableDiff',
    { table2: 'b', threshold: 0 },
    'failed',
    { onlyHere: ['id', 'name'], onlyThere: ['key'] },
    'the columns differ; only in this table: id, name; only in the other: key',
  ],
  ['columnValuesToBeInSet', { matchEnum: false }, 'passed', '1', '1 row with one of the values'],
  ['columnValuesToBeInSet', { matchEnum: false }, 'failed', '0', 'no row has one of the values'],
  ['columnValuesMissingCount', { missingCountValue: 1 }, 'failed', '4', '4 rows without a value; expected 1'],
  ['columnValueMaxToBeBetween', { minValue: 1 }, 'passed', 20, '20'],
  ['columnValueMinToBeBetween', { minValue: 'b' }, 'failed', 'a', 'a; expected at least b'],
  ['columnValueMeanToBeBetween', { maxValue: 10 }, 'failed', '15.7500000000000000', '15.75; expected at most 10'],
  ['columnValueMedianToBeBetween', { maxValue: 1 }, 'failed', null, 'no row has a value; expected at most 1'],
  ['columnValueStdDevToBeBetween', { maxValue: 1 }, 'passed', '0.0000', '0'],
  ['columnValuesSumToBeBetween', { maxValue: 1 }, 'failed', 'NaN', 'NaN; expected at most 1'],
]

const rowwise: readonly (readonly [CheckKindId, string | null, string, string])[] = [
  ['columnValuesToBeNotNull', '20', '0', 'none of 20 rows fails'],
  ['columnValuesToBeUnique', '12000', '1', '1 of 12,000 rows fails'],
  ['columnValuesToBeInSet', '20', '3', '3 of 20 rows fail'],
  ['columnValuesToBeNotInSet', '0', '0', 'there are no rows to look at'],
  ['columnValuesToMatchRegex', '2', '2', '2 of 2 rows fail'],
  ['columnValuesToNotMatchRegex', '2', '2', '2 of 2 rows fail'],
  ['columnValuesToBeBetween', '2', '2', '2 of 2 rows fail'],
  ['columnValueLengthsToBeBetween', '2', '2', '2 of 2 rows fail'],
  ['tableRowsToBeUnique', '2', '2', '2 of 2 rows fail'],
  ['tableRowsToReference', null, '1', '1 row fails'],
]

const result = (kind: CheckKindId, rest: Partial<CheckResult>): CheckResult => ({
  id: 'check',
  kind,
  database: null,
  schema: null,
  relation: 't',
  column: null,
  severity: 'critical',
  status: 'passed',
  observed: null,
  expected: {},
  failingRows: null,
  rows: null,
  reason: null,
  samples: null,
  checkedAt: '',
  durationMs: 0,
  ...rest,
})

describe('what came of a check is said in words', () => {
  test.each(figures)('%s with %j, %s: %j', (kind, expected, status, observed, words) => {
    expect(describeResult(result(kind, { expected, status, observed }))).toBe(words)
  })

  test.each(rowwise)('%s, of %s rows %s', (kind, rows, failingRows, words) => {
    expect(describeResult(result(kind, { rows, failingRows }))).toBe(words)
  })

  test('every kind is among them', () => {
    const named = new Set([...figures.map(([kind]) => kind), ...rowwise.map(([kind]) => kind)])
    expect(checkKindIds.filter((kind) => !named.has(kind))).toEqual([])
  })

  test('an error is its reason', () => {
    const reason = { code: 'ROWS_HIDDEN', message: 'Some rows are hidden.' }
    expect(describeResult(result('tableDiff', { status: 'error', reason }))).toBe('Some rows are hidden.')
  })
})

test('parameters are said in words', () => {
  const words = (kind: CheckKindId, parameters: JsonObject) => describeParameters({ kind, parameters })
  expect(words('tableDataToBeFresh', { ...hours, rangeType: 'DAY', rangeInterval: 1 })).toBe(
    'column placed, within 1 day',
  )
  expect(words('columnValuesToBeInSet', { allowedValues: ['a'], matchEnum: false })).toBe(
    'allowed values a, one row with one of them is enough',
  )
  expect(words('tableColumnToMatchSet', { columnNames: ['a', 'b'], ordered: true })).toBe('columns a, b, in this order')
})
