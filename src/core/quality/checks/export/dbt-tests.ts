import { stringify } from 'yaml'
import { parseObjectName } from '../../../catalog/find-object.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../../json.ts'
import type { Check } from '../check.ts'
import type { CheckKindId } from '../kinds.ts'
import { byRelation, type CheckFormat, type CheckPlace, renamed } from './check-format.ts'

const ends = { minValue: 'min_value', maxValue: 'max_value' }
const lengths = { minLength: 'min_value', maxLength: 'max_value' }
const columnEnds = { minColValue: 'min_value', maxColValue: 'max_value' }
const expectation = (name: string, names: Readonly<Record<string, string>>) =>
  [`dbt_expectations.${name}`, names] as const

/** Tests that mean the same, with the names of their parameters; those with a dot come from a package. */
const tests: Readonly<Partial<Record<CheckKindId, readonly [string, Readonly<Record<string, string>>]>>> = {
  tableRowCountToEqual: expectation('expect_table_row_count_to_equal', { value: 'value' }),
  tableRowCountToBeBetween: expectation('expect_table_row_count_to_be_between', ends),
  tableColumnCountToEqual: expectation('expect_table_column_count_to_equal', { columnCount: 'value' }),
  tableColumnCountToBeBetween: expectation('expect_table_column_count_to_be_between', columnEnds),
  tableRowsToBeUnique: ['dbt_utils.unique_combination_of_columns', { columnNames: 'combination_of_columns' }],
  columnValuesToBeUnique: ['unique', {}],
  columnValuesToBeNotNull: ['not_null', {}],
  columnValuesToBeInSet: ['accepted_values', { allowedValues: 'values' }],
  columnValuesToBeNotInSet: [
    'dbt_expectations.expect_column_values_to_not_be_in_set',
    { forbiddenValues: 'value_set' },
  ],
  columnValuesToMatchRegex: expectation('expect_column_values_to_match_regex', { regex: 'regex' }),
  columnValuesToNotMatchRegex: expectation('expect_column_values_to_not_match_regex', { forbiddenRegex: 'regex' }),
  columnValuesToBeBetween: expectation('expect_column_values_to_be_between', ends),
  columnValueLengthsToBeBetween: expectation('expect_column_value_lengths_to_be_between', lengths),
  columnValueMaxToBeBetween: expectation('expect_column_max_to_be_between', ends),
  columnValueMinToBeBetween: expectation('expect_column_min_to_be_between', ends),
  columnValueMeanToBeBetween: expectation('expect_column_mean_to_be_between', ends),
  columnValueMedianToBeBetween: expectation('expect_column_median_to_be_between', ends),
  columnValueStdDevToBeBetween: expectation('expect_column_stdev_to_be_between', ends),
  columnValuesSumToBeBetween: expectation('expect_column_sum_to_be_between', ends),
}

/** Sources with data tests; some come from the packages dbt_utils and dbt_expectations. */
export const dbtTests: CheckFormat = {
  id: 'dbt',
  title: 'dbt tests',
  render(checks, place) {
    const left = checks.filter((check) => toTest(check) === null)
    const sources = new Map<string, { head: JsonObject; tables: JsonObject[] }>()
    for (const members of byRelation(checks.filter((check) => toTest(check) !== null)).values()) {
      const [first] = members
      if (first === undefined) continue
      const head = sourceOf(first, place)
      const source = sources.get(String(head.name)) ?? { head, tables: [] }
      sources.set(String(head.name), source)
      source.tables.push(tableOf(first.relation, members))
    }
    const list = [...sources.values()].map(({ head, tables }) => ({ ...head, tables }))
    const text = stringify(
      { version: 2, sources: withoutTemplates(list) },
      { lineWidth: 0, aliasDuplicateObjects: false },
    )
    return { files: [{ path: 'sources.yml', text }], left }
  },
}

function sourceOf({ database, schema }: Check, place: CheckPlace): JsonObject {
  const name = schema ?? 'public'
  return {
    name: database === null ? name : `${database}_${name}`,
    database: database ?? place.database,
    schema: name,
    quoting: { database: true, schema: true, identifier: true },
  }
}

function tableOf(name: string, checks: readonly Check[]): JsonObject {
  const testsOn = (column: string | null) =>
    checks.filter((check) => columnOf(check) === column).flatMap((check) => toTest(check) ?? [])
  const columns = [...new Set(checks.map(columnOf))].filter((column) => column !== null)
  const own = testsOn(null)
  return {
    name,
    ...(own.length === 0 ? {} : { data_tests: own }),
    ...(columns.length === 0
      ? {}
      : { columns: columns.map((column) => ({ name: column, quote: true, data_tests: testsOn(column) })) }),
  }
}

/** Where the test stands: dbt has those of references and of existence at the column. */
function columnOf({ kind, column, parameters }: Check): string | null {
  if (kind === 'tableRowsToReference') return (parameters.columnNames as readonly string[])[0] ?? null
  return kind === 'tableColumnNameToExist' ? String(parameters.columnName) : column
}

/** Null where dbt and its packages have none that means the same. */
function toTest(check: Check): JsonValue | null {
  const { kind, parameters, where, severity } = check
  const found = namedTest(check)
  if (found === null || parameters.matchEnum === false) return null
  const [name, own] = found
  const config = { ...(where === null ? {} : { where }), ...(severity === 'warning' ? { severity: 'warn' } : {}) }
  const isStructural = kind.startsWith('tableColumn')
  const all = { ...own, ...(Object.keys(config).length === 0 || isStructural ? {} : { config }) }
  return Object.keys(all).length === 0 ? name : { [name]: all }
}

function namedTest({ kind, parameters }: Check): readonly [string, JsonObject] | null {
  switch (kind) {
    case 'tableColumnNameToExist':
      return ['dbt_expectations.expect_column_to_exist', {}]
    case 'tableColumnToMatchSet': {
      const list = parameters.columnNames as JsonValue
      return parameters.ordered === true
        ? ['dbt_expectations.expect_table_columns_to_match_ordered_list', { column_list: list }]
        : ['dbt_expectations.expect_table_columns_to_match_set', { column_list: list }]
    }
    case 'tableDataToBeFresh': {
      const { rangeType, rangeInterval = null, columnName } = parameters
      const datepart = String(rangeType).toLowerCase()
      return ['dbt_utils.recency', { datepart, field: columnName ?? null, interval: rangeInterval }]
    }
    case 'tableRowsToReference':
      return references(parameters)
    default: {
      const [name, names] = tests[kind] ?? []
      return name === undefined || names === undefined ? null : [name, renamed(parameters, names)]
    }
  }
}

/** dbt knows references of one column. */
function references({ columnNames, table2, table2ColumnNames }: JsonObject): readonly [string, JsonObject] | null {
  const [only, ...more] = columnNames as readonly string[]
  const [relation = '', schema = 'public'] = [...(parseObjectName(String(table2))?.parts ?? [])].reverse()
  if (only === undefined || more.length > 0 || /['\\{]/.test(schema + relation)) return null
  const [field = only] = (table2ColumnNames ?? []) as readonly string[]
  return ['relationships', { to: `source('${schema}', '${relation}')`, field }]
}

/** dbt reads templates in texts: what looks like one is written as a text in one. */
function withoutTemplates(value: JsonValue): JsonValue {
  if (typeof value === 'string') return value.replace(/\{[{%#]/g, (opening) => `{{ '${opening}' }}`)
  if (Array.isArray(value)) return value.map(withoutTemplates)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutTemplates(one)]))
}
