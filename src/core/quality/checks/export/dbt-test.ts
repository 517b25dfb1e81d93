import { parseObjectName } from '../../../catalog/find-object.ts'
import type { JsonObject, JsonValue } from '../../../json.ts'
import type { Check } from '../check.ts'
import type { CheckKindId } from '../kinds.ts'
import { renamed } from './check-format.ts'

const ends = { minValue: 'min_value', maxValue: 'max_value' }
const lengths = { minLength: 'min_value', maxLength: 'max_value' }
const columnEnds = { minColValue: 'min_value', maxColValue: 'max_value' }
const expectation = (name: string, names: Readonly<Record<string, string>>) =>
  [`dbt_expectations.${name}`, names] as const

/** Tests that mean the same, with the names of their arguments; those with a dot come from a package. */
const tests: Readonly<Partial<Record<CheckKindId, readonly [string, Readonly<Record<string, string>>]>>> = {
  tableRowCountToEqual: expectation('expect_table_row_count_to_equal', { value: 'value' }),
  tableRowCountToBeBetween: expectation('expect_table_row_count_to_be_between', ends),
  tableColumnCountToEqual: expectation('expect_table_column_count_to_equal', { columnCount: 'value' }),
  tableColumnCountToBeBetween: expectation('expect_table_column_count_to_be_between', columnEnds),
  tableColumnNameToExist: expectation('expect_column_to_exist', { columnName: 'column_name' }),
  columnValuesToBeUnique: ['unique', {}],
  columnValuesToBeNotNull: ['not_null', {}],
  columnValuesToBeBetween: expectation('expect_column_values_to_be_between', ends),
  columnValueLengthsToBeBetween: expectation('expect_column_value_lengths_to_be_between', lengths),
  columnValueMaxToBeBetween: expectation('expect_column_max_to_be_between', ends),
  columnValueMinToBeBetween: expectation('expect_column_min_to_be_between', ends),
  columnValueMeanToBeBetween: expectation('expect_column_mean_to_be_between', ends),
  columnValueMedianToBeBetween: expectation('expect_column_median_to_be_between', ends),
  columnValueStdDevToBeBetween: expectation('expect_column_stdev_to_be_between', ends),
  columnValuesSumToBeBetween: expectation('expect_column_sum_to_be_between', ends),
}

/** What a test is given, and which rows it looks at beside those of the check's own condition. */
export interface DbtTest {
  readonly name: string
  readonly arguments: JsonObject
  /** Conditions in SQL. */
  readonly where: readonly string[]
}

/** The test that means the same as a check; null where dbt and its packages have none. */
export function dbtTest(check: Check, sourceName: string): DbtTest | null {
  const { kind, parameters, column } = check
  const test = (name: string, given: JsonObject, where: readonly string[] = []) => ({ name, arguments: given, where })
  switch (kind) {
    case 'columnValuesToBeInSet':
      if (parameters.matchEnum === false) return null
      return test('accepted_values', { values: betweenQuotes(parameters.allowedValues) })
    case 'columnValuesToBeNotInSet':
      return test('dbt_utils.not_accepted_values', { values: betweenQuotes(parameters.forbiddenValues) })
    case 'columnValuesToMatchRegex': {
      // It holds that what is null does not match.
      const given = { regex: betweenQuotes(parameters.regex), row_condition: `${identifier(column)} is not null` }
      return test('dbt_expectations.expect_column_values_to_match_regex', given)
    }
    case 'columnValuesToNotMatchRegex': {
      const given = { regex: betweenQuotes(parameters.forbiddenRegex) }
      return test('dbt_expectations.expect_column_values_to_not_match_regex', given)
    }
    case 'tableColumnToMatchSet': {
      const order = parameters.ordered === true ? 'ordered_list' : 'set'
      const given = { column_list: parameters.columnNames ?? null }
      return test(`dbt_expectations.expect_table_columns_to_match_${order}`, given)
    }
    case 'tableRowsToBeUnique': {
      const names = parameters.columnNames as readonly string[]
      // To it, nulls are the same.
      const filled = names.map((name) => `${identifier(name)} is not null`)
      return test(
        'dbt_utils.unique_combination_of_columns',
        { combination_of_columns: names, quote_columns: true },
        filled,
      )
    }
    case 'tableDataToBeFresh': {
      const { rangeType, rangeInterval = null, columnName } = parameters
      const datepart = String(rangeType).toLowerCase()
      return test('dbt_utils.recency', { datepart, field: identifier(columnName), interval: rangeInterval })
    }
    case 'tableRowsToReference': {
      const referred = referredOf(check)
      if (referred === null) return null
      const { relation, field } = referred
      return test('relationships', { to: `source('${sourceName}', '${relation}')`, field: identifier(field) })
    }
    default: {
      const [name, names] = tests[kind] ?? []
      return name === undefined || names === undefined ? null : test(name, literals(renamed(parameters, names), kind))
    }
  }
}

/** What a check refers to, as far as dbt has words for it: one column, with names that need no escapes. */
export function referredOf({ kind, schema, parameters }: Check) {
  if (kind !== 'tableRowsToReference') return null
  const { columnNames, table2, table2ColumnNames } = parameters
  const [only, ...more] = columnNames as readonly string[]
  const [relation = '', itsSchema = schema ?? 'public'] = [...(parseObjectName(String(table2))?.parts ?? [])].reverse()
  if (only === undefined || more.length > 0 || /['\\{]/.test(itsSchema + relation)) return null
  const [field = only] = (table2ColumnNames ?? []) as readonly string[]
  return { schema: itsSchema, relation, field }
}

const identifier = (name: JsonValue | undefined): string => `"${String(name).replaceAll('"', '""')}"`

/** The macros put texts between quotes as they are. */
function betweenQuotes(value: JsonValue | undefined): JsonValue {
  if (Array.isArray(value)) return value.map(betweenQuotes)
  return typeof value === 'string' ? value.replaceAll("'", "''") : (value ?? null)
}

/** The ends of ranges are put into SQL as they are: a text has to be one there, too. */
function literals(given: JsonObject, kind: CheckKindId): JsonObject {
  if (kind === 'tableColumnNameToExist') return given
  const written = Object.entries(given).map(([name, value]) => [
    name,
    typeof value === 'string' && !/^-?\d+(?:\.\d+)?$/.test(value) ? `'${value.replaceAll("'", "''")}'` : value,
  ])
  return Object.fromEntries(written)
}
