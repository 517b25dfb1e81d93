import type { JsonObject, JsonValue } from '../../../json.ts'
import type { Check } from '../check.ts'
import type { CheckKindId } from '../kinds.ts'
import { relationName } from '../relation-name.ts'
import { byRelation, type CheckFormat, fileName, renamed } from './check-format.ts'
import { failingQuery } from './failing-query.ts'

const ends = { minValue: 'min_value', maxValue: 'max_value' }
const lengths = { minLength: 'min_value', maxLength: 'max_value' }
const columnEnds = { minColValue: 'min_value', maxColValue: 'max_value' }

/** Expectations that mean the same, with the names of their parameters. */
const expectations: Readonly<Partial<Record<CheckKindId, readonly [string, Readonly<Record<string, string>>]>>> = {
  tableRowCountToEqual: ['expect_table_row_count_to_equal', { value: 'value' }],
  tableRowCountToBeBetween: ['expect_table_row_count_to_be_between', ends],
  tableColumnCountToEqual: ['expect_table_column_count_to_equal', { columnCount: 'value' }],
  tableColumnCountToBeBetween: ['expect_table_column_count_to_be_between', columnEnds],
  tableColumnNameToExist: ['expect_column_to_exist', { columnName: 'column' }],
  tableRowsToBeUnique: ['expect_compound_columns_to_be_unique', { columnNames: 'column_list' }],
  columnValuesToBeUnique: ['expect_column_values_to_be_unique', {}],
  columnValuesToBeNotNull: ['expect_column_values_to_not_be_null', {}],
  columnValuesToBeInSet: ['expect_column_values_to_be_in_set', { allowedValues: 'value_set' }],
  columnValuesToBeNotInSet: ['expect_column_values_to_not_be_in_set', { forbiddenValues: 'value_set' }],
  columnValuesToMatchRegex: ['expect_column_values_to_match_regex', { regex: 'regex' }],
  columnValuesToNotMatchRegex: ['expect_column_values_to_not_match_regex', { forbiddenRegex: 'regex' }],
  columnValuesToBeBetween: ['expect_column_values_to_be_between', ends],
  columnValueLengthsToBeBetween: ['expect_column_value_lengths_to_be_between', lengths],
  columnValueMaxToBeBetween: ['expect_column_max_to_be_between', ends],
  columnValueMinToBeBetween: ['expect_column_min_to_be_between', ends],
  columnValueMeanToBeBetween: ['expect_column_mean_to_be_between', ends],
  columnValueMedianToBeBetween: ['expect_column_median_to_be_between', ends],
  columnValueStdDevToBeBetween: ['expect_column_stdev_to_be_between', ends],
  columnValuesSumToBeBetween: ['expect_column_sum_to_be_between', ends],
}

/** An expectation suite for each relation. What no expectation says is a query whose rows are unexpected. */
export const greatExpectations: CheckFormat = {
  id: 'great-expectations',
  title: 'Great Expectations suite',
  render(checks, { database }) {
    const left: Check[] = []
    const files = [...byRelation(checks).values()].flatMap((members) => {
      const [first] = members
      if (first === undefined) return []
      const list = members.flatMap((check) => {
        const expectation = toExpectation(check)
        if (expectation === null) left.push(check)
        return expectation === null ? [] : [expectation]
      })
      if (list.length === 0) return []
      const suite = {
        name: relationName({ ...first, database: null }),
        expectations: list,
        meta: { written_by: 'patchbay' },
      }
      const path = fileName([first.database ?? database, first.schema ?? '', first.relation].filter(Boolean), '.json')
      return [{ path, text: `${JSON.stringify(suite, null, 2)}\n` }]
    })
    return { files, left }
  },
}

function toExpectation(check: Check): JsonObject | null {
  const { id, severity, description, column } = check
  const found = ownWords(check) ?? ofQuery(check)
  if (found === null) return null
  const [type, kwargs] = found
  return {
    type,
    kwargs: { ...(column === null || type === unexpected ? {} : { column }), ...kwargs },
    ...(description === null ? {} : { notes: description }),
    meta: { id, severity },
  }
}

const unexpected = 'unexpected_rows_expectation'

function ofQuery(check: Check): readonly [string, JsonObject] | null {
  const query = failingQuery(check)
  return query === null ? null : [unexpected, { unexpected_rows_query: asTemplate(query) }]
}

/** Queries are filled in twice, in braces and behind colons: what only looks like such a place is written otherwise. */
const asTemplate = (query: string): string =>
  query.replace(/[{}]/g, (brace) => brace + brace).replace(/(?<![:\w\\]):(?=\w)/g, '\\:')

/** Null where a condition, or the kind itself, has no counterpart. */
function ownWords({ kind, parameters, where }: Check): readonly [string, JsonObject] | null {
  if (where !== null || parameters.matchEnum === false) return null
  const { ordered, columnNames, missingCountValue, missingValueMatch } = parameters
  if (kind === 'tableColumnToMatchSet') {
    return ordered === true
      ? ['expect_table_columns_to_match_ordered_list', { column_list: columnNames as JsonValue }]
      : ['expect_table_columns_to_match_set', { column_set: columnNames as JsonValue, exact_match: true }]
  }
  if (kind === 'columnValuesMissingCount') {
    return Number(missingCountValue) === 0 && missingValueMatch === undefined
      ? ['expect_column_values_to_not_be_null', {}]
      : null
  }
  const [type, names] = expectations[kind] ?? []
  if (type === undefined || names === undefined) return null
  const extra = kind === 'tableRowsToBeUnique' ? { ignore_row_if: 'any_value_is_missing' } : {}
  return [type, { ...renamed(parameters, names), ...extra }]
}
